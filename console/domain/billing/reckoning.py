"""From work to money, in the order of BILLING: verdict, eligibility, call-outs, reduction, price.

Pure: it knows no now, and the same work, policy and calendar give the same øre for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from console.domain.billing.call_outs import CallOut, call_outs, is_billable, seconds_of
from console.domain.billing.open_windows import OpenWindows
from console.domain.billing.policy import Eligibility, Policy, Window
from console.domain.billing.prices import amounts
from console.domain.billing.work import BillingError, Cause, Work
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.local_time import checked
from console.domain.hours.opening_hours import HoursError
from console.domain.language import ntr


class Outcome(StrEnum):
    """billed: it costs. free: it costs nothing. held: nothing yet, and not to be exported."""

    BILLED = "billed"
    FREE = "free"
    HELD = "held"


class Why(StrEnum):
    """What the outcome rests on."""

    STARTED_HOURS = "started_hours"
    """Billed."""
    PLATFORM = "platform"
    """Free: the fault was ours."""
    REPORTED_IN_OPENING_HOURS = "reported_in_opening_hours"
    """Free: ordinary support, however long it took."""
    NO_WORK = "no_work"
    """Free: no work is logged that counts (waiting and work on our own faults do not)."""
    WORKED_IN_OPENING_HOURS = "worked_in_opening_hours"
    """Free: all work that counts lay inside opening hours."""
    WITHIN_BILLED_HOURS = "within_billed_hours"
    """Free: the hours were started, and billed, by the locked work already."""
    REDUCED = "reduced"
    """Free: reduced to nothing at discretion."""
    UNDETERMINED = "undetermined"
    """Held: nobody has said yet whose fault it was, of all of it or of one interval."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What the work comes to. Amounts are NOK with two decimals.

    With locked intervals all figures are what is billed in addition. A reckoning that is free or
    held has no call-outs unless there were seconds to count.
    """

    outcome: Outcome
    why: Why
    call_outs: tuple[CallOut, ...]
    billable_seconds: int
    hours_before_reduction: int
    started_hours: int
    rate: Decimal
    vat_rate: Decimal
    ex_vat: Decimal
    vat: Decimal
    incl_vat: Decimal


def reckon(work: Work, policy: Policy, calendar: WorkCalendar) -> Reckoning:
    """What an incident's work comes to under a policy.

    Raises BillingError: `adjustment_upwards`, `policy` (no price valid at the report), `years`
    (times the calendar does not answer for).
    """
    _check_years(work)
    windows = OpenWindows(calendar, policy)
    if settled := _settled(work, policy, windows):
        return _reckoning(settled, (), 0, policy, work)
    found = call_outs(work.intervals, policy, windows)
    before = sum(call_out.started_hours for call_out in found)
    hours = _reduced(before, policy)
    if hours == before == 0:
        return _reckoning(_why_nothing(work, found, policy, windows), found, hours, policy, work)
    why = Why.STARTED_HOURS if hours else Why.REDUCED
    return _reckoning(why, found, hours, policy, work)


def _settled(work: Work, policy: Policy, windows: OpenWindows) -> Why | None:
    """What makes the amount nothing before any work is looked at; None to go on."""
    if work.cause is Cause.PLATFORM:
        return Why.PLATFORM
    fresh = [interval.cause for interval in work.intervals if not interval.is_locked]
    if Cause.UNDETERMINED in (work.cause, *fresh):
        return Why.UNDETERMINED
    if policy.eligibility is Eligibility.AFTER_HOURS and windows.hold(work.reported_at.timestamp()):
        return Why.REPORTED_IN_OPENING_HOURS
    return None


def reduced_to(reduced: int, hours: int) -> int:
    """Hours after a reduction at discretion, which is never an increase.

    Raises BillingError `adjustment_upwards`.
    """
    if reduced > hours:
        raise BillingError(
            "adjustment_upwards",
            ntr(
                "Skjønn kan bare sette ned: arbeidet gir {count} time, ikke {reduced}. Skriv "
                "færre timer; ingenting er endret.",
                "Skjønn kan bare sette ned: arbeidet gir {count} timer, ikke {reduced}. Skriv "
                "færre timer; ingenting er endret.",
                hours,
                reduced=reduced,
            ),
        )
    return reduced


def _reduced(hours: int, policy: Policy) -> int:
    reduced = policy.discretionary_hours
    if reduced is None:
        return hours
    return reduced_to(reduced, hours)


def _why_nothing(work: Work, found: Sequence[CallOut], policy: Policy, windows: OpenWindows) -> Why:
    """Why the work that is there comes to no hour, before any reduction."""
    if not found:
        return Why.NO_WORK
    fresh = [
        seconds_of(interval)
        for interval in work.intervals
        if not interval.is_locked and is_billable(interval, policy)
    ]
    counts = fresh if policy.window is Window.WHOLE else windows.outside(fresh)
    return Why.WITHIN_BILLED_HOURS if counts else Why.WORKED_IN_OPENING_HOURS


def _reckoning(
    why: Why, found: tuple[CallOut, ...], hours: int, policy: Policy, work: Work
) -> Reckoning:
    rate = policy.rate_at(work.reported_at)
    money = amounts(hours, rate, policy.vat)
    return Reckoning(
        outcome=_OUTCOMES.get(why, Outcome.FREE),
        why=why,
        call_outs=found,
        billable_seconds=sum(call_out.seconds for call_out in found),
        hours_before_reduction=sum(call_out.started_hours for call_out in found),
        started_hours=hours,
        rate=rate,
        vat_rate=policy.vat,
        ex_vat=money.ex_vat,
        vat=money.vat,
        incl_vat=money.incl_vat,
    )


_OUTCOMES = {Why.STARTED_HOURS: Outcome.BILLED, Why.UNDETERMINED: Outcome.HELD}


def _check_years(work: Work) -> None:
    times = [work.reported_at]
    for interval in work.intervals:
        times += [interval.start, interval.end]
    try:
        for at in (min(times), max(times)):
            checked(at)
    except HoursError as outside:
        raise BillingError("years", str(outside)) from outside
