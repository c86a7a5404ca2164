"""How rows of one height, and heads of another, lie below each other: reckoned, never laid out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class RowHeights:
    """`count` rows of `row` pixels; those with the numbers `heads`, ascending, of `head` pixels."""

    count: int = 0
    row: int = 1
    head: int = 1
    heads: Sequence[int] = ()

    @property
    def whole(self) -> int:
        """Pixels of all rows."""
        return self.top(self.count)

    def top(self, at: int) -> int:
        """Where a row begins."""
        return at * self.row + bisect_left(self.heads, at) * (self.head - self.row)

    def height(self, at: int) -> int:
        """How tall a row is."""
        return self.top(at + 1) - self.top(at)

    def number(self, y: int) -> int:
        """The row that lies at a pixel: -1 above the first, `count` below the last."""
        above = bisect_right(self._tops, y) - 1
        if above < 0:
            first, from_top = 0, y
        else:
            first, from_top = self.heads[above], y - self._tops[above]
            if from_top < self.head:
                return first
            first, from_top = first + 1, from_top - self.head
        return min(self.count, first + from_top // self.row) if y >= 0 else -1

    @cached_property
    def _tops(self) -> list[int]:
        return [self.top(at) for at in self.heads]
