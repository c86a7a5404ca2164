"""What stands in the log's field and in the reason before it is entered: no crash takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.desk.errors import ActFailed
from console.domain.oncall.incident import Verdict
from console.ui.oncall.verdict_step import VerdictStep
from console.ui.oncall.work_step import WorkStep

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.domain.ids import IncidentId
    from console.ui.oncall.cockpit_acts import CockpitActs


class HalfTyped(QObject):
    """Kept on this machine's disk as it is typed, there again when the cockpit opens, and gone
    once it is entered.
    """

    def __init__(
        self,
        desk: Desk,
        acts: CockpitActs,
        incident: IncidentId,
        work: WorkStep,
        verdict: VerdictStep,
    ) -> None:
        super().__init__(work)
        self._desk = desk
        self._drafts = desk.half_typed
        self._acts = acts
        self._incident = incident
        self._work = work
        self._verdict = verdict
        self._line, self._reason = f"incident:{incident}:log", f"incident:{incident}:reason"
        self._is_ended = False
        work.note.textEdited.connect(self._keep_line)
        work.noted.connect(self._enter_line)
        verdict.changed.connect(self._keep_reason)
        verdict.given.connect(self._give)
        acts.run(self._put_back())

    def end(self) -> None:
        """The cockpit is left: what is half typed stays where it is kept."""
        self._is_ended = True

    async def _put_back(self) -> None:
        line = await self._drafts.load(self._line)
        reason = await self._drafts.load(self._reason)
        view = self._desk.oncall.view(self._incident)
        if self._is_ended or view is None:
            return
        # What was entered a moment before the end had no time to be cleared.
        entered = {entry.text for entry in view.incident.entries}
        given = {one.reason for one in view.incident.verdicts}
        if not self._work.note.text() and line.text.strip() not in entered:
            self._work.note.setText(line.text)
        if not self._verdict.unfinished and reason.text.strip() not in {"", *given}:
            picked = next((one for one in Verdict if one.value == reason.mode), None)
            self._verdict.put_back(picked, reason.text)

    @Slot()
    def _keep_line(self) -> None:
        self._drafts.type(self._line, self._work.note.text(), "")

    @Slot()
    def _keep_reason(self) -> None:
        picked = self._verdict.picked
        mode = "" if picked is None else picked.value
        self._drafts.type(self._reason, self._verdict.unfinished, mode)

    @Slot(str)
    def _enter_line(self, text: str) -> None:
        self._acts.run(self._entered(text))

    async def _entered(self, text: str) -> None:
        """What the disk refuses stands in the field again, unless something else does by now."""
        try:
            await self._desk.oncall.log.note(self._incident, text)
        except ActFailed:
            if not self._is_ended and not self._work.note.text():
                self._work.note.setText(text)
            raise
        await self._forget(self._line, text)

    @Slot(object, str)
    def _give(self, verdict: Verdict, reason: str) -> None:
        self._acts.run(self._given(verdict, reason))

    async def _given(self, verdict: Verdict, reason: str) -> None:
        await self._desk.oncall.log.give_verdict(self._incident, verdict, reason)
        await self._forget(self._reason, reason)

    async def _forget(self, scope: str, entered: str) -> None:
        """It is in the log now; what was typed since stays."""
        draft = await self._drafts.load(scope)
        if draft.text.strip() == entered:
            await self._drafts.clear(scope)
