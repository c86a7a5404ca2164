"""What a person does in the cockpit: each act is on this machine's disk before it is shown."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from console.desk.errors import ActFailed
from console.domain.billing.work import WorkKind
from console.domain.language import tr
from console.domain.oncall.incident import ClosingNote
from console.domain.oncall.work_log import LogEntry, Span
from console.ui.oncall.by_hand_dialog import ByHandDialog
from console.ui.oncall.cockpit_foot import FootAct
from console.ui.oncall.reason_dialog import ReasonDialog
from console.ui.oncall.shop_dialog import ShopDialog
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.domain.ids import IncidentId
    from console.domain.shops import ShopCard

Doing = Coroutine[Any, Any, Any]


class CockpitActs(QObject):
    """Acts on the incident that `incident` gives; `refused` bears words, `told` good news."""

    refused = Signal(str)
    told = Signal(str)

    def __init__(
        self,
        hub: ThemeHub,
        desk: Desk,
        spawn: Spawn,
        incident: Callable[[], IncidentId],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._hub = hub
        self._desk = desk
        self._spawn = spawn
        self._incident = incident
        self._host = host
        self._struck: LogEntry | None = None

    def run(self, doing: Doing) -> None:
        """Carries it out; what fails is told."""
        self._spawn(self._carry_out(doing), "on-call act")

    async def _carry_out(self, doing: Doing) -> None:
        try:
            await doing
        except ActFailed as error:
            self.refused.emit(str(error))

    def do(self, act: FootAct) -> None:
        """What a button of the foot, or its key, asks for."""
        log, incident = self._desk.oncall.log, self._incident()
        match act:
            case FootAct.START:
                self.run(self._start(incident))
            case FootAct.PAUSE:
                self.run(log.pause(incident))
            case FootAct.WAIT:
                self.run(log.wait(incident))
            case FootAct.ACKNOWLEDGE:
                self.run(log.acknowledge(incident))
            case FootAct.OVER:
                self.run(self._end(incident))
            case FootAct.REOPEN:
                self.run(log.reopen(incident))
            case FootAct.NOTE:
                pass  # the screen's: it goes to the field

    async def _start(self, incident: IncidentId) -> None:
        """Whoever begins has seen it."""
        view = self._desk.oncall.view(incident)
        if view is not None and view.incident.acknowledged_at is None:
            await self._desk.oncall.log.acknowledge(incident)
        await self._desk.oncall.log.start(incident)

    async def _end(self, incident: IncidentId) -> None:
        await self._desk.oncall.log.flush_note(incident)
        await self._desk.oncall.log.over(incident)
        view = self._desk.oncall.view(incident)
        missing = [] if view is None else missing_words(view.incident.verdicts, view.incident.note)
        if missing:
            what = ", ".join(missing)
            self.told.emit(tr("Avsluttet. Før det kan faktureres, mangler {what}.", what=what))

    @Slot(str)
    def note(self, text: str) -> None:
        """Writes into the log."""
        self.run(self._desk.oncall.log.note(self._incident(), text))

    @Slot(object)
    def type_note(self, note: ClosingNote) -> None:
        """Keeps the closing note as it is typed."""
        self._desk.oncall.log.type_note(self._incident(), note)

    @Slot()
    def ask_shop(self) -> ShopDialog:
        """Which shop it is for."""
        dialog = ShopDialog(self._hub, self._desk, self._spawn, self._host)
        dialog.chosen.connect(self._name_shop)
        self._open(dialog)
        return dialog

    @Slot(object)
    def _name_shop(self, shop: ShopCard) -> None:
        self.run(self._desk.oncall.log.name_shop(self._incident(), shop.id, shop.name))

    @Slot()
    def ask_by_hand(self) -> ByHandDialog:
        """Work that the program did not count."""
        dialog = ByHandDialog(self._hub, self._desk.oncall.now, self._host)
        dialog.written.connect(self._by_hand)
        self._open(dialog)
        return dialog

    @Slot(object, object, str)
    def _by_hand(self, span: Span, kind: WorkKind, reason: str) -> None:
        self.run(self._desk.oncall.log.by_hand(self._incident(), span, reason, kind))

    @Slot(str)
    def ask_strike(self, key: str) -> None:
        """Why a line of the log shall not count."""
        view = self._desk.oncall.view(self._incident())
        found = [] if view is None else [line.entry for line in view.lines]
        self._struck = next((entry for entry in found if str(entry.id) == key), None)
        if self._struck is None:
            return
        words = tr("Linjen blir stående, strøket, med grunnen bak.")
        dialog = ReasonDialog(self._hub, tr("Stryk linjen"), words, tr("Stryk"), self._host)
        dialog.reasoned.connect(self._strike)
        self._open(dialog)

    @Slot(str)
    def _strike(self, reason: str) -> None:
        if self._struck is not None:
            self.run(self._desk.oncall.log.withdraw(self._struck, reason))

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def missing_words(verdicts: tuple[Any, ...], note: ClosingNote) -> list[str]:
    """What a basis cannot do without and is not there yet."""
    missing = [] if verdicts else [tr("vurderingen")]
    return missing if note.is_complete else [*missing, tr("noe i sluttnotatet")]
