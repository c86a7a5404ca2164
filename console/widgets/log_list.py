"""A log: lines of time, sign, words and how long; the latest last, each as tall as it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_focus
from console.widgets.timeline_text import BodyText

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TIME = 58
_ICON = 14
_LENGTH = 64
_GAP = 8
_PAD = 3
_SIDE = 4
"""Room for the focus line beside the words."""
_BAR = 8
"""Room for the scroll bar, so that it covers no figures."""
_LEAST = 40


_WALKING = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}
    | {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
)


@dataclass(frozen=True)
class LogLine:
    """One line: `time` and `length` are finished words; a struck one no longer counts.

    `whole` is the sentence for those who cannot see signs and columns.
    """

    key: str
    time: str
    icon: str
    text: str
    length: str = ""
    token: str = "muted"
    is_struck: bool = False
    whole: str = ""


class _Lines(QAbstractListModel):
    """Lines are added at the end, and may change where they stand."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[LogLine, ...] = ()

    def show(self, lines: tuple[LogLine, ...]) -> None:
        before = self.lines
        kept = len(before)
        if [line.key for line in lines[:kept]] != [line.key for line in before]:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()
            return
        if len(lines) > kept:
            self.beginInsertRows(_NOWHERE, kept, len(lines) - 1)
            self.lines = lines
            self.endInsertRows()
        self.lines = lines
        for at in range(kept):
            if lines[at] != before[at]:
                self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, for screen readers."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return line.whole or f"{line.time} {line.text} {line.length}".strip()
        return None


class _LineFace(QStyledItemDelegate):
    def __init__(self, hub: ThemeHub, model: _Lines, view: QListView) -> None:
        super().__init__(view)
        self._hub = hub
        self._model = model
        self._view = view

    def _body(self, width: int, line: LogLine) -> BodyText:
        """The words, broken for a row of this width."""
        fonts = self._hub.fonts
        font = fonts.figures(Size.BODY)
        if line.is_struck:
            font = QFont(font)
            font.setStrikeOut(True)
        right = fonts.px(_LENGTH) if line.length else 0
        room = max(fonts.px(_LEAST), width - self._left() - right)
        ink = self._hub.color("accent.text")
        return BodyText(line.text, font, fonts.line_height(Size.BODY), room, ink)

    def _left(self) -> int:
        """Where the words begin."""
        return self._hub.fonts.px(_TIME) + self._hub.fonts.px(_ICON) + _GAP

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As tall as the words at the view's width."""
        width = self._view.viewport().width()
        body = self._body(width - _SIDE - _BAR, self._model.lines[index.row()])
        return QSize(width, body.height + 2 * self._hub.fonts.px(_PAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Time, sign, words, length."""
        hub, line = self._hub, self._model.lines[index.row()]
        rect: QRect = option.rect.adjusted(_SIDE, 0, -_BAR, 0)
        painter.save()
        painter.translate(rect.topLeft())
        focused = option.state & QStyle.StateFlag.State_HasFocus
        if focused:
            box = QRectF(-_SIDE, 0, rect.width() + _SIDE + _BAR, rect.height())
            paint_focus(painter, box, 4, hub.color("focus"))
        pad, quiet = hub.fonts.px(_PAD), hub.fonts.figures(Size.BODY)
        middle = pad + hub.fonts.line_height(Size.BODY) / 2
        hub.measure.paint(painter, (0, middle), line.time, quiet, hub.color("muted"))
        side = hub.fonts.px(_ICON)
        pixmap = hub.icons.pixmap(line.icon, line.token, side, self._view.devicePixelRatioF())
        painter.drawPixmap(QPointF(hub.fonts.px(_TIME), round(middle - side / 2)), pixmap)
        x = rect.width() - hub.measure.width(line.length, quiet)
        hub.measure.paint(painter, (x, middle), line.length, quiet, hub.color("muted"))
        ink = hub.color("muted" if line.is_struck else "text")
        corner, clip = QPointF(self._left(), pad), QRectF(0, 0, rect.width(), rect.height())
        self._body(rect.width(), line).draw(painter, corner, ink, clip)
        painter.restore()


class LogList(QListView):
    """Shows the latest line; `menu_requested` bears the key of a line and a point on the screen."""

    menu_requested = Signal(str, object)

    def __init__(self, hub: ThemeHub, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setBackgroundRole(QPalette.ColorRole.NoRole)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setModel(self._lines)
        self.setItemDelegate(_LineFace(hub, self._lines, self))
        self.customContextMenuRequested.connect(self._menu_asked)
        self._lines.rowsInserted.connect(self._follow)
        self._lines.modelReset.connect(self._follow)
        hub.changed.connect(self._look_changed)

    @property
    def lines(self) -> tuple[LogLine, ...]:
        """The lines as they stand."""
        return self._lines.lines

    def show_lines(self, lines: Sequence[LogLine]) -> None:
        """Show these lines; new ones at the end are scrolled to."""
        self._lines.show(tuple(lines))

    @Slot()
    def _follow(self) -> None:
        self.scrollToBottom()

    @Slot()
    def _look_changed(self) -> None:
        self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        """No taller than it must be: it takes what is left, and scrolls."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def doItemsLayout(self) -> None:
        """No taller than its lines: what stands below follows the last of them."""
        super().doItemsLayout()
        self.setMaximumHeight(max(self.minimumHeight(), self.contentsSize().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walking up and down belongs to the list; every other key to the screen."""
        if Qt.Key(event.key()) in _WALKING:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words take other lines at another width; the latest stays in sight."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        self.scrollToBottom()

    @Slot(QPoint)
    def _menu_asked(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid():
            index = self.currentIndex()
        if index.isValid():
            place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_requested.emit(self._lines.lines[index.row()].key, place)
