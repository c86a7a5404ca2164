"""Call-outs: which intervals are rounded together, and how many seconds and hours they come to.

Steps 4 to 7 of BILLING's order. A *lane* is whose time counts once: everybody's together under
`overlap: union`, else each technician's own. A *unit* is what is rounded up to started hours;
units are intervals under `aggregation: interval`, so that two at once are two started hours there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from whenever import Instant

from console.domain.billing.open_windows import OpenWindows
from console.domain.billing.policy import AfterLock, Aggregation, Overlap, Policy, Waiting, Window
from console.domain.billing.stretches import Seconds, Stretch, joined, length, told, without
from console.domain.billing.work import Cause, WorkInterval, WorkKind

HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class CallOut:
    """One call-out: first start and last end as logged, and what of it is billed.

    With work that was locked before, all of it speaks of what is billed in addition.
    `seconds_of_hour` is how far the last of the started hours has come.
    """

    start: Instant
    end: Instant
    counted: tuple[Stretch, ...]
    seconds: int
    started_hours: int
    seconds_of_hour: int


def call_outs(
    intervals: Iterable[WorkInterval], policy: Policy, windows: OpenWindows
) -> tuple[CallOut, ...]:
    """The call-outs of work that is not locked yet, in order."""
    eligible = [interval for interval in intervals if is_billable(interval, policy)]
    locked = [interval for interval in eligible if interval.is_locked]
    if policy.after_lock is AfterLock.MARGINAL:
        return tuple(
            _further(group, policy, windows)
            for group in _grouped(eligible, policy)
            if not all(interval.is_locked for interval in group)
        )
    sold = _sold(locked, policy)
    free = [interval for interval in eligible if not interval.is_locked]
    return tuple(
        _call_out(group, _tally(group, sold, policy, windows)) for group in _grouped(free, policy)
    )


def is_billable(interval: WorkInterval, policy: Policy) -> bool:
    """Whether an interval counts at all: not our own fault, and no waiting that is left out."""
    if interval.cause is Cause.PLATFORM:
        return False
    return interval.kind is WorkKind.WORK or policy.waiting is Waiting.INCLUDE


def started_hours(seconds: int, tolerance_s: int) -> int:
    """None for nothing, else at least one; a further hour starts when the tolerance is used up."""
    if seconds == 0:
        return 0
    return max(1, -((tolerance_s - seconds) // HOUR_S))


@dataclass(frozen=True, slots=True)
class _Tally:
    """What intervals come to; the fields are a call-out's."""

    counted: list[Seconds]
    seconds: int
    hours: int
    seconds_of_hour: int


_Sold = dict[str, list[Seconds]]
"""By lane, what an earlier basis has billed."""


def _grouped(intervals: Iterable[WorkInterval], policy: Policy) -> list[list[WorkInterval]]:
    """Runs in which no gap is longer than the re-open window, by the times as logged."""
    groups: list[list[WorkInterval]] = []
    last_end = 0
    for interval in sorted(intervals, key=_when):
        start, end = seconds_of(interval)
        if not groups or start - last_end > policy.reopen_window_h * HOUR_S:
            groups.append([])
            last_end = end
        groups[-1].append(interval)
        last_end = max(last_end, end)
    return groups


def _tally(
    group: Sequence[WorkInterval], sold: _Sold, policy: Policy, windows: OpenWindows
) -> _Tally:
    """Clip, union, seconds, started hours; what is sold already is not counted again."""
    counted: list[Seconds] = []
    units: list[int] = []
    seconds = 0
    for name, lane in _lanes(group, policy):
        fresh = [without(unit, sold.get(name, ())) for unit in _units(lane, policy)]
        if policy.window is Window.CLIP:
            fresh = [windows.outside(unit) for unit in fresh]
        of_lane = joined(chain.from_iterable(fresh))
        counted += of_lane
        seconds += length(of_lane)
        units += map(length, fresh)
    if policy.overlap is Overlap.SUM and policy.aggregation is not Aggregation.INTERVAL:
        units = [sum(units)]
    hours = [started_hours(unit, policy.tolerance_s) for unit in units]
    of_hour = units[-1] - max(0, hours[-1] - 1) * HOUR_S
    return _Tally(joined(counted), seconds, sum(hours), of_hour)


def _lanes(group: Sequence[WorkInterval], policy: Policy) -> list[tuple[str, list[WorkInterval]]]:
    """The lane that was worked in last comes last."""
    lanes: dict[str, list[WorkInterval]] = {}
    for interval in group:
        lanes.setdefault(_lane(interval, policy), []).append(interval)
    return sorted(lanes.items(), key=lambda lane: max(one.end for one in lane[1]))


def _lane(interval: WorkInterval, policy: Policy) -> str:
    return "" if policy.overlap is Overlap.UNION else interval.technician


def _units(lane: Sequence[WorkInterval], policy: Policy) -> list[list[Seconds]]:
    """The stretches of each unit; the lane is in order."""
    stretches = [seconds_of(interval) for interval in lane]
    match policy.aggregation:
        case Aggregation.CALLOUT:
            return [stretches]
        case Aggregation.INTERVAL:
            return [[stretch] for stretch in stretches]
        case Aggregation.SPAN:
            return [[(stretches[0][0], max(end for _, end in stretches))]]


def _sold(locked: Sequence[WorkInterval], policy: Policy) -> _Sold:
    sold: _Sold = {}
    for group in _grouped(locked, policy):
        for name, lane in _lanes(group, policy):
            for unit in _units(lane, policy):
                sold.setdefault(name, []).extend(unit)
    return sold


def _further(group: Sequence[WorkInterval], policy: Policy, windows: OpenWindows) -> CallOut:
    """Locked and new work as one call-out, less what the locked work came to by itself."""
    whole = _tally(group, {}, policy, windows)
    locked = [interval for interval in group if interval.is_locked]
    before = [_tally(each, {}, policy, windows) for each in _grouped(locked, policy)]
    sold = [stretch for tally in before for stretch in tally.counted]
    further = _Tally(
        counted=without(whole.counted, sold),
        seconds=whole.seconds - sum(tally.seconds for tally in before),
        hours=max(0, whole.hours - sum(tally.hours for tally in before)),
        seconds_of_hour=whole.seconds_of_hour,
    )
    return _call_out([interval for interval in group if not interval.is_locked], further)


def _call_out(group: Sequence[WorkInterval], tally: _Tally) -> CallOut:
    return CallOut(
        start=group[0].start,
        end=max(interval.end for interval in group),
        counted=told(tally.counted),
        seconds=tally.seconds,
        started_hours=tally.hours,
        seconds_of_hour=tally.seconds_of_hour,
    )


def _when(interval: WorkInterval) -> tuple[Instant, Instant, str]:
    return interval.start, interval.end, interval.technician


def seconds_of(interval: WorkInterval) -> Seconds:
    """An interval as seconds since 1970."""
    return interval.start.timestamp(), interval.end.timestamp()
