"""Making an incident: asked for by hand or from a case, kept on this machine at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.desk.errors import ActFailed
from console.ui.oncall.incident_dialog import Begun, IncidentDialog
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.oncall.entered import NewHere


class Entering(QObject):
    """`opened` bears the new incident's id, `refused` words."""

    opened = Signal(object)
    refused = Signal(str)

    def __init__(self, hub: ThemeHub, desk: Desk, spawn: Spawn, host: QWidget) -> None:
        super().__init__(host)
        self._hub = hub
        self._desk = desk
        self._spawn = spawn
        self._host = host

    def ask(self, begun: Begun) -> IncidentDialog:
        """Asks for what is not known yet."""
        dialog = IncidentDialog(self._hub, self._desk, self._spawn, begun, self._host)
        dialog.entered.connect(self._entered)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    @Slot(object)
    def _entered(self, new: NewHere) -> None:
        self._spawn(self._make(new), "new incident")

    async def _make(self, new: NewHere) -> None:
        try:
            incident = await self._desk.oncall.log.open_incident(new)
        except ActFailed as error:
            self.refused.emit(str(error))
        else:
            self.opened.emit(incident)
