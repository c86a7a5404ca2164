"""The product's values from the plain ones of the random cases, and its answer as a plain bill."""

from __future__ import annotations

from decimal import Decimal

from billing_chance import Chance
from minute_walk import Extras
from second_count import Bill, Reported
from whenever import Date, Instant, Time

from console.domain.billing.reckoning import reckon
from console.domain.billing.stored_policy import policy_from_json
from console.domain.billing.work import BillingError, Cause, Work, WorkInterval, WorkKind
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import Closure, OpeningHours, ShortDay


def as_work(report: Reported) -> Work:
    return Work(
        Cause(report.cause),
        Instant.from_timestamp(report.at),
        tuple(
            WorkInterval(
                one.tech,
                Instant.from_timestamp(one.start),
                Instant.from_timestamp(one.end),
                WorkKind(one.kind),
                Cause(one.cause) if one.cause else None,
                is_locked=one.locked,
            )
            for one in report.work
        ),
    )


def as_calendar(extras: Extras) -> WorkCalendar:
    return WorkCalendar(
        OpeningHours(
            closed_days=frozenset(Date(day) for day in extras.closed),
            short_days=tuple(ShortDay(Date(day), _time(at)) for day, at in extras.short.items()),
            closures=tuple(
                Closure(_instant(Date(day), start), _instant(Date(day), end))
                for day, meetings in extras.meetings.items()
                for start, end in meetings
            ),
        )
    )


def reckoned(chance: Chance, calendar: WorkCalendar) -> Bill:
    """The product's answer in the words of the slow one."""
    try:
        found = reckon(as_work(chance.report), policy_from_json(chance.policy), calendar)
    except BillingError as refused:
        return Bill(refused.code)
    assert found.incl_vat == found.ex_vat + found.vat
    return Bill(
        found.outcome.value,
        found.billable_seconds,
        found.started_hours,
        _ore(found.ex_vat),
        _ore(found.vat),
    )


def _ore(amount: Decimal) -> int:
    ore = amount * 100
    assert ore == int(ore)
    return int(ore)


def _time(minute: int) -> Time:
    return Time(minute // 60, minute % 60)


def _instant(day: Date, minute: int) -> Instant:
    return day.at(_time(minute)).assume_tz("Europe/Oslo").to_instant()
