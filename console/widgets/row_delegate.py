"""Rows of a live list as they are drawn: comfortable (56 px) and compact (36 px)."""

from __future__ import annotations

from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Slot,
)
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from console.widgets.clock_ring import RingState, below_token, paint_ring
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.painted_rows import PaintedRows, paint_at
from console.widgets.plain_tip import plain_tip
from console.widgets.row_ground import (
    LEFT,
    is_at_rest,
    is_tinted,
    paint_ground,
    paint_group_head,
    paint_hairline,
    resting_ground,
)
from console.widgets.row_parts import RowBrush, narrow
from console.widgets.row_text import ROW_ROLE, RowText

_Index = QModelIndex | QPersistentModelIndex
_GAP = 8
_EDGE = 10
_RING_TOP = 4
_WHO_SHARE = 0.62
_WHO_LEAST = 72


class RowFace(Protocol):
    """One way to draw rows: how tall they are, and how one is painted on its ground."""

    row_token: str
    head_token: str

    def paint(
        self, brush: RowBrush, rect: QRect, row: RowText, ground: QColor, *, on_tint: bool
    ) -> None: ...


@runtime_checkable
class StillFace(RowFace, Protocol):
    """One whose rows look the same until they say something else: they need be painted once."""

    def beside(self, row: RowText) -> object:
        """What the look of a row depends on besides what it says; None for nothing."""


class RowDelegate(QStyledItemDelegate):
    """Draws every row of a list in one face; group heads are rows of their own kind."""

    def __init__(self, hub: ThemeHub, face: RowFace, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._hub = hub
        self._face = face
        self._view = view
        self._token = ""
        self._painted = PaintedRows(view)
        self._measure_rows()
        hub.changed.connect(self._look_changed)

    def use_face(self, face: RowFace) -> None:
        """Draw rows another way from now on."""
        self._face = face
        self._look_changed()

    def use_token(self, token: str) -> None:
        """Write all words in one ink; "" for each in its own."""
        if token != self._token:
            self._token = token
            self._painted.forget()
            self._view.viewport().update()

    def forget(self) -> None:
        """The list is out of sight."""
        self._painted.forget()

    @Slot()
    def _look_changed(self) -> None:
        self._painted.forget()
        self._measure_rows()
        self._view.scheduleDelayedItemsLayout()

    def _measure_rows(self) -> None:
        self._still = self._face if isinstance(self._face, StillFace) else None
        self.tall = self._hub.px(self._face.row_token), self._hub.px(self._face.head_token)
        """Pixels of a row, and of the head of a group."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """A constant for each kind of row; the width is the view's."""
        return QSize(0, self.tall[_is_head(index)])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row from its finished text."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, RowText):
            return
        if row.is_group_head:
            paint_group_head(painter, option.rect, row, self._hub)
            return
        if self._still is not None and is_at_rest(option):
            ground = resting_ground(self._hub)
            paint = partial(self._paint_row, row, ground, False)
            beside = self._still.beside(row)
            self._painted.draw(painter, option.rect, row, beside, ground, paint)
        else:
            ground = paint_ground(painter, option, self._hub)
            paint = partial(self._paint_row, row, ground, is_tinted(option))
            paint_at(painter, option.rect, paint)

    def _paint_row(
        self, row: RowText, ground: QColor, on_tint: bool, painter: QPainter, size: QSize
    ) -> None:
        rect = QRect(QPoint(0, 0), size)
        brush = RowBrush(painter, self._hub, self._token)
        self._face.paint(brush, rect, row, ground, on_tint=on_tint)
        if not row.last_in_group:
            paint_hairline(painter, rect, self._hub)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """The whole row in one sentence, as written, under the pointer."""
        row = index.data(ROW_ROLE)
        if event.type() != QEvent.Type.ToolTip or not isinstance(row, RowText):
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), plain_tip(row.whole), view)
        return True

    def editorEvent(
        self,
        _event: QEvent,
        _model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        _index: _Index,
    ) -> bool:
        """Rows are not edited in place."""
        return False


def _is_head(index: _Index) -> bool:
    row = index.data(ROW_ROLE)
    return isinstance(row, RowText) and row.is_group_head


class ComfortableFace:
    """Two lines and a ring with its words: 56 px."""

    row_token = "row"
    head_token = "group.head"

    def beside(self, row: RowText) -> object:
        """Nothing."""

    def paint(
        self, brush: RowBrush, rect: QRect, row: RowText, ground: QColor, *, on_tint: bool
    ) -> None:
        """Who, badges and presence above; what, clips and completeness below; the clock right."""
        px = brush.hub.fonts.px
        right = rect.right() - px(_EDGE + 3)
        if row.ring is not None:
            right -= px(brush.hub.theme.size("clock.column"))
            self._clock(brush, rect, row.ring, ground)
        first, second = rect.top() + px(20), rect.top() + px(39.5)
        self._first_line(brush, rect, row, (right, first), on_tint=on_tint)
        self._second_line(brush, rect, row, (right, second))

    def _first_line(
        self,
        brush: RowBrush,
        rect: QRect,
        row: RowText,
        end: tuple[int, float],
        *,
        on_tint: bool,
    ) -> None:
        right, middle = end
        left = rect.left() + brush.hub.fonts.px(LEFT)
        strong = brush.hub.fonts.strong(Size.BODY)
        right -= _figure(brush, right, middle, row.figure)
        if row.presence is not None:
            # A colleague's name gives way to the shop's, and to what the row is marked with.
            wanted = brush.measure.width(row.who, strong) + _GAP + brush.badges_width(row.badges)
            words = row.presence.text
            if right - left - wanted < brush.presence_width(words, row.presence) + _GAP:
                words = row.presence.initials or words
            right -= brush.presence(right, middle, words, row.presence) + _GAP
        room = right - left
        named = min(brush.measure.width(row.who, strong) + _GAP, round(room * _WHO_SHARE))
        least = max(named, brush.hub.fonts.px(_WHO_LEAST))
        badges = brush.badges_that_fit(row.badges, room - least)
        room -= brush.badges_width(badges) + (_GAP if badges else 0)
        who = brush.measure.end(row.who, strong, room)
        x = left + brush.text(left, middle, who, strong, "text") + _GAP
        brush.badges(x, middle, badges, on_tint=on_tint)

    def _second_line(
        self, brush: RowBrush, rect: QRect, row: RowText, end: tuple[int, float]
    ) -> None:
        right, middle = end
        left = rect.left() + brush.hub.fonts.px(LEFT)
        if row.completeness is not None:
            right -= brush.completeness(right, middle, *row.completeness) + _GAP
        if row.clips:
            right -= brush.clips(right, middle, row.clips) + _GAP
        if row.tail:
            caption = brush.hub.fonts.figures(Size.CAPTION)
            width = brush.measure.width(row.tail, caption)
            brush.text(right - width, middle, row.tail, caption, "muted")
            right -= width + _GAP
        body = brush.hub.fonts.figures(Size.BODY)
        brush.text(left, middle, brush.measure.end(row.what, body, right - left), body, "muted")

    def _clock(self, brush: RowBrush, rect: QRect, ring: RingState, ground: QColor) -> None:
        hub = brush.hub
        side = hub.px("ring.row")
        column = hub.px("clock.column")
        left = rect.right() - hub.fonts.px(_EDGE) - column
        top = rect.top() + hub.fonts.px(_RING_TOP)
        box = QRectF(left + (column - side) / 2, top, side, side)
        paint_ring(brush.painter, box, ring, hub, ground)
        middle = top + side - 1 + hub.fonts.line_height(Size.CAPTION) / 2
        hub.measure.paint_centred(
            brush.painter,
            (left + column / 2, middle),
            ring.below,
            hub.fonts.figures(Size.CAPTION),
            hub.color(below_token(ring.meaning)),
        )


class CompactFace:
    """One line and a small ring with the reason as text: 36 px."""

    row_token = "row.compact"
    head_token = "group.head.compact"

    def beside(self, row: RowText) -> object:
        """Nothing."""

    def paint(
        self, brush: RowBrush, rect: QRect, row: RowText, ground: QColor, *, on_tint: bool
    ) -> None:
        """Who, badges, what, initials, the reason, the ring: from left to right on one line."""
        middle = rect.center().y() + 0.5
        right = self._end(brush, rect, row, ground)
        if row.presence is not None:
            words = row.presence.initials or row.presence.text
            right -= brush.presence(right, middle, words, row.presence) + _GAP
        left = rect.left() + brush.hub.fonts.px(LEFT)
        strong = brush.hub.fonts.strong(Size.BODY)
        room = right - left
        least = min(brush.measure.width(row.who, strong), round(room * _WHO_SHARE))
        badges = brush.badges_that_fit([narrow(badge) for badge in row.badges], room - least)
        room -= brush.badges_width(badges) + (_GAP if badges else 0)
        who = brush.measure.end(row.who, strong, max(least, room - brush.hub.fonts.px(56)))
        x = left + brush.text(left, middle, who, strong, "text") + _GAP
        x += brush.badges(x, middle, badges, on_tint=on_tint)
        body = brush.hub.fonts.figures(Size.BODY)
        if right - x >= brush.hub.fonts.px(24):
            what = brush.measure.end(row.what, body, round(right - x))
            brush.text(x, middle, what, body, "muted")

    def _end(self, brush: RowBrush, rect: QRect, row: RowText, ground: QColor) -> int:
        """The ring and its reason; returns where they begin."""
        fonts = brush.hub.fonts
        right = rect.right() - _EDGE
        middle = rect.center().y() + 0.5
        token = "muted"
        if row.ring is not None:
            side = brush.hub.px("ring.compact")
            # At a whole point: a half one is rounded otherwise in the first row than in others.
            box = QRectF(right - side, rect.top() + (rect.height() - side) // 2, side, side)
            paint_ring(brush.painter, box, row.ring, brush.hub, ground)
            right -= side + _GAP
            token = below_token(row.ring.meaning)
        if row.right_text:
            figures = fonts.figures(Size.BODY)
            right -= brush.measure.width(row.right_text, figures)
            brush.text(right, middle, row.right_text, figures, token)
            right -= _GAP
        return right - _figure(brush, right, middle, row.figure)


def _figure(brush: RowBrush, right: int, middle: float, figure: str) -> int:
    """An amount that ends at `right`; returns the pixels it took with the gap before it."""
    if not figure:
        return 0
    font = brush.hub.fonts.strong_figures(Size.BODY)
    width = brush.measure.width(figure, font)
    brush.text(right - width, middle, figure, font, "text")
    return width + _GAP
