"""Lines to choose from in a floating panel: icon, words, quiet words, and the key beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.row_ground import paint_ground
from console.widgets.style_panels import paint_panel, paint_text

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LINE = int(Qt.ItemDataRole.UserRole)
_HEIGHT = 32
_HEAD = 26
_PAD = 12
_ICON = 16
_GAP = 8
_WORDS_MOST = 0.5
"""Of the width; the rest is for the quiet words and the key."""


@dataclass(frozen=True)
class OfferLine:
    """One line; a head of a group has only `words` and `is_head`. `marks` are strong parts of
    the quiet words, from and to.
    """

    key: str
    words: str
    icon: str = ""
    quiet: str = ""
    keys: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    is_head: bool = False


class _Lines(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[OfferLine, ...] = ()

    def show_lines(self, lines: Sequence[OfferLine]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = _LINE) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (line.words, line.quiet, line.keys) if part)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        is_head = index.isValid() and self.lines[index.row()].is_head
        return Qt.ItemFlag.NoItemFlags if is_head else super().flags(index)


class _Painter(QStyledItemDelegate):
    def __init__(self, hub: ThemeHub, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._hub = hub

    def sizeHint(self, _option: Option, index: _Index) -> QSize:
        line = index.data(_LINE)
        is_head = isinstance(line, OfferLine) and line.is_head
        return QSize(0, self._hub.fonts.px(_HEAD if is_head else _HEIGHT))

    def paint(self, painter: QPainter, option: Option, index: _Index) -> None:
        line = index.data(_LINE)
        if not isinstance(line, OfferLine):
            return
        rect = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        if line.is_head:
            painter.setFont(self._hub.fonts.strong(Size.CAPTION))
            self._write(painter, rect, line.words, "muted")
            return
        paint_ground(painter, option, self._hub)
        self._paint_icon(painter, rect, line.icon)
        left = rect.left() + self._hub.fonts.px(_ICON) + _GAP
        right = self._paint_key(painter, rect, line.keys)
        painter.setFont(self._hub.fonts.regular(Size.BODY))
        room = right - left
        words = painter.fontMetrics().elidedText(
            line.words,
            Qt.TextElideMode.ElideRight,
            round(room * _WORDS_MOST) if line.quiet else room,
        )
        self._write(painter, QRect(left, rect.top(), room, rect.height()), words, "text")
        left += painter.fontMetrics().horizontalAdvance(words) + _GAP
        self._paint_quiet(painter, QRect(left, rect.top(), right - left, rect.height()), line)

    def _paint_icon(self, painter: QPainter, rect: QRect, icon: str) -> None:
        if icon:
            side = self._hub.fonts.px(_ICON)
            ratio = painter.device().devicePixelRatioF()
            pixmap = self._hub.icons.pixmap(icon, "muted", side, ratio)
            painter.drawPixmap(QPoint(rect.left(), rect.center().y() - side // 2), pixmap)

    def _paint_key(self, painter: QPainter, rect: QRect, keys: str) -> int:
        """Returns where it begins."""
        if not keys:
            return rect.right()
        hub = self._hub
        painter.setFont(hub.fonts.regular(Size.CAPTION))
        width = painter.fontMetrics().horizontalAdvance(keys) + 10
        height = hub.fonts.line_height(Size.CAPTION)
        box = QRectF(rect.right() - width, rect.center().y() - height / 2, width, height)
        paint_panel(painter, box, 4, None, hub.color("line.strong"))
        paint_text(painter, box, keys, hub.color("muted"), Qt.AlignmentFlag.AlignCenter)
        return rect.right() - width - _GAP

    def _paint_quiet(self, painter: QPainter, rect: QRect, line: OfferLine) -> None:
        """The quiet words, those that were looked for strong."""
        regular = self._hub.fonts.regular(Size.BODY)
        strong = self._hub.fonts.strong(Size.BODY)
        at = 0
        for start, end in (*line.marks, (len(line.quiet), len(line.quiet))):
            for font, token, part in (
                (regular, "muted", line.quiet[at:start]),
                (strong, "text", line.quiet[start:end]),
            ):
                painter.setFont(font)
                shown = painter.fontMetrics().elidedText(
                    part, Qt.TextElideMode.ElideRight, max(0, rect.width())
                )
                self._write(painter, rect, shown, token)
                # A pixel more: widths are rounded, and letters of two weights must not touch.
                width = self._hub.measure.width(shown, font) + bool(shown)
                rect.setLeft(rect.left() + width)
            at = end

    def _write(self, painter: QPainter, rect: QRect, words: str, token: str) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        paint_text(painter, QRectF(rect), words, self._hub.color(token), middle)


class OfferList(QListView):
    """Stands on the first line that can be chosen; the keyboard stays in the field above it."""

    def __init__(self, hub: ThemeHub, name: str) -> None:
        super().__init__()
        self._lines = _Lines()
        self.setModel(self._lines)
        self.setItemDelegate(_Painter(hub, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def lines(self) -> tuple[OfferLine, ...]:
        """The lines as they stand."""
        return self._lines.lines

    @property
    def current(self) -> str:
        """The key of the line that is stood on; "" for none."""
        line = self.currentIndex().data(_LINE)
        return line.key if isinstance(line, OfferLine) else ""

    def show_lines(self, lines: Sequence[OfferLine]) -> None:
        """Other lines; the one that was stood on is where it still is, else the first."""
        if tuple(lines) == self.lines:
            return
        before, was_first = self.current, self.currentIndex().row() <= 1
        self._lines.show_lines(lines)
        keys = [line.key for line in lines]
        number = keys.index(before) if before in keys and not was_first else -1
        self._stand(number) if number >= 0 else self.step(1)

    def step(self, lines: int) -> None:
        """So many lines further down, past heads; from the last to the first, and back."""
        count = len(self.lines)
        number = self.currentIndex().row()
        for _ in range(count):
            number = (number + lines) % count
            if not self.lines[number].is_head:
                self._stand(number)
                return

    def _stand(self, number: int) -> None:
        self.setCurrentIndex(self._lines.index(number, 0))
        # The head above the first line is seen with it.
        above = number - 1 if number and self.lines[number - 1].is_head else number
        self.scrollTo(self._lines.index(above, 0))
        self.scrollTo(self._lines.index(number, 0))
