"""A list view whose rows are all as tall, but for the heads of groups.

Qt's own list asks each of ten thousand rows how tall it is whenever one comes or goes. Here
everything that has to do with where a row lies is reckoned from the numbers of the heads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QAccessible, QHoverEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem

from console.widgets.row_heights import RowHeights

_Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint
_State = QStyle.StateFlag
_OF_A_ROW = _State.State_MouseOver | _State.State_HasFocus
_HOVERS = (QEvent.Type.HoverEnter, QEvent.Type.HoverMove)


@runtime_checkable
class HeadedModel(Protocol):
    """A model that knows where the heads of groups stand."""

    def heads(self) -> Sequence[int]: ...


class StackedList(QListView):
    """Rows of a pixel, unless whoever derives from it says how tall they are."""

    _stacked = RowHeights()
    _pointed: QPoint | None = None
    """Where the pointer is over the rows."""

    def tall(self) -> tuple[int, int]:
        """Pixels of a row, and of the head of a group."""
        return 1, 1

    def doItemsLayout(self) -> None:
        """Reckons anew where rows lie."""
        model = self._shown()
        self._stacked = RowHeights() if model is None else self._reckoned(model)
        QAbstractItemView.doItemsLayout(self)

    def heights(self) -> RowHeights:
        """Where rows lie, as the model is now."""
        self.executeDelayedItemsLayout()
        return self._stacked

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """A row that says something else keeps its height: it is painted again, nothing more.

        Qt's own asks the style how such a row is drawn, each time. A screen reader hears of it.
        """
        if QAccessible.isActive():
            QAbstractItemView.dataChanged(self, first, last, list(roles))
        elif first.row() == last.row():
            self.viewport().update(self._beside_bar(self.visualRect(first)))
        else:
            # In a turn of the loop of its own, with where rows lie: so all is painted once.
            self.scheduleDelayedItemsLayout()

    def _beside_bar(self, row: QRect) -> QRect:
        """As much of a row as says anything. What lies under the bar is painted by way of the whole
        window, part by part, and the bar anew with it.
        """
        bar = self.verticalScrollBar()
        return row.adjusted(0, 0, -bar.width(), 0) if bar.isVisible() else row

    def updateGeometries(self) -> None:
        """How far it can be scrolled."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(room)
        bar.setRange(0, max(0, self._stacked.whole - room))
        QAbstractItemView.updateGeometries(self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The rows follow the bar."""
        self.viewport().scroll(dx, dy)

    def visualRect(self, index: _Index) -> QRect:
        """Where a row stands in the viewport."""
        rows, at = self.heights(), index.row()
        if not 0 <= at < rows.count:
            return QRect()
        top = rows.top(at) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), rows.height(at))

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row at a point of the viewport."""
        rows = self.heights()
        at = rows.number(point.y() + self.verticalOffset())
        return self._index(at) if 0 <= at < rows.count else QModelIndex()

    def scrollTo(self, index: _Index, hint: _Hint = _Hint.EnsureVisible) -> None:
        """Brings a row into sight."""
        rows, at = self.heights(), index.row()
        if not 0 <= at < rows.count:
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        top, height = rows.top(at), rows.height(at)
        lowest = top + height - room
        match hint:
            case _Hint.PositionAtTop:
                bar.setValue(top)
            case _Hint.PositionAtBottom:
                bar.setValue(lowest)
            case _Hint.PositionAtCenter:
                bar.setValue((top + lowest) // 2)
            case _:
                bar.setValue(min(top, max(lowest, bar.value())))

    def moveCursor(self, action: _Move, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key leads to from the row that is the current one."""
        rows, at = self.heights(), self.currentIndex().row()
        page = self.viewport().height() - rows.row
        steps = {
            _Move.MoveUp: at - 1,
            _Move.MovePrevious: at - 1,
            _Move.MoveDown: at + 1,
            _Move.MoveNext: at + 1,
            _Move.MoveHome: 0,
            _Move.MoveEnd: rows.count - 1,
            _Move.MovePageUp: rows.number(rows.top(at) - page),
            _Move.MovePageDown: rows.number(rows.top(at) + page),
        }
        if action not in steps:
            return QModelIndex()
        to = 0 if at < 0 else max(0, min(steps[action], rows.count - 1))
        return self._index(to) if rows.count else QModelIndex()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Chooses the row there, or none."""
        index = self.indexAt(rect.center())
        self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What is painted anew where another row is chosen."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def viewportEvent(self, event: QEvent) -> bool:
        """Notes where the pointer is."""
        if isinstance(event, QHoverEvent):
            is_here = event.type() in _HOVERS
            self._pointed = event.position().toPoint() if is_here else None
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the rows that are to be painted anew, and no other between them."""
        rows, region, offset = self.heights(), event.region(), self.verticalOffset()
        option = QStyleOptionViewItem()
        option.initFrom(self)
        state, width = option.state & ~_OF_A_ROW, self.viewport().width()
        focused = self.currentIndex().row() if self._has_keys() else -1
        pointed = -1 if self._pointed is None else rows.number(self._pointed.y() + offset)
        first = max(0, rows.number(event.rect().top() + offset))
        last = min(rows.count - 1, rows.number(event.rect().bottom() + offset))
        chosen, delegate = self.selectionModel(), self.itemDelegate()
        with QPainter(self.viewport()) as painter:
            top = rows.top(first) - offset
            for at in range(first, last + 1):
                rect = QRect(0, top, width, rows.height(at))
                top += rect.height()
                if not region.intersects(rect):
                    continue
                index = self._index(at)
                option.rect, option.state = rect, state
                if chosen.isSelected(index):
                    option.state |= _State.State_Selected
                if at == focused:
                    option.state |= _State.State_HasFocus
                if at == pointed:
                    option.state |= _State.State_MouseOver
                delegate.paint(painter, option, index)

    def _shown(self) -> QAbstractItemModel | None:
        """A view that is being thrown away has no model any more."""
        return self.model()

    def _reckoned(self, model: QAbstractItemModel) -> RowHeights:
        heads = model.heads() if isinstance(model, HeadedModel) else ()
        return RowHeights(model.rowCount(), *self.tall(), heads)

    def _index(self, at: int) -> QModelIndex:
        return self.model().index(at, 0)

    def _has_keys(self) -> bool:
        return self.hasFocus() or self.viewport().hasFocus()
