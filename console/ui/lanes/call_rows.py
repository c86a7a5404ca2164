"""Rows of calls: take one that waits, end one that goes on, call back one that nobody answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QGuiApplication
from whenever import Instant

from console.domain.calls import Call, CallState
from console.domain.ids import CallId, CaseId
from console.domain.language import tr
from console.domain.phone_numbers import grouped
from console.ui.acts.runner import Act, ActRunner
from console.ui.lanes.case_rows import Open, opening
from console.ui.lanes.choosing import Choosing
from console.ui.lanes.row_acts import RowActs
from console.ui.lanes.row_deed import RowDeed
from console.ui.lanes.row_keys import RowKey

if TYPE_CHECKING:
    from console.desk.acts import Done
    from console.desk.desk import Desk


class CallRows:
    """What can be done follows what the exchange says of the call."""

    def __init__(
        self,
        desk: Desk,
        runner: ActRunner,
        cases: RowActs,
        choosing: Choosing,
        open_case: Open,
    ) -> None:
        self._desk = desk
        self._runner = runner
        self._cases = cases
        self._choosing = choosing
        self._open = open_case

    def deeds(self, number: str) -> tuple[RowDeed, ...]:
        call = self._desk.live.floor.calls.get(CallId(UUID(number)))
        if call is None:
            return ()
        first = () if call.case is None else (opening(call.case, self._open),)
        if not self._desk.me.may_work:
            return first
        if call.state in (CallState.WAITING, CallState.RINGING):
            return self._waiting(call)
        if call.state is CallState.TALKING:
            return first + self._talking(call)
        return first + self._calling_back(call)

    def _waiting(self, call: Call) -> tuple[RowDeed, ...]:
        """Enter takes it: there is nothing to read in a call that nobody has answered."""
        take = self._doing(self._desk.live.acts.take_call, call.id)
        words, keys = tr("Ta samtalen"), (RowKey.OPEN, RowKey.TAKE)
        taking = RowDeed(words, "phone-incoming", keys, do=take)
        if call.case is None:
            return (taking, *self._number(call))
        into = partial(self._open, call.case)
        return (taking, RowDeed(tr("Åpne saken"), "mail-open", do=into), *self._number(call))

    def _talking(self, call: Call) -> tuple[RowDeed, ...]:
        if call.answered_by != self._desk.me.id:
            return ()

        def end() -> None:
            self._runner.run(self._end(call.id, call.case))

        words = tr("Legg på og løs saken") if call.case is not None else tr("Legg på")
        ending = RowDeed(words, "phone-off", (RowKey.CLOSE,), do=end, is_apart=True)
        hang_up = self._doing(self._desk.live.acts.hang_up, call.id)
        only = () if call.case is None else (RowDeed(tr("Legg på"), "phone-off", do=hang_up),)
        return (ending, *only)

    async def _end(self, call: CallId, case: CaseId | None) -> Done:
        done = await self._desk.live.acts.hang_up(call)
        return done if case is None else await self._cases.closing(case)

    def _calling_back(self, call: Call) -> tuple[RowDeed, ...]:
        done = self._doing(self._desk.live.acts.called_back, call.id)

        def put_off(until: Instant) -> None:
            self._runner.run(self._desk.live.acts.put_off_call_back(call.id, until))

        return (
            RowDeed(tr("Ringt tilbake"), "check", (RowKey.TAKE,), do=done, is_apart=True),
            RowDeed(
                tr("Utsett"), "alarm-clock", (RowKey.SNOOZE,), ask=self._choosing.time(put_off)
            ),
            *self._number(call),
        )

    def _number(self, call: Call) -> tuple[RowDeed, ...]:
        if not call.number:
            return ()
        copy = partial(QGuiApplication.clipboard().setText, grouped(call.number))
        return (RowDeed(tr("Kopier nummeret"), "copy", do=copy, is_apart=True),)

    def _doing(self, act: Callable[[CallId], Act], call: CallId) -> Callable[[], None]:
        def do() -> None:
            self._runner.run(act(call))

        return do
