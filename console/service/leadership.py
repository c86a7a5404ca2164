"""Being the one that works: taking the lease, renewing it, knowing when it has run out.

A leader that was frozen or cut off may wake up believing in itself. So it stops by its own steady
clock before the lease ends for the others, and the store refuses the commands of an old epoch.
All measure the lease by the store's clock (`data/store_clock.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from whenever import Instant

from console.data.commands.leading import lead, resign
from console.data.errors import StoreError
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.instants import Clock, wall
from console.domain.language import tr
from console.service.hold import Growth, steady
from console.service.holder import has_ended
from console.service.leading_store import Term
from console.service.part import PartState, Rest

log = logging.getLogger("console.service")

TTL_S = 12.0
"""How long a lease lasts without being renewed: another leads within 15 s, its start included."""

BEAT_S = 3.0
MARGIN_S = 2.0
"""How long before its end the leader itself takes it for ended."""

EAGER_S = 0.1
"""So soon after the end of another's lease it is asked for."""

AWAY = Growth(first_s=0.5, longest_s=4.0)
"""How long a store that is away is left in peace; with jitter, for there are several of us."""


class KeptClock(Clock, Protocol):
    """A clock that is put right now and then."""

    def keep(self) -> None:
        """Puts it right when it is time to. Raises StoreError."""


class Lease:
    """This process's hold on leading. Threads: one renews, any may ask."""

    def __init__(
        self, store: Store, clock: KeptClock, holder: str, steady_s: Callable[[], float] = steady
    ) -> None:
        self._store = store
        self._clock = clock
        self._holder = holder
        self._steady_s = steady_s
        self._held = (0, float("-inf"))
        self.other = ""
        """Who leads instead, as last seen."""
        self.other_left_s = 0.0
        """How long the other's lease lasted then, if not renewed."""

    def renew(self) -> int:
        """Takes or renews the lease; its epoch, 0 when another leads. Raises StoreError."""
        self._clock.keep()
        asked_s = self._steady_s()
        epoch = self._ask(frozenset())
        if epoch == 0 and has_ended(self.other):
            log.info("%s has ended without giving the lease back", self.other)
            epoch = self._ask(frozenset({self.other}))
        until_s = asked_s + TTL_S - MARGIN_S if epoch else float("-inf")
        self._held = (epoch, until_s)
        return epoch

    def holds(self, epoch: int) -> bool:
        """Whether the lease is surely still ours, and still the one of that epoch.

        Another may have led since: what began in an earlier epoch never goes on in a later one.
        """
        held, until_s = self._held
        return held == epoch and self._steady_s() < until_s

    def give_back(self) -> None:
        """Lets another take over at once. Raises StoreError."""
        self._held = (0, float("-inf"))
        self._store.upkeep(new_act(None, self._clock.now()), resign, self._holder)

    def _ask(self, gone: frozenset[str]) -> int:
        act = new_act(None, self._clock.now())
        until = act.at.add(seconds=TTL_S)
        answer = self._store.upkeep(act, lead, self._holder, until, gone)
        self.other = str(answer.get("holder", ""))
        self.other_left_s = float(answer.get("left_s", 0.0))
        return int(answer["epoch"])


class Work(Protocol):
    """What is done while leading."""

    def begin(self, term: Term) -> None:
        """Starts it. Raises StoreError; then nothing runs."""

    def tell(self, text: str) -> None:
        """Says how leading goes, in words."""

    def end(self) -> bool:
        """Stops it; false while some of it still goes on."""


class Leadership:
    """The part that leads: has the work done exactly while the lease is held."""

    def __init__(self, lease: Lease, work: Work, clock: Clock) -> None:
        self._lease = lease
        self._work = work
        self._clock = clock
        self._epoch = 0
        self._failures = 0
        self._away_since: Instant | None = None
        self._problem = ""

    def step(self) -> Rest:
        """Renews, and starts or stops the work accordingly."""
        try:
            epoch = self._lease.renew()
            if epoch != self._epoch and not self._stand_down():
                text = tr("venter på at tidligere arbeid skal ta slutt")
                return Rest(1.0, PartState.FAILING, text)
            if epoch and self._epoch == 0:
                self._begin(epoch)
        except StoreError as error:
            return self._away(str(error))
        self._failures = 0
        if epoch == 0:
            self._away_since = None
            wait_s = min(BEAT_S, self._lease.other_left_s + EAGER_S)
            return Rest(wait_s, text=tr("venter: {holder} leder", holder=self._lease.other))
        self._tell_of_absence()
        return Rest(BEAT_S, text=tr("leder"))

    def break_off(self) -> None:
        """A round is a few commands on the store: it ends by itself."""

    def close(self) -> None:
        """Ends the work, then gives the lease back; never before the work has ended."""
        if self._stand_down():
            self._lease.give_back()

    def _begin(self, epoch: int) -> None:
        self._work.begin(Term(epoch, lambda: self._lease.holds(epoch)))
        log.info("leading in epoch %d", epoch)
        self._epoch = epoch

    def _away(self, problem: str) -> Rest:
        self._failures += 1
        if self._away_since is None:
            self._away_since, self._problem = self._clock.now(), " ".join(problem.split())
        if not self._lease.holds(self._epoch):
            self._stand_down()
        return Rest(AWAY.delay_s(self._failures), PartState.FAILING, problem)

    def _tell_of_absence(self) -> None:
        """What could not be written while the store was away, now that it is back."""
        if self._away_since is None:
            return
        since, self._away_since = self._away_since, None
        text = tr(
            "leder; lageret var borte fra kl. {since} til {until} ({problem})",
            since=_time(since),
            until=_time(self._clock.now()),
            problem=self._problem,
        )
        log.warning("%s", text)
        self._work.tell(text)

    def _stand_down(self) -> bool:
        if self._epoch:
            log.info("no longer leading in epoch %d", self._epoch)
        self._epoch = 0
        return self._work.end()


def _time(at: Instant) -> str:
    return wall(at).time().format_iso()[:8]
