"""Counting the rows of one list as they come, change and go; never a second look at the list."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass

from console.desk.backlog_rows import BacklogRow
from console.domain.waits import Meaning


@dataclass(frozen=True)
class Counts:
    """Counted from the rows that a list shows: cases that wait for us, late, soon.

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
        self._since: list[tuple[float, int, str]] = []

    def add(self, row: BacklogRow, since: float | None) -> None:
        """Counts a row; `since` is when its customer began to wait for us, if they do."""
        if row.clock is None:
            return
        self._meanings[row.clock.meaning] += 1
        if since is not None and row.case is not None and _waits(row):
            insort(self._since, (since, row.case, row.clock.inside))

    def take(self, row: BacklogRow, since: float | None) -> None:
        """Counts a row no longer; the same words as it was added with."""
        if row.clock is None:
            return
        self._meanings[row.clock.meaning] -= 1
        if since is not None and row.case is not None and _waits(row):
            del self._since[bisect_left(self._since, (since, row.case, row.clock.inside))]

    def counts(self) -> Counts:
        """As they stand now."""
        met = self._meanings
        return Counts(
            waiting=met.total() - met[Meaning.CUSTOMER],
            late=met[Meaning.LATE],
            soon=met[Meaning.SOON],
            oldest=self._since[0][2] if self._since else "",
        )


def _waits(row: BacklogRow) -> bool:
    """A case that was put away still knows since when, but nobody waits for it now."""
    return row.clock is not None and row.clock.meaning is not Meaning.CUSTOMER
