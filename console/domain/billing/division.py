"""Which work of an incident is still to be billed, when a basis of it was approved before.

What an approved basis holds is locked. Work that is not on it is free if it was done before the
approval, however late it was written down, or goes on with that work inside the re-open window and
before the export: what a customer was told is settled stays settled. Work after that goes to a new
basis. What a credited basis held is to be billed anew; only what was done for nothing after its
approval stays free.
Source: BILLING, In this order (after 9) and Life of a basis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from whenever import Instant

from console.domain.billing.work import Cause, WorkInterval


@dataclass(frozen=True, slots=True)
class EarlierBasis:
    """A basis that was approved: the work that it bills itself, without what was locked in it.

    `cause` is the verdict it was billed by, `reopen_window_h` the longest gap within its work.
    """

    intervals: tuple[WorkInterval, ...]
    approved_at: Instant
    exported_at: Instant | None
    is_credited: bool = False
    cause: Cause = Cause.NOT_PLATFORM
    reopen_window_h: int = 24

    @property
    def locked(self) -> tuple[WorkInterval, ...]:
        """Its work as later bases see it; what was let go as our own fault was never sold."""
        ours = Cause.PLATFORM if self.cause is Cause.PLATFORM else None
        return tuple(
            replace(each, is_locked=True, cause=ours or each.cause) for each in self.intervals
        )

    def settles_until(self, more: Iterable[WorkInterval]) -> Instant:
        """Up to when more work costs nothing."""
        last = max((each.end for each in self.intervals), default=self.approved_at)
        for each in _ordered(more):
            if each.start > last.add(hours=self.reopen_window_h):
                break
            last = max(last, each.end)
        settled = max(last, self.approved_at)
        return settled if self.exported_at is None else min(settled, self.exported_at)


@dataclass(frozen=True, slots=True)
class Division:
    """`to_bill` is new work; `locked` what earlier bases billed; `free` what nobody pays for."""

    to_bill: tuple[WorkInterval, ...]
    locked: tuple[WorkInterval, ...]
    free: tuple[WorkInterval, ...]


def divide(logged: Iterable[WorkInterval], earlier: Iterable[EarlierBasis]) -> Division:
    """Divides what the log says by what was approved before."""
    earlier = tuple(earlier)
    left = list(logged)
    to_bill: list[WorkInterval] = []
    locked: list[WorkInterval] = []
    free: list[WorkInterval] = []
    for basis in sorted(earlier, key=lambda one: one.is_credited):
        own, left = _told_apart(left, basis.intervals)
        if basis.is_credited:
            to_bill += own
        else:
            locked += basis.locked
    for basis in earlier:
        start = basis.approved_at if basis.is_credited else None
        end = basis.settles_until(left)
        parts = (_part(each, start, end) for each in left)
        free += [part for part in parts if part is not None]
        left = list(_outside(left, start, end))
    return Division(_ordered([*to_bill, *left]), _ordered(locked), _ordered(free))


def _told_apart(
    logged: Iterable[WorkInterval], billed: Iterable[WorkInterval]
) -> tuple[list[WorkInterval], list[WorkInterval]]:
    """The parts of the log that a basis holds, and the others; by technician."""
    own: list[WorkInterval] = []
    rest: list[WorkInterval] = []
    billed = _ordered(billed)
    for each in logged:
        at = each.start
        for hole in billed:
            start, end = max(at, hole.start), min(each.end, hole.end)
            if hole.technician != each.technician or start >= end:
                continue
            if start > at:
                rest.append(replace(each, start=at, end=start))
            own.append(replace(each, start=start, end=end))
            at = end
        if at < each.end:
            rest.append(replace(each, start=at))
    return own, rest


def _part(each: WorkInterval, start: Instant | None, end: Instant | None) -> WorkInterval | None:
    """What of the work lies between two instants; None of either is without limit."""
    first = each.start if start is None else max(each.start, start)
    last = each.end if end is None else min(each.end, end)
    return replace(each, start=first, end=last) if first < last else None


def _outside(
    work: Iterable[WorkInterval], start: Instant | None, end: Instant | None
) -> Iterator[WorkInterval]:
    for each in work:
        before = None if start is None else _part(each, None, start)
        after = None if end is None else _part(each, end, None)
        yield from (part for part in (before, after) if part is not None)


def _ordered(work: Iterable[WorkInterval]) -> tuple[WorkInterval, ...]:
    return tuple(sorted(work, key=lambda each: (each.start, each.end, each.technician, each.kind)))
