"""A live list: rows of finished text that keep their place while the list moves under them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol, runtime_checkable

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QStringListModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QHideEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from console.widgets.hub import ThemeHub
from console.widgets.row_delegate import ComfortableFace, CompactFace, RowDelegate, RowFace
from console.widgets.row_text import ROW_ROLE, RowText
from console.widgets.stacked_list import StackedList


class Density(StrEnum):
    """How much room a row takes."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


class Ink(StrEnum):
    """Whether rows are as it is now, or as it was when it was last known."""

    LIVE = "live"
    STALE = "stale"


@runtime_checkable
class KeyedModel(Protocol):
    """A model that knows where the row of a key stands, without being asked row by row."""

    def number_of(self, key: str) -> int | None: ...


def face_of(density: Density) -> RowFace:
    """The way rows are drawn at a density."""
    return CompactFace() if density is Density.COMPACT else ComfortableFace()


class RowList(StackedList):
    """Shows a model whose `ROW_ROLE` answers with `RowText`.

    `current_key_changed` says which row the keyboard stands on, `opened` which one was opened by
    Enter or a double click, `menu_requested` where the menu of a row was asked for (key, point on
    the screen). Letters are left alone: keys such as J and K belong to the screen, which calls
    `step`.
    """

    current_key_changed = Signal(str)
    opened = Signal(str)
    menu_requested = Signal(str, object)

    def __init__(
        self,
        hub: ThemeHub,
        name: str,
        density: Density = Density.COMFORTABLE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalScrollBar().setSingleStep(hub.px("row.compact"))
        # With a model from the start, `model()` always answers.
        self.setModel(QStringListModel(self))
        self._faces: Callable[[Density], RowFace] = face_of
        self._density = density
        self._rows = RowDelegate(hub, face_of(density), self)
        self.setItemDelegate(self._rows)
        self.activated.connect(self._activated)
        self.customContextMenuRequested.connect(self._menu_asked)

    def use_density(self, density: Density) -> None:
        """Show roomier or tighter rows from now on."""
        self._density = density
        self._rows.use_face(self._faces(density))

    def use_faces(self, faces: Callable[[Density], RowFace]) -> None:
        """Draw rows in another way, at each density in its own."""
        self._faces = faces
        self.use_density(self._density)

    def use_ink(self, ink: Ink) -> None:
        """Draw rows as they are now, or greyed."""
        self._rows.use_token("offline.text" if ink is Ink.STALE else "")

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show another model."""
        super().setModel(model)
        if model is not None:
            self.selectionModel().currentChanged.connect(self._current_moved)

    def tall(self) -> tuple[int, int]:
        """As the delegate draws them."""
        delegate = self.itemDelegate()
        return delegate.tall if isinstance(delegate, RowDelegate) else super().tall()

    def row_at(self, index: QModelIndex) -> RowText | None:
        """The row an index stands for; None for a head of a group or nothing."""
        row = index.data(ROW_ROLE) if index.isValid() else None
        return row if isinstance(row, RowText) and not row.is_group_head else None

    def current_key(self) -> str:
        """The key of the row the keyboard stands on, empty for none."""
        row = self.row_at(self.currentIndex())
        return row.key if row is not None else ""

    def select_key(self, key: str) -> bool:
        """Stand on a row; False when the list (a `KeyedModel`) has no such row."""
        model = self.model()
        number = model.number_of(key) if isinstance(model, KeyedModel) else None
        if number is None or self.row_at(model.index(number, 0)) is None:
            return False
        self._stand_on(model.index(number, 0))
        return True

    def rest(self) -> None:
        """No row is chosen: the choice is in another list; the place of the keyboard stays."""
        self.selectionModel().clearSelection()

    def stand(self) -> None:
        """The row of the keyboard is the chosen one again."""
        if self.row_at(self.currentIndex()) is not None:
            self._stand_on(self.currentIndex())

    def show_current(self) -> bool:
        """Brings the row the keyboard stands on into sight; False when it was not there."""
        index = self.currentIndex()
        was_in_sight = self.viewport().rect().contains(self.visualRect(index).center())
        if index.isValid():
            self.scrollTo(index)
        return was_in_sight

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes back to the list sees where the keyboard stands, wherever it moved to."""
        super().showEvent(event)
        self.show_current()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees the rows: their pictures take no memory."""
        super().hideEvent(event)
        self._rows.forget()

    def step(self, rows: int) -> None:
        """Stand so many rows further down (up when negative), past the heads of groups."""
        target = self._beyond(self.currentIndex().row(), 1 if rows > 0 else -1, abs(rows))
        if target.isValid():
            self._stand_on(target)

    def _stand_on(self, index: QModelIndex) -> None:
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flag)
        self.scrollTo(index)

    def _beyond(self, number: int, direction: int, count: int) -> QModelIndex:
        """The row `count` real rows away, or the last one on the way there."""
        model = self.model()
        found = QModelIndex()
        total = model.rowCount()
        if number < 0 and direction < 0:
            number = total
        while count and 0 <= number + direction < total:
            number += direction
            index = model.index(number, 0)
            if self.row_at(index) is not None:
                found = index
                count -= 1
        return found

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the screen, not a search."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Arrow keys skip the heads of groups, also at the ends of the list."""
        index = super().moveCursor(action, modifiers)
        if not index.isValid() or self.row_at(index) is not None:
            return index
        down = index.row() >= self.currentIndex().row() and index.row() > 0
        onward = self._beyond(index.row(), 1 if down or index.row() == 0 else -1, 1)
        return onward if onward.isValid() else self.currentIndex()

    @Slot(QModelIndex, QModelIndex)
    def _current_moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.row_at(current)
        self.current_key_changed.emit(row.key if row is not None else "")

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        row = self.row_at(index)
        if row is not None:
            self.opened.emit(row.key)

    @Slot(QPoint)
    def _menu_asked(self, point: QPoint) -> None:
        row = self.row_at(self.indexAt(point))
        if row is not None:
            self.menu_requested.emit(row.key, self.viewport().mapToGlobal(point))
