"""Half-open stretches of whole seconds since 1970: joined, taken from each other, measured."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from whenever import Instant

Seconds = tuple[int, int]
"""From the first up to, not including, the second."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """From `start` up to, not including, `end`."""

    start: Instant
    end: Instant


def joined(stretches: Iterable[Seconds]) -> list[Seconds]:
    """The same seconds in order, each once; neighbours that touch are one."""
    found: list[Seconds] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def without(stretches: Iterable[Seconds], holes: Iterable[Seconds]) -> list[Seconds]:
    """What of the stretches lies in none of the holes, joined and in order."""
    gone = joined(holes)
    left: list[Seconds] = []
    for start, end in joined(stretches):
        cursor = start
        for hole_start, hole_end in gone[bisect_right(gone, start, key=_end) :]:
            if hole_start >= end:
                break
            if cursor < hole_start:
                left.append((cursor, hole_start))
            cursor = hole_end
        if cursor < end:
            left.append((cursor, end))
    return left


def _end(stretch: Seconds) -> int:
    return stretch[1]


def length(stretches: Iterable[Seconds]) -> int:
    """Seconds in all, of stretches that do not overlap."""
    return sum(end - start for start, end in stretches)


def told(stretches: Iterable[Seconds]) -> tuple[Stretch, ...]:
    """The same as instants."""
    return tuple(
        Stretch(Instant.from_timestamp(start), Instant.from_timestamp(end))
        for start, end in stretches
    )
