"""What a person asks of the telephone besides taking and ending a call.

Dialling, passing a call on and the place in the queue are the exchange's to do: what is told here
is that it was asked. Writing a call down and saying who called are the store's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from console.data.commands import callers, wrap_up
from console.data.commands import telephone_acts as commands
from console.data.store import Answer
from console.data.transaction import Transaction, new_act
from console.desk.acts import Done
from console.desk.errors import StoreAway
from console.desk.live_acts import nothing_waits
from console.desk.live_floor import LiveFloor
from console.desk.workers import Workers
from console.domain.ids import CallId, CaseId, ShopId
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.outward import Transfer
from console.domain.people import Person
from console.domain.phone_numbers import grouped

P = ParamSpec("P")

FRONT = 100
"""The priority that puts a caller before registers."""


class TelephoneActs:
    """All raise ActFailed, Fenced where a colleague was first."""

    def __init__(self, workers: Workers, clock: Clock, me: Person, floor: LiveFloor) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._floor = floor

    async def dial(
        self, number: str, call: CallId | None = None, case: CaseId | None = None
    ) -> Done:
        """Asks for a number from my telephone, which rings first; `call` is whom it calls back."""
        words = tr("Telefonen din ringer, så {number}", number=grouped(number))
        return await self._do(words, call, commands.ask_to_dial, number, call, case)

    async def transfer(self, call: CallId, to: Person | str, how: Transfer) -> Done:
        """Passes my call on to a colleague or a number."""
        name = grouped(to) if isinstance(to, str) else to.short_name
        words = {
            Transfer.BLIND: tr("Samtalen settes over til {name}", name=name),
            Transfer.ATTENDED: tr("{name} ringes opp. Legg på når dere har snakket.", name=name),
        }
        goal = to if isinstance(to, str) else to.id
        return await self._do(words[how], call, commands.ask_to_transfer, call, goal, how)

    async def set_priority(self, call: CallId, priority: int = FRONT) -> Done:
        """Asks the exchange to put a waiting caller where its own queue has that priority."""
        words = tr("Sentralen er bedt om å flytte samtalen frem")
        return await self._do(words, call, commands.ask_for_priority, call, priority)

    async def wrap_up(self, call: CallId, text: str, *, is_solved: bool) -> Done:
        """Writes my call down on its case, which may be solved by it, and I am ready again; no text
        says that there is nothing to write.
        """
        words = tr("Samtalen er skrevet ned") if text.strip() else tr("Samtalen er ferdig")
        if is_solved:
            words = tr("Samtalen er skrevet ned, og saken er løst")
        return await self._undoable(words, call, wrap_up.wrap_up, call, text.strip(), is_solved)

    async def caller_is(self, call: CallId, shop: ShopId, name: str = "") -> Done:
        """Says which shop calls; its number is known from now on."""
        words = tr("{shop} ringer. Nummeret er husket.", shop=name or tr("Butikken"))
        return await self._undoable(words, call, callers.caller_is, call, shop)

    async def _do(
        self,
        words: str,
        call: CallId | None,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Done:
        done = await self._undoable(words, call, command, *args, **kwargs)
        return Done(done.words, done.act, done.case, can_be_undone=False)

    async def _undoable(
        self,
        words: str,
        call: CallId | None,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Done:
        act = new_act(self._me.id, self._clock.now())
        known = None if call is None else self._known(call)
        try:
            await self._workers.perform(act, command, *args, **kwargs)
        except StoreAway as error:
            raise nothing_waits(error) from error
        return Done(words, act.id, known)

    def _known(self, call: CallId) -> CaseId | None:
        found = self._floor.calls.get(call) or self._floor.unwritten.get(call)
        return None if found is None else found.case
