"""The colleagues as a table whose rows keep their place while a hand is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.language import tr
from console.ui.lanes.row_keys import RowKey, RowKeys
from console.ui.lanes.row_pane import waiting_words
from console.ui.models.hand import Hand
from console.ui.models.held_rows import HeldRows
from console.ui.models.kept_order import Waiting
from console.ui.models.live_list_model import LiveListModel
from console.ui.models.scroll_anchor import ScrollAnchor
from console.ui.team.team_words import folk_columns, person_text
from console.widgets.cell_table import CellTable
from console.widgets.float_chip import FloatChip
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.live import LiveList
    from console.desk.team_rows import PersonRow

_STEPS = {RowKey.DOWN: 1, RowKey.UP: -1}


class FolkTable(QWidget):
    """`opened` bears the `PersonRow` that Enter or a double click opened."""

    opened = Signal(object)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = CellTable(hub, tr("Folk"), folk_columns())
        self.view = self.table.view
        self.model: LiveListModel[PersonRow] = LiveListModel(person_text, self)
        self.view.setModel(self.model)
        hand = Hand(self.view)
        self._held = HeldRows(self.model, hand, ScrollAnchor(self.view, hand))
        self._chip = FloatChip(hub, "arrow-up", self.view)
        hand.watch(self._chip)
        self._keys = RowKeys(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self.setFocusProxy(self.view)
        self._chip.clicked.connect(hand.lift)
        self._held.waiting_changed.connect(self._show_waiting)
        self._keys.pressed.connect(self._key_pressed)
        self.view.opened.connect(self._row_opened)

    def attach(self, folk: LiveList[PersonRow]) -> None:
        """Shows these from now on."""
        self._held.attach(folk)

    def release(self) -> None:
        """Listens no longer."""
        self._held.release()

    @Slot(object)
    def _show_waiting(self, waiting: Waiting) -> None:
        self._chip.show_text(waiting_words(waiting))

    @Slot(object)
    def _key_pressed(self, key: RowKey) -> None:
        if key in _STEPS:
            self.view.step(_STEPS[key])

    @Slot(str)
    def _row_opened(self, key: str) -> None:
        row = self.model.row(key)
        if row is not None:
            self.opened.emit(row)
