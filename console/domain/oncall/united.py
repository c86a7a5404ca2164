"""One technician's intervals laid over each other: every second counted once, whoever logged it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from whenever import Instant

from console.domain.billing.work import Cause, Source, WorkInterval, WorkKind

_CAUSES = (Cause.PLATFORM, Cause.UNDETERMINED, None, Cause.NOT_PLATFORM)
"""What bills least comes first. None is the incident's verdict."""


def united(intervals: Iterable[WorkInterval]) -> tuple[WorkInterval, ...]:
    """Intervals that never overlap within one technician, by start, then technician.

    Where two do, work goes before waiting, then the cause that bills least: what somebody logged
    twice is never billed dearer for it. An interval goes on as long as no other goes before it, so
    that it is not cut into pieces without need.
    """
    ordered = sorted(set(intervals), key=_order)
    found = [
        piece
        for _, own in groupby(ordered, key=lambda interval: interval.technician)
        for piece in _sweep(list(own))
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.technician)))


def _sweep(own: list[WorkInterval]) -> Iterator[WorkInterval]:
    edges = sorted({edge for one in own for edge in (one.start, one.end)})
    current, since = None, edges[0]
    for edge in edges:
        best = _best([one for one in own if one.start <= edge < one.end], current)
        if best == current:
            continue
        if current is not None:
            yield _part(current, since, edge)
        current, since = best, edge


def _best(there: list[WorkInterval], current: WorkInterval | None) -> WorkInterval | None:
    if not there:
        return None
    first = min(there, key=_order)
    return current if current in there and _rank(current) == _rank(first) else first


def _part(whole: WorkInterval, start: Instant, end: Instant) -> WorkInterval:
    return (
        whole if (whole.start, whole.end) == (start, end) else replace(whole, start=start, end=end)
    )


def _rank(interval: WorkInterval | None) -> tuple[bool, int]:
    assert interval is not None
    return interval.kind is WorkKind.WAITING, _CAUSES.index(interval.cause)


def _order(interval: WorkInterval) -> tuple[Any, ...]:
    return (
        interval.technician,
        _rank(interval),
        interval.source is Source.BY_HAND,
        interval.start,
        interval.end,
        interval.reason,
        interval.is_locked,
    )
