"""The practice day's clock: moved by hand first, then running at its own speed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from whenever import Instant

from console.service.hold import steady


@dataclass(frozen=True, slots=True)
class _Leg:
    """From `at`, reached when the steady clock stood at `since_s`, on at one speed."""

    at: Instant
    since_s: float
    speed: float


class PracticeClock:
    """Stands at `start` and is moved on by hand, until it is begun; then it goes `speed` times as
    fast as this machine's steady clock, and stops at `end`. Begun at the same reading, it is the
    same in every process of the machine. Threads: any may ask, one sets.
    """

    def __init__(
        self,
        start: Instant,
        speed: float = 1.0,
        end: Instant | None = None,
        steady_s: Callable[[], float] = steady,
    ) -> None:
        self.speed = speed
        self._end = end
        self._steady_s = steady_s
        self._leg = _Leg(start, steady_s(), 0.0)

    def move_to(self, at: Instant) -> None:
        """Stands there from now on; an earlier instant changes nothing: time only passes."""
        self._leg = _Leg(max(self.now(), at), 0.0, 0.0)

    def begin(self, begun_s: float | None = None) -> float:
        """Runs from now, or from when the steady clock stood at `begun_s`. Returns that reading."""
        at_s = self._steady_s() if begun_s is None else begun_s
        self._leg = _Leg(self._leg.at, at_s, self.speed)
        return at_s

    def go_at(self, speed: float, at_s: float) -> None:
        """Goes at another speed from when the steady clock stood at `at_s`; at 0 it stands."""
        leg = self._leg
        past_s = max(0.0, at_s - leg.since_s) * leg.speed
        self._leg = _Leg(leg.at.add(seconds=past_s).round("microsecond"), at_s, speed)
        self.speed = speed

    def now(self) -> Instant:
        """This instant of the practice day, to the microsecond."""
        leg = self._leg
        if leg.speed == 0.0:
            return leg.at
        past_s = max(0.0, self._steady_s() - leg.since_s)
        at = leg.at.add(seconds=leg.speed * past_s).round("microsecond")
        return at if self._end is None else min(at, self._end)

    def seconds(self) -> float:
        """The practice day's own seconds: they only grow, as a steady clock's."""
        return self.now().timestamp(unit="microsecond") / 1e6
