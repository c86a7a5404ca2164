"""The store's clock: what is stamped and measured by several machines goes by one.

Machines' clocks differ, and jump. On a server, ours is its clock, asked now and then with the
round trip halved, and counted on in between by a steady clock. A store in one file is used on
one machine, whose clock is the store's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.store import Store
from console.domain.instants import Clock, pace_of, seconds_between
from console.domain.language import tr

AGAIN_S = 30.0
"""How often the store is asked; quartz drifts by a few milliseconds in that time."""

ASKED_TIMES = 3
"""The quickest of so many answers counts: its error is at most half its round trip."""

NOTEWORTHY_S = 2.0
"""From here on people are told that this machine's clock is wrong."""


@dataclass(frozen=True)
class Reading:
    """What the store's clock said, and when that was by a steady clock of ours."""

    at: Instant
    steady_s: float
    round_trip_s: float


class StoreClock:
    """A server's clock as this machine knows it. Threads: any."""

    def __init__(self, store: Store, local: Clock, steady_s: Callable[[], float]) -> None:
        """Before the first `measure` it tells the local time."""
        self._store = store
        self._local = local
        self._steady_s = steady_s
        self._last = Reading(local.now(), steady_s(), 0.0)
        self.measured_at: Instant | None = None
        """When the store was last asked, by its own clock."""

    def now(self) -> Instant:
        """This instant by the store's clock, to the microsecond."""
        last = self._last
        return last.at.add(seconds=self._steady_s() - last.steady_s).round("microsecond")

    @property
    def offset_s(self) -> float:
        """Seconds by which this machine's clock is ahead of the store's; negative when behind."""
        return seconds_between(self.now(), self._local.now())

    def measure(self) -> None:
        """Asks the store. Raises StoreError; then it goes on counting."""
        self._last = self._store.read(_quickest, self._steady_s)
        self.measured_at = self._last.at

    def keep(self) -> None:
        """Asks when it is time to. Raises StoreError."""
        if self.measured_at is None or self._steady_s() - self._last.steady_s >= AGAIN_S:
            self.measure()

    def doubts(self) -> str:
        """What is wrong with this machine's clock, in words; empty when it will do."""
        return "" if self.measured_at is None else clock_words(self.offset_s)


class OwnClock:
    """The clock of a store in one file: this machine's own."""

    offset_s = 0.0
    measured_at: Instant | None = None

    def __init__(self, local: Clock) -> None:
        self._local = local

    @property
    def speed(self) -> float:
        """As fast as the machine's (`pace_of`)."""
        return pace_of(self._local)

    def now(self) -> Instant:
        """This instant."""
        return self._local.now()

    def keep(self) -> None:
        """Needs nothing."""

    def doubts(self) -> str:
        """Nothing to compare with."""
        return ""


def clock_of(store: Store, local: Clock, steady_s: Callable[[], float]) -> StoreClock | OwnClock:
    """The clock that goes for a store; `keep` it before it counts."""
    if store.engine.dialect.name == "sqlite":
        return OwnClock(local)
    return StoreClock(store, local, steady_s)


def clock_words(offset_s: float) -> str:
    """A clock that is too far from the store's, in words; empty when it is near enough."""
    if abs(offset_s) <= NOTEWORTHY_S:
        return ""
    seconds = round(abs(offset_s))
    if offset_s > 0:
        return tr("klokken på denne maskinen går {seconds} s foran lagerets", seconds=seconds)
    return tr("klokken på denne maskinen går {seconds} s etter lagerets", seconds=seconds)


def _quickest(session: Session, steady_s: Callable[[], float]) -> Reading:
    # Several over one connection: the first answer also pays for connecting.
    readings = [_ask(session, steady_s) for _ in range(ASKED_TIMES)]
    return min(readings, key=lambda reading: reading.round_trip_s)


def _ask(session: Session, steady_s: Callable[[], float]) -> Reading:
    began_s = steady_s()
    at = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    round_trip_s = steady_s() - began_s
    return Reading(Instant(at), began_s + round_trip_s / 2, round_trip_s)
