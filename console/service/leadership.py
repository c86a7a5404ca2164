"""Being the one that works: taking the lease, renewing it, knowing when it has run out.

A leader that was frozen or cut off may wake up believing in itself. So it stops by its own steady
clock before the lease ends for the others, and the store refuses the commands of an old epoch.
Several machines must agree on the time to within the margin (any time service does).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from console.data.commands.leading import lead, resign
from console.data.errors import StoreError
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.instants import Clock
from console.domain.language import tr
from console.service.hold import steady
from console.service.holder import has_ended
from console.service.leading_store import Term
from console.service.part import PartState, Rest

log = logging.getLogger("console.service")

TTL_S = 15.0
"""How long a lease lasts without being renewed."""

BEAT_S = 3.0
MARGIN_S = 1.0
"""How long before its end the leader itself takes it for ended."""


class Lease:
    """This process's hold on leading. Threads: one renews, any may ask."""

    def __init__(
        self, store: Store, clock: Clock, holder: str, steady_s: Callable[[], float] = steady
    ) -> None:
        self._store = store
        self._clock = clock
        self._holder = holder
        self._steady_s = steady_s
        self._until_s = float("-inf")
        self.other = ""
        """Who leads instead, as last seen."""

    def renew(self) -> int:
        """Takes or renews the lease; its epoch, 0 when another leads. Raises StoreError."""
        asked_s = self._steady_s()
        epoch, self.other = self._ask(frozenset())
        if epoch == 0 and has_ended(self.other):
            log.info("%s has ended without giving the lease back", self.other)
            epoch, self.other = self._ask(frozenset({self.other}))
        self._until_s = asked_s + TTL_S - MARGIN_S if epoch else float("-inf")
        return epoch

    def holds(self) -> bool:
        """Whether the lease is surely still ours."""
        return self._steady_s() < self._until_s

    def give_back(self) -> None:
        """Lets another take over at once. Raises StoreError."""
        self._until_s = float("-inf")
        self._store.upkeep(new_act(None, self._clock.now()), resign, self._holder)

    def _ask(self, gone: frozenset[str]) -> tuple[int, str]:
        act = new_act(None, self._clock.now())
        until = act.at.add(seconds=TTL_S)
        answer = self._store.upkeep(act, lead, self._holder, until, gone)
        return int(answer["epoch"]), str(answer.get("holder", ""))


class Work(Protocol):
    """What is done while leading."""

    def begin(self, term: Term) -> None:
        """Starts it. Raises StoreError; then nothing runs."""

    def end(self) -> bool:
        """Stops it; false while some of it still goes on."""


class Leadership:
    """The part that leads: has the work done exactly while the lease is held."""

    def __init__(self, lease: Lease, work: Work) -> None:
        self._lease = lease
        self._work = work
        self._epoch = 0

    def step(self) -> Rest:
        """Renews, and starts or stops the work accordingly."""
        try:
            epoch = self._lease.renew()
        except StoreError as error:
            if not self._lease.holds():
                self._stand_down()
            return Rest(1.0, PartState.FAILING, str(error))
        if epoch != self._epoch and not self._stand_down():
            return Rest(1.0, PartState.FAILING, tr("venter på at tidligere arbeid skal ta slutt"))
        if epoch == 0:
            return Rest(BEAT_S, text=tr("venter: {holder} leder", holder=self._lease.other))
        if self._epoch == 0:
            self._work.begin(Term(epoch, self._lease.holds))
            log.info("leading in epoch %d", epoch)
            self._epoch = epoch
        return Rest(BEAT_S, text=tr("leder"))

    def break_off(self) -> None:
        """A round is a few commands on the store: it ends by itself."""

    def close(self) -> None:
        """Ends the work, then gives the lease back; never before the work has ended."""
        if self._stand_down():
            self._lease.give_back()

    def _stand_down(self) -> bool:
        if self._epoch:
            log.info("no longer leading in epoch %d", self._epoch)
        self._epoch = 0
        return self._work.end()
