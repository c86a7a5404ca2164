"""Keeps the row under a hand where it is on the screen while rows come and go above it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QCursor

from console.ui.models.hand import Hand
from console.widgets.row_list import RowList


class ScrollAnchor:
    """`hold` before a change, `settle` after it; `release` once no hand is on the list.

    A list that cannot scroll as far gets empty room above or below its rows until then.
    """

    def __init__(self, view: RowList, hand: Hand) -> None:
        self._view = view
        self._hand = hand
        self._held = QPersistentModelIndex()
        self._top = 0
        self._from_top = 0
        """So far a list that stood at its top was scrolled here."""

    def hold(self) -> None:
        """Notes the row under the hand and how high it stands."""
        index = self._under_hand()
        self._held = QPersistentModelIndex(index)
        self._top = self._height(index)

    def settle(self) -> None:
        """Scrolls by as much as that row was pushed."""
        if not self._held.isValid():
            return
        bar = self._view.verticalScrollBar()
        was_at_top = bar.value() == self._from_top
        self._scroll(self._pushed())
        pushed = self._pushed()
        if pushed and self._hand.is_over:
            self._make_room(pushed)
            self._scroll(self._pushed())
        self._held = QPersistentModelIndex()
        if was_at_top:
            self._from_top = bar.value()

    def release(self) -> None:
        """The room that was made is not needed any more; what stood at its top stands there."""
        bar = self._view.verticalScrollBar()
        if bar.value() == self._from_top:
            bar.setValue(0)
        self._from_top = 0
        if not self._view.viewportMargins().isNull():
            self._view.setViewportMargins(0, 0, 0, 0)
            self._view.updateGeometries()

    def is_above(self, number: int) -> bool:
        """Whether that row of the model is out of sight, above what shows."""
        return self._view.visualRect(self._view.model().index(number, 0)).top() < 0

    def pointed_key(self) -> str:
        """Of the row under the pointer; "" for none, or where keys are what the hand is at."""
        row = self._view.row_at(self._pointed()) if self._hand.only_points else None
        return "" if row is None else row.key

    def _pushed(self) -> int:
        """So much lower than it was the held row stands."""
        return self._height(self._view.model().index(self._held.row(), 0)) - self._top

    def _height(self, index: QModelIndex) -> int:
        """Where a row begins, from the top of the list with its room."""
        return self._view.visualRect(index).top() + self._view.viewportMargins().top()

    def _scroll(self, pixels: int) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    def _make_room(self, pushed: int) -> None:
        """Above for rows that are to stand lower; below, to scroll, for those to stand higher."""
        view = self._view
        margins, bar = view.viewportMargins(), view.verticalScrollBar()
        height = view.viewport().height() + margins.top() + margins.bottom()
        last = view.visualRect(view.model().index(view.model().rowCount() - 1, 0))
        rows = last.bottom() + 1 + bar.value()
        above = max(0, margins.top() - pushed)
        rest = max(0, pushed - margins.top())
        below = max(margins.bottom(), height - above - rows + bar.value() + rest) if rest else 0
        view.setViewportMargins(0, above, 0, below if rest else margins.bottom())
        view.updateGeometries()

    def _under_hand(self) -> QModelIndex:
        return self._pointed() if self._hand.is_over else self._view.currentIndex()

    def _pointed(self) -> QModelIndex:
        view = self._view
        return view.indexAt(view.viewport().mapFromGlobal(QCursor.pos()))
