"""On-call in the window: the screen by day, and over it the cockpit of one incident at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from console.ui.oncall.cockpit import Cockpit
from console.ui.oncall.oncall_screen import OnCallScreen
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.domain.ids import CaseId, IncidentId


class OnCallPlace(QStackedWidget):
    """`cockpit_shown` says that it opens, before it is shown, and that it has been left."""

    cockpit_shown = Signal(bool)
    case_requested = Signal(object)
    left = Signal()
    told = Signal(str)
    refused = Signal(str)

    def __init__(self, hub: ThemeHub, desk: Desk, spawn: Spawn) -> None:
        super().__init__()
        self._hub = hub
        self._desk = desk
        self._spawn = spawn
        self.cockpit: Cockpit | None = None
        self.screen_by_day = OnCallScreen(hub, desk, spawn)
        self.screen_by_day.incident_requested.connect(self.open_incident)
        self.screen_by_day.told.connect(self.told)
        self.screen_by_day.refused.connect(self.refused)
        self.addWidget(self.screen_by_day)
        self.setFocusProxy(self.screen_by_day)

    def release(self) -> None:
        """Listens no longer."""
        self.leave()
        self.screen_by_day.release()

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        self.screen_by_day.use_density(density)

    @Slot(object)
    def open_incident(self, incident: IncidentId) -> None:
        """Opens the cockpit on an incident; the one before is left, its work goes on."""
        if self._desk.oncall.view(incident) is None:
            return
        self.leave()
        self.left.emit()
        self.cockpit_shown.emit(True)
        self.cockpit = Cockpit(self._hub, self._desk, self._spawn, incident)
        self.cockpit.left.connect(self.leave)
        self.cockpit.case_requested.connect(self._to_case)
        self.cockpit.told.connect(self.told)
        self.cockpit.refused.connect(self.refused)
        self.addWidget(self.cockpit)
        self.setCurrentWidget(self.cockpit)
        self.setFocusProxy(self.cockpit)
        self.cockpit.setFocus()

    @Slot()
    def leave(self) -> None:
        """Back to the incidents."""
        if self.cockpit is None:
            return
        former, self.cockpit = self.cockpit, None
        former.release()
        self.setCurrentWidget(self.screen_by_day)
        self.setFocusProxy(self.screen_by_day)
        self.removeWidget(former)
        former.deleteLater()
        self.cockpit_shown.emit(False)
        self.left.emit()
        self.screen_by_day.setFocus()

    @Slot(object)
    def _to_case(self, case: CaseId) -> None:
        self.leave()
        self.case_requested.emit(case)
