"""How an entry of the timeline is drawn: a spine with icons; only bubbles and notes have ground."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.widgets.badge import paint_badge
from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_focus, paint_panel
from console.widgets.timeline_entry import ENTRY_ROLE, Entry, EntryKind
from console.widgets.timeline_layout import SPINE, EntryLayout, EntryMeasurer, Piece
from console.widgets.timeline_text import selection_format

_Index = QModelIndex | QPersistentModelIndex
_ICON = 14
_LAYOUTS_MAX = 600

_ICONS = {
    EntryKind.MAIL_IN: ("mail", "muted"),
    EntryKind.MAIL_OUT: ("corner-up-left", "accent.text"),
    EntryKind.EVENT: ("info", "muted"),
}
_GROUNDS = {
    EntryKind.BUBBLE_IN: ("surface.2", None),
    EntryKind.BUBBLE_OUT: ("accent.ground", None),
    EntryKind.NOTE: ("note.ground", "note.line"),
}


@dataclass(frozen=True)
class Selection:
    """The stretch of one entry's text that is selected."""

    key: str = ""
    anchor: int = 0
    head: int = 0

    @property
    def start(self) -> int:
        """Where the stretch begins."""
        return min(self.anchor, self.head)

    @property
    def end(self) -> int:
        """Where the stretch ends."""
        return max(self.anchor, self.head)


class TimelineDelegate(QStyledItemDelegate):
    """Draws entries from layouts kept by key and width.

    `selection` is the selected text; `keyed` says that the keyboard moves between entries, so
    that the one it stands on shows its focus line.
    """

    def __init__(self, hub: ThemeHub, measurer: EntryMeasurer, view: QListView) -> None:
        super().__init__(view)
        self._hub = hub
        self._view = view
        self._measurer = measurer
        self._layouts: dict[tuple[str, int], EntryLayout] = {}
        self.selection = Selection()
        self.keyed = False

    def forget_layouts(self) -> None:
        """Lay out anew: the look has changed."""
        self._layouts.clear()

    def layout_of(self, entry: Entry) -> EntryLayout:
        """The layout of an entry at the view's width; the last ones are kept."""
        width = self._view.viewport().width()
        key = (entry.key, width)
        found = self._layouts.get(key)
        if found is None or found.entry is not entry:
            if len(self._layouts) > _LAYOUTS_MAX:
                self._layouts.clear()
            found = self._layouts[key] = self._measurer.lay_out(entry, width)
        return found

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As tall as the entry's layout."""
        entry = index.data(ENTRY_ROLE)
        return QSize(0, self.layout_of(entry).height if isinstance(entry, Entry) else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one entry."""
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        layout = self.layout_of(entry)
        painter.save()
        painter.translate(option.rect.topLeft())
        self._paint_spine(painter, layout)
        if layout.ground is not None:
            ground, edge = _GROUNDS[entry.kind]
            line = self._hub.color(edge) if edge else None
            paint_panel(painter, layout.ground, 6, self._hub.color(ground), line)
        self._paint_body(painter, layout)
        for piece in layout.pieces:
            self._paint_piece(painter, piece)
        if entry.badge is not None and layout.badge_at is not None:
            at = layout.badge_at
            paint_badge(painter, self._hub, entry.badge, at.x(), at.y(), on_tint=False)
        if self.keyed and option.state & QStyle.StateFlag.State_HasFocus:
            box = QRectF(8, 0, layout.width - 16, layout.height - 4)
            paint_focus(painter, box, 6, self._hub.color("focus"))
        painter.restore()

    def _paint_spine(self, painter: QPainter, layout: EntryLayout) -> None:
        entry = layout.entry
        line = self._hub.color("line")
        x = self._hub.fonts.px(SPINE)
        if entry.kind is EntryKind.DAY:
            self._paint_day(painter, layout)
            return
        if not self._measurer.has_spine:
            return
        icon, token = _ICONS.get(entry.kind, ("", "muted"))
        icon = entry.icon or icon
        if not layout.icon_middle or not icon:
            painter.fillRect(QRectF(x, 0, 1, layout.height), line)
            return
        side = self._hub.fonts.px(_ICON)
        middle = round(layout.icon_middle)
        gap = side / 2 + 5
        painter.fillRect(QRectF(x, 0, 1, max(0, middle - gap)), line)
        painter.fillRect(QRectF(x, middle + gap, 1, layout.height - middle - gap), line)
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._hub.icons.pixmap(icon, token, side, ratio)
        painter.drawPixmap(QPointF(x - side // 2, middle - side // 2), pixmap)

    def _paint_day(self, painter: QPainter, layout: EntryLayout) -> None:
        words = layout.pieces[0].box
        line = self._hub.color("line")
        y, margin = round(layout.height / 2), self._measurer.margin
        painter.fillRect(QRectF(margin, y, words.left() - margin - 12, 1), line)
        end = layout.width - margin
        painter.fillRect(QRectF(words.right() + 12, y, end - words.right() - 12, 1), line)

    def _paint_body(self, painter: QPainter, layout: EntryLayout) -> None:
        if layout.body is None:
            return
        entry, selection = layout.entry, self.selection
        ranges: list[QTextLayout.FormatRange] = []
        if selection.key == entry.key and selection.end > selection.start:
            ink, ground = self._hub.color("on.accent"), self._hub.color("accent")
            ranges.append(selection_format(selection.start, selection.end, ink, ground))
        token = "muted" if entry.quiet_body else "text"
        visible = QRectF(0, 0, layout.width, layout.height)
        layout.body.draw(painter, layout.body_at, self._hub.color(token), visible, ranges)

    def _paint_piece(self, painter: QPainter, piece: Piece) -> None:
        box = piece.box
        if piece.attachment is not None:
            self._paint_picture(painter, piece)
        elif piece.icon:
            side = round(box.width())
            ratio = painter.device().devicePixelRatioF()
            pixmap = self._hub.icons.pixmap(piece.icon, piece.token, side, ratio)
            painter.drawPixmap(QPointF(round(box.x()), round(box.y())), pixmap)
        elif piece.font is not None:
            at = (box.x(), box.center().y())
            ink = self._hub.color(piece.token)
            self._hub.measure.paint(painter, at, piece.text, piece.font, ink)

    def _paint_picture(self, painter: QPainter, piece: Piece) -> None:
        image = piece.attachment.thumbnail if piece.attachment is not None else None
        if image is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(piece.box, 4, 4)
        painter.setClipPath(path)
        painter.drawImage(piece.box, image)
        painter.restore()
        paint_panel(painter, piece.box, 4, None, self._hub.color("line"))
