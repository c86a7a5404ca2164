"""Rows of calls: take one that waits, pass on or end one that goes on, call back one that nobody
answered.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget
from whenever import Instant

from console.desk.telephone_words import may_be_called
from console.domain.calls import Call, CallState, ShopCandidate
from console.domain.ids import CallId, CaseId
from console.domain.language import tr
from console.domain.outward import Transfer
from console.domain.people import Person
from console.domain.phone_numbers import grouped
from console.domain.shops import ShopCard
from console.ui.acts.call_menus import CandidateMenu, TransferMenu
from console.ui.acts.runner import Act, ActRunner
from console.ui.lanes.case_rows import Open, opening
from console.ui.lanes.choosing import Choosing
from console.ui.lanes.row_acts import RowActs
from console.ui.lanes.row_deed import RowButton, RowDeed
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
        if call.is_dialled:
            return first + self._number(call)
        if call.is_in_queue:
            return self._waiting(call)
        if call.state is CallState.TALKING:
            return first + self._talking(call)
        return first + self._calling_back(call)

    def _waiting(self, call: Call) -> tuple[RowDeed, ...]:
        """Enter takes it: there is nothing to read in a call that nobody has answered."""
        take = self._doing(self._desk.live.acts.take_call, call.id)
        words, keys = tr("Ta samtalen"), (RowKey.TAKE, RowKey.OPEN)
        taking = RowDeed(words, "phone-incoming", keys, do=take, button=RowButton.CHOSEN)
        into: tuple[RowDeed, ...] = ()
        if call.case is not None:
            do = partial(self._open, call.case)
            into = (RowDeed(tr("Åpne saken"), "mail-open", do=do),)
        return (taking, *into, *self._forward(call), *self._shop(call), *self._number(call))

    def _forward(self, call: Call) -> tuple[RowDeed, ...]:
        """Where the order is the console's own, the exchange can be asked to follow it."""
        if not self._desk.live.telephone.may_push(call.id):
            return ()
        push = self._doing(self._desk.live.telephone.acts.set_priority, call.id)
        words = tr("Flytt frem i sentralen")
        return (RowDeed(words, "arrow-up", do=push, button=RowButton.CHOSEN),)

    def _talking(self, call: Call) -> tuple[RowDeed, ...]:
        if call.answered_by != self._desk.me.id:
            return ()

        def end() -> None:
            self._runner.run(self._end(call.id, call.case))

        words = tr("Legg på og løs saken") if call.case is not None else tr("Legg på")
        button = RowButton.CHOSEN if call.case is None else RowButton.NONE
        ending = RowDeed(words, "phone-off", (RowKey.CLOSE,), do=end, is_apart=True, button=button)
        hang_up = self._doing(self._desk.live.acts.hang_up, call.id)
        only = RowDeed(tr("Legg på"), "phone-off", do=hang_up, button=RowButton.CHOSEN)
        both = (ending,) if call.case is None else (ending, only)
        return (self._passing_on(call), *self._shop(call), *both)

    def _passing_on(self, call: Call) -> RowDeed:
        def transfer(to: Person | str, how: Transfer) -> None:
            self._runner.run(self._desk.live.telephone.acts.transfer(call.id, to, how))

        def ask(parent: QWidget) -> QMenu:
            return TransferMenu(
                self._desk.live.telephone.colleagues(), self._choosing.number, transfer, parent
            )

        words, keys = tr("Sett over"), (RowKey.HAND_OVER,)
        return RowDeed(words, "corner-up-right", keys, ask=ask, button=RowButton.CHOSEN)

    async def _end(self, call: CallId, case: CaseId | None) -> Done:
        done = await self._desk.live.acts.hang_up(call)
        return done if case is None else await self._cases.closing(case)

    def _calling_back(self, call: Call) -> tuple[RowDeed, ...]:
        done = self._doing(self._desk.live.acts.called_back, call.id)

        def put_off(until: Instant) -> None:
            self._runner.run(self._desk.live.acts.put_off_call_back(call.id, until))

        when = self._choosing.time(put_off)
        return (
            *self._calling(call),
            RowDeed(tr("Ringt tilbake"), "check", (RowKey.CLOSE,), do=done, is_apart=True),
            RowDeed(tr("Utsett"), "alarm-clock", (RowKey.SNOOZE,), ask=when),
            *self._shop(call),
            *self._number(call),
        )

    def _calling(self, call: Call) -> tuple[RowDeed, ...]:
        if not may_be_called(call):
            return ()

        def dial() -> None:
            self._runner.run(self._desk.live.telephone.acts.dial(call.number, call.id, call.case))

        keys = (RowKey.TAKE,)
        return (RowDeed(tr("Ring"), "phone-outgoing", keys, do=dial, button=RowButton.ALWAYS),)

    def _shop(self, call: Call) -> tuple[RowDeed, ...]:
        """One of us says which shop it is: of those that the number may be, or any."""

        def is_it(shop: ShopCandidate | ShopCard) -> None:
            number = shop.shop if isinstance(shop, ShopCandidate) else shop.id
            acts = self._desk.live.telephone.acts
            self._runner.run(acts.caller_is(call.id, number, shop.name))

        any_shop = partial(self._choosing.shop, is_it)
        if call.shop is not None or not call.candidates:
            words = tr("Det er en annen butikk …") if call.shop else tr("Hvilken butikk er det?")
            return (RowDeed(words, "store", do=any_shop),)

        def ask(parent: QWidget) -> QMenu:
            return CandidateMenu(call.candidates, is_it, any_shop, parent)

        words = tr("Hvilken butikk er det?")
        return (RowDeed(words, "store", ask=ask, button=RowButton.CHOSEN),)

    def _number(self, call: Call) -> tuple[RowDeed, ...]:
        if not call.number:
            return ()
        copy = partial(QGuiApplication.clipboard().setText, grouped(call.number))
        return (RowDeed(tr("Kopier nummeret"), "copy", do=copy, is_apart=True),)

    def _doing(self, act: Callable[[CallId], Act], call: CallId) -> Callable[[], None]:
        def do() -> None:
            self._runner.run(act(call))

        return do
