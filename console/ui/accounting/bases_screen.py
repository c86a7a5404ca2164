"""The part "Grunnlag": the list of bases beside the one that is looked at, and the price rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.domain.ids import BasisId
from console.ui.accounting.bases_list import BasesList
from console.ui.accounting.basis_view import BasisView
from console.ui.accounting.rules_sheet import RulesSheet
from console.widgets.hub import ThemeHub
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn

_BESIDE = 1000
_LIST = 420
_ANY_WIDTH = 16777215


class BasesScreen(Panel):
    """`told` and `refused` bear words, `incident_requested` the IncidentId to go to."""

    told = Signal(str)
    refused = Signal(str)
    incident_requested = Signal(object)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        self._is_open = False
        self._given: tuple[Desk, Spawn] | None = None
        self.list = BasesList(hub)
        self.view = BasisView(hub)
        self._line = Panel(hub, "line", Edge.NONE)
        self._line.setFixedWidth(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._line)
        layout.addWidget(self.view, 2)
        self.setFocusProxy(self.list)
        self.rules = RulesSheet(hub, self)
        self._connect()
        hub.changed.connect(self._arrange)
        self._arrange()

    def _connect(self) -> None:
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.list.rules_requested.connect(self.rules.open_rules)
        self.view.back_requested.connect(self.back)
        for part in (self.view, self.rules):
            part.told.connect(self.told)
            part.refused.connect(self.refused)
        self.view.incident_requested.connect(self.incident_requested)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.view)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.back)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk's bases."""
        self._given = (desk, spawn)
        self.view.attach(desk, spawn)
        self.list.attach(desk.bases)
        self.rules.attach(desk.bases.rules, spawn)

    def release(self) -> None:
        """Listens no longer."""
        self.list.release()
        self.view.release()

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        self.list.use_density(density)

    def open_basis(self, basis: BasisId) -> None:
        """Shows a basis, whether or not the list has it."""
        self._is_open = True
        self.list.stand_on(basis)
        self.view.show_basis(basis)
        self._arrange()

    @Slot()
    def back(self) -> None:
        """Gives the keyboard, and where there is little room the place, back to the list."""
        self._is_open = False
        self._arrange()
        self.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List and basis side by side where both fit."""
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        is_beside = self._is_beside()
        width = self._hub.fonts.px(_LIST)
        self.list.setVisible(is_beside or not self._is_open)
        self.view.setVisible(is_beside or self._is_open)
        self._line.setVisible(is_beside)
        self.list.setMinimumWidth(width if is_beside else 0)
        self.list.setMaximumWidth(width if is_beside else _ANY_WIDTH)
        self.view.head.back.setVisible(not is_beside)

    def _is_beside(self) -> bool:
        return self.width() >= self._hub.fonts.px(_BESIDE)

    @Slot(object)
    def _chosen(self, basis: BasisId) -> None:
        if self._is_beside():
            self.view.show_basis(basis)

    @Slot(object)
    def _opened(self, basis: BasisId) -> None:
        self._is_open = True
        self.view.show_basis(basis)
        self._arrange()
        self.view.sheet.setFocus()
