"""Half-open stretches of whole seconds since 1970: joined, taken from each other, measured."""

from __future__ import annotations

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
    left = joined(stretches)
    for hole_start, hole_end in holes:
        left = [
            (start, end)
            for one_start, one_end in left
            for start, end in (
                (one_start, min(one_end, hole_start)),
                (max(one_start, hole_end), one_end),
            )
            if start < end
        ]
    return left


def length(stretches: Iterable[Seconds]) -> int:
    """Seconds in all, of stretches that do not overlap."""
    return sum(end - start for start, end in stretches)


def told(stretches: Iterable[Seconds]) -> tuple[Stretch, ...]:
    """The same as instants."""
    return tuple(
        Stretch(Instant.from_timestamp(start), Instant.from_timestamp(end))
        for start, end in stretches
    )
