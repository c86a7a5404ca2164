"""Counting the rows of one list as they come, change and go; never a second look at the list."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass

from console.domain.waits import Meaning

Oldest = tuple[float, str, str]
"""Since when somebody waits, the key, and how long as the clock says."""


@dataclass(frozen=True, slots=True)
class Counted:
    """As what a row counts; `oldest` is None where it is not known since when it waits."""

    meaning: Meaning
    oldest: Oldest | None


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
        self._since: list[Oldest] = []
        self._counts: Counts | None = None

    def change(self, before: Counted | None, after: Counted | None) -> None:
        """Counts a row that came (`before` is None), changed, or went (`after` is None)."""
        if before == after:
            return
        self._counts = None
        if before is not None:
            self._meanings[before.meaning] -= 1
            if before.oldest is not None:
                del self._since[bisect_left(self._since, before.oldest)]
        if after is not None:
            self._meanings[after.meaning] += 1
            if after.oldest is not None:
                insort(self._since, after.oldest)

    def counts(self) -> Counts:
        """As they stand now."""
        if self._counts is None:
            self._counts = Counts(
                waiting=self._meanings.total(),
                late=self._meanings[Meaning.LATE],
                soon=self._meanings[Meaning.SOON],
                oldest=self._since[0][2] if self._since else "",
            )
        return self._counts
