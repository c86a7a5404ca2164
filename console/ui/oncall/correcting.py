"""Putting right what was entered of an incident that the store refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.desk.errors import ActFailed
from console.domain.language import tr
from console.ui.oncall.incident_dialog import Begun, IncidentDialog
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.oncall.entered import NewHere
    from console.domain.ids import IncidentId


class Correcting(QObject):
    """`refused` bears words."""

    refused = Signal(str)

    def __init__(
        self, hub: ThemeHub, desk: Desk, spawn: Spawn, incident: IncidentId, host: QWidget
    ) -> None:
        super().__init__(host)
        self._hub = hub
        self._desk = desk
        self._spawn = spawn
        self._incident = incident
        self._host = host

    async def ask(self) -> None:
        """Asks once more, with what was entered. Raises ActFailed where its shop cannot be read."""
        entered = self._desk.oncall.entered(self._incident)
        if entered is None:
            return
        shop = None if entered.shop is None else await self._desk.shops.card(entered.shop)
        begun = Begun(
            title=entered.title,
            shop=shop,
            who=entered.reporter_name,
            phone=entered.reporter_phone,
            reported_at=entered.reported_at,
            case=entered.case,
            product=entered.product,
        )
        dialog = IncidentDialog(self._hub, self._desk, self._spawn, begun, self._host)
        dialog.setWindowTitle(tr("Rett hendelsen"))
        dialog.confirm.show_text(tr("Rett og prøv igjen"))
        dialog.entered.connect(self._entered)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def _entered(self, new: NewHere) -> None:
        self._spawn(self._correct(new), "correct an incident")

    async def _correct(self, new: NewHere) -> None:
        try:
            await self._desk.oncall.log.correct(self._incident, new)
        except ActFailed as error:
            self.refused.emit(str(error))
