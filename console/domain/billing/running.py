"""The line while work runs: which hour, how far, when the next begins, what it costs by now."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal

from whenever import Instant

from console.domain.billing.policy import Policy
from console.domain.billing.reckoning import reckon
from console.domain.billing.work import Cause, Work, WorkInterval
from console.domain.hours.calendar import WorkCalendar
from console.domain.instants import seconds_between

NUDGE_S = 5 * 60
_LOOK_AHEAD_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class RunningLine:
    """ "time 1 · 42 min · neste time om 17:48 · 1 250 kr".

    `hour` is 0 and `amount` (NOK excl. VAT) nothing until work counts. `next_hour_in_s` is None
    when nothing runs, and when working on for a day would start no further hour (our own fault,
    reported in opening hours). `nudge` is true in the last five minutes before.
    """

    hour: int
    minutes_of_hour: int
    seconds_total: int
    next_hour_in_s: int | None
    amount: Decimal
    nudge: bool


def running_line(
    work: Work,
    policy: Policy,
    calendar: WorkCalendar,
    now: Instant,
    next_hour: Instant | None = None,
) -> RunningLine:
    """What `reckon` says of the work up to `now`, and when it would say an hour more.

    Intervals that end at `now` (whole seconds) are those that run. What nobody has given a verdict
    on is shown at what it costs if it is billed. `next_hour` is when that will be, where it was
    found a moment ago: it stays so while nothing but time goes on. Raises what `reckon` raises.
    """
    undecided = _as_if_billed(work)
    unreduced = replace(policy, discretionary_hours=None)
    so_far = reckon(undecided, unreduced, calendar)
    if next_hour is not None and next_hour > now:
        next_hour_in_s: int | None = round(seconds_between(now, next_hour))
    else:
        hours = so_far.hours_before_reduction
        next_hour_in_s = _next_hour_in_s(undecided, unreduced, calendar, now, hours)
    return RunningLine(
        hour=so_far.hours_before_reduction,
        minutes_of_hour=so_far.call_outs[-1].seconds_of_hour // 60 if so_far.call_outs else 0,
        seconds_total=so_far.billable_seconds,
        next_hour_in_s=next_hour_in_s,
        amount=so_far.ex_vat,
        nudge=next_hour_in_s is not None and next_hour_in_s <= NUDGE_S,
    )


def _next_hour_in_s(
    work: Work, policy: Policy, calendar: WorkCalendar, now: Instant, hours: int
) -> int | None:
    if all(interval.end != now or interval.is_locked for interval in work.intervals):
        return None  # nothing runs

    def hours_in(seconds: int) -> int:
        longer = _worked_on(work, now, seconds)
        return reckon(longer, policy, calendar).hours_before_reduction

    # More work never lowers the hours, so the first second of the next one can be searched for.
    if hours_in(_LOOK_AHEAD_S) == hours:
        return None
    return bisect_right(range(_LOOK_AHEAD_S + 1), hours, key=hours_in)


def _as_if_billed(work: Work) -> Work:
    return replace(
        work,
        cause=_decided(work.cause),
        intervals=tuple(
            replace(interval, cause=_decided(interval.cause)) if interval.cause else interval
            for interval in work.intervals
        ),
    )


def _decided(cause: Cause) -> Cause:
    return Cause.NOT_PLATFORM if cause is Cause.UNDETERMINED else cause


def _worked_on(work: Work, now: Instant, seconds: int) -> Work:
    return replace(
        work, intervals=tuple(_longer(interval, now, seconds) for interval in work.intervals)
    )


def _longer(interval: WorkInterval, now: Instant, seconds: int) -> WorkInterval:
    if interval.end != now or interval.is_locked:
        return interval
    return replace(interval, end=now.add(seconds=seconds))
