"""What is going to happen in the world, in the order of its instants."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count

from whenever import Instant

Happening = Callable[[], object]


class Agenda:
    """Runs what is due. What falls on one instant happens in the order it was planned in."""

    def __init__(self, now: Instant) -> None:
        self.now = now
        self._due: list[tuple[Instant, int, Happening]] = []
        self._numbers = count()

    @property
    def next_at(self) -> Instant | None:
        """When something is due next."""
        return self._due[0][0] if self._due else None

    def at(self, when: Instant, what: Happening) -> None:
        """Plans something; what lies in the past happens at the next step."""
        heapq.heappush(self._due, (max(when, self.now), next(self._numbers), what))

    def after(self, seconds: float, what: Happening) -> None:
        """Plans something so many seconds from now."""
        self.at(self.now.add(milliseconds=round(seconds * 1000)), what)

    def run(self, to: Instant) -> None:
        """Lets everything happen up to and including an instant; an earlier one is nothing."""
        while self._due and self._due[0][0] <= to:
            self.now, _, what = heapq.heappop(self._due)
            what()
        self.now = max(self.now, to)
