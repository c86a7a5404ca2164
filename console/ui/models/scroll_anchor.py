"""Keeps the row under a hand where it is on the screen while rows come and go above it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QCursor

from console.ui.models.hand import Hand
from console.widgets.row_list import RowList


class ScrollAnchor:
    """`hold` before a change, `settle` after it; works as far as the list can scroll."""

    def __init__(self, view: RowList, hand: Hand) -> None:
        self._view = view
        self._hand = hand
        self._held = QPersistentModelIndex()
        self._top = 0

    def hold(self) -> None:
        """Notes the row under the hand and how high it stands."""
        index = self._under_hand()
        self._held = QPersistentModelIndex(index)
        self._top = self._view.visualRect(index).top()

    def settle(self) -> None:
        """Scrolls by as much as that row was pushed."""
        if not self._held.isValid():
            return
        index = self._view.model().index(self._held.row(), 0)
        pushed = self._view.visualRect(index).top() - self._top
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + pushed)
        self._held = QPersistentModelIndex()

    def _under_hand(self) -> QModelIndex:
        view = self._view
        if self._hand.is_over:
            return view.indexAt(view.viewport().mapFromGlobal(QCursor.pos()))
        return view.currentIndex()
