"""A painted table: heads over a list whose rows are cells; no widget for a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.widgets.cell_columns import CellColumn, CellHeads
from console.widgets.cells import CellFace
from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel
from console.widgets.row_delegate import RowDelegate
from console.widgets.row_list import Ink, RowList


class CellTable(Panel):
    """`view` is the list: keys, selection and menus are its own."""

    def __init__(
        self,
        hub: ThemeHub,
        name: str,
        columns: Sequence[CellColumn],
        row_token: str = "row",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._shown = 0
        self._row_token = row_token
        self.heads = CellHeads(hub, columns)
        self.view = RowList(hub, name)
        self._rows = RowDelegate(hub, CellFace(columns, row_token), self.view)
        self.view.setItemDelegate(self._rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heads)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        hub.changed.connect(self._fit)

    def keep_room_for(self, rows: int) -> None:
        """As tall as so many rows, and no taller."""
        self._shown = rows
        self._fit()

    def use_ink(self, ink: Ink) -> None:
        """Draw rows as they are now, or greyed as they were when last known."""
        self._rows.use_token("offline.text" if ink is Ink.STALE else "")

    @Slot()
    def _fit(self) -> None:
        if self._shown:
            row = self._hub.px(self._row_token)
            self.setFixedHeight(self.heads.sizeHint().height() + self._shown * row)
