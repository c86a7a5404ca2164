"""What the exchange counts of its queue, as real ones do: answered, given up, waits and talks.

It begins anew each night.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from whenever import Instant, Time

from console.domain.calls import QueueFigures
from console.domain.hours.day import at_wall
from console.domain.instants import seconds_between, wall
from console.domain.live_news import CallSeen, FiguresSeen

FIGURES = "figures"
"""Their name in the journal."""

WITHIN_S = 20.0


@dataclass
class Counters:
    """The counters of one queue since an instant."""

    queue: str
    since: Instant
    _waits_s: list[float] = field(default_factory=list)
    _talks_s: list[float] = field(default_factory=list)
    _gave_up: int = 0
    _version: int = 0

    def answered(self, call: CallSeen, at: Instant) -> None:
        """Somebody of us has answered a caller of the queue."""
        self._begin(at)
        self._waits_s.append(seconds_between(call.began_at, at))

    def gave_up(self, at: Instant) -> None:
        self._begin(at)
        self._gave_up += 1

    def talked(self, call: CallSeen, until: Instant) -> None:
        """A call of the queue is over that had been answered."""
        self._begin(until)
        self._talks_s.append(seconds_between(call.answered_at or until, until))

    def told(self, now: Instant) -> FiguresSeen:
        """All of it, as it is now."""
        self._begin(now)
        self._version += 1
        within = sum(1 for wait_s in self._waits_s if wait_s <= WITHIN_S)
        figures = QueueFigures(
            queue=self.queue,
            answered=len(self._waits_s),
            abandoned=self._gave_up,
            average_wait_s=_average(self._waits_s),
            average_talk_s=_average(self._talks_s),
            within_s=WITHIN_S,
            within_share=within / len(self._waits_s) if self._waits_s else None,
            counted_since=self.since,
            told_at=now,
        )
        return FiguresSeen(self._version, (figures,))

    def are_of_before(self, now: Instant) -> bool:
        """Whether another day has come since they were told."""
        return at_wall(wall(now).date(), Time()) > self.since

    def _begin(self, now: Instant) -> None:
        midnight = at_wall(wall(now).date(), Time())
        if midnight > self.since:
            self.since, self._gave_up = midnight, 0
            self._waits_s, self._talks_s = [], []


def _average(amounts_s: list[float]) -> float | None:
    return sum(amounts_s) / len(amounts_s) if amounts_s else None
