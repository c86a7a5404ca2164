"""Counting the rows of one list as they come, change and go; never a second look at the list."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.domain.waits import Meaning

if TYPE_CHECKING:
    from console.desk.placed import Placed


@dataclass(frozen=True)
class Counts:
    """Counted from the rows that a list shows: what waits for us, late, soon.

    `oldest` is how long the one has waited who has waited for us the longest, as its clock says.
    """

    waiting: int = 0
    late: int = 0
    soon: int = 0
    oldest: str = ""


class Tally:
    """The counts of the rows that were added and not taken away."""

    def __init__(self) -> None:
        self._meanings: Counter[Meaning] = Counter()
        self._since: list[tuple[float, str, str]] = []

    def add(self, thing: Placed) -> None:
        """Counts a row."""
        clock = thing.row.clock
        if clock is not None and thing.waits:
            self._meanings[clock.meaning] += 1
            if thing.since is not None:
                insort(self._since, (thing.since, thing.key, clock.inside))

    def take(self, thing: Placed) -> None:
        """Counts a row no longer that was added so."""
        clock = thing.row.clock
        if clock is not None and thing.waits:
            self._meanings[clock.meaning] -= 1
            if thing.since is not None:
                del self._since[bisect_left(self._since, (thing.since, thing.key, clock.inside))]

    def counts(self) -> Counts:
        """As they stand now."""
        return Counts(
            waiting=self._meanings.total(),
            late=self._meanings[Meaning.LATE],
            soon=self._meanings[Meaning.SOON],
            oldest=self._since[0][2] if self._since else "",
        )
