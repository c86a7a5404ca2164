"""What a bill says of itself: the outcome and why, its call-outs, and odd days of the house."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from whenever import Date, Instant, Time

from console.domain.billing.policy import AfterLock, Aggregation, Overlap, Policy, Window
from console.domain.billing.prices import PriceRow
from console.domain.billing.reckoning import Outcome, Reckoning, Why, reckon
from console.domain.billing.stretches import Stretch
from console.domain.billing.work import BillingError, Cause, Work, WorkInterval, WorkKind
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import Closure, OpeningHours, ShortDay

ORDINARY = WorkCalendar(OpeningHours())


def at(time: str, day: int = 24) -> Instant:
    """A time of a day in November 2026; the 24th is a Tuesday."""
    return Instant.parse_iso(f"2026-11-{day:02}T{time}+01:00")


def worked(start: str, end: str, technician: str = "ada", **fields: object) -> WorkInterval:
    return replace(WorkInterval(technician, at(start), at(end)), **fields)


def bill(
    *intervals: WorkInterval,
    cause: Cause = Cause.NOT_PLATFORM,
    reported: str = "20:00:00",
    policy: Policy = Policy(),  # noqa: B008 - a frozen value
    calendar: WorkCalendar = ORDINARY,
) -> Reckoning:
    return reckon(Work(cause, at(reported), intervals), policy, calendar)


NIGHT = worked("20:05:00", "21:05:01")


def test_sixty_minutes_and_a_second_are_two_hours() -> None:
    found = bill(NIGHT)
    assert (found.outcome, found.why) == (Outcome.BILLED, Why.STARTED_HOURS)
    assert (found.billable_seconds, found.started_hours) == (3601, 2)
    assert (found.rate, found.vat_rate) == (Decimal("1250.00"), Decimal("0.25"))
    assert [str(sum_) for sum_ in (found.ex_vat, found.vat, found.incl_vat)] == [
        "2500.00",
        "625.00",
        "3125.00",
    ]


LUNCH = worked("11:40:00", "11:50:00")


@pytest.mark.parametrize(
    ("found", "outcome", "why"),
    [
        (bill(NIGHT, cause=Cause.PLATFORM), Outcome.FREE, Why.PLATFORM),
        (bill(NIGHT, cause=Cause.UNDETERMINED), Outcome.HELD, Why.UNDETERMINED),
        (
            bill(NIGHT, replace(NIGHT, cause=Cause.UNDETERMINED)),
            Outcome.HELD,
            Why.UNDETERMINED,
        ),
        (bill(NIGHT, reported="15:10:00"), Outcome.FREE, Why.REPORTED_IN_OPENING_HOURS),
        (bill(), Outcome.FREE, Why.NO_WORK),
        (bill(replace(NIGHT, kind=WorkKind.WAITING)), Outcome.FREE, Why.NO_WORK),
        (bill(replace(NIGHT, is_locked=True)), Outcome.FREE, Why.NO_WORK),
        (bill(LUNCH, reported="08:00:00"), Outcome.FREE, Why.WORKED_IN_OPENING_HOURS),
        (
            bill(LUNCH, replace(NIGHT, is_locked=True), reported="08:00:00"),
            Outcome.FREE,
            Why.WORKED_IN_OPENING_HOURS,
        ),
        (
            bill(
                LUNCH,
                replace(NIGHT, kind=WorkKind.WAITING),
                worked("22:00:00", "22:10:00", is_locked=True),
                reported="08:00:00",
            ),
            Outcome.FREE,
            Why.WORKED_IN_OPENING_HOURS,
        ),
        (
            bill(NIGHT, replace(NIGHT, is_locked=True)),
            Outcome.FREE,
            Why.WITHIN_BILLED_HOURS,
        ),
        (
            bill(
                LUNCH,
                replace(LUNCH, is_locked=True),
                reported="08:00:00",
                policy=Policy(window=Window.WHOLE),
            ),
            Outcome.FREE,
            Why.WITHIN_BILLED_HOURS,
        ),
        (
            bill(
                worked("20:00:00", "20:10:00", is_locked=True),
                worked("20:20:00", "20:30:00"),
                policy=Policy(after_lock=AfterLock.MARGINAL),
            ),
            Outcome.FREE,
            Why.WITHIN_BILLED_HOURS,
        ),
        (bill(NIGHT, policy=Policy(discretionary_hours=0)), Outcome.FREE, Why.REDUCED),
    ],
)
def test_a_bill_over_nothing_says_why(found: Reckoning, outcome: Outcome, why: Why) -> None:
    assert (found.outcome, found.why) == (outcome, why)
    assert (found.started_hours, found.incl_vat) == (0, 0)


def test_a_call_out_shows_what_was_logged_and_what_counts() -> None:
    found = bill(
        worked("08:30:00", "09:40:00"),
        worked("08:10:00", "08:45:00", "bo"),
        worked("15:20:00", "15:40:00"),
        reported="07:00:00",
    )
    (call_out,) = found.call_outs
    assert (call_out.start, call_out.end) == (at("08:10:00"), at("15:40:00"))
    assert call_out.counted == (
        Stretch(at("08:10:00"), at("09:00:00")),
        Stretch(at("15:30:00"), at("15:40:00")),
    )
    assert (call_out.seconds, call_out.started_hours) == (3600, 1)


def test_a_reduction_leaves_what_the_work_came_to() -> None:
    found = bill(NIGHT, policy=Policy(discretionary_hours=1))
    assert (found.hours_before_reduction, found.started_hours) == (2, 1)
    assert found.call_outs == bill(NIGHT).call_outs
    with pytest.raises(BillingError, match="arbeidet gir 2 timer, ikke 3") as refused:
        bill(NIGHT, policy=Policy(discretionary_hours=3))
    assert refused.value.code == "adjustment_upwards"


@pytest.mark.parametrize(
    ("policy", "of_hour_s"),
    [
        (Policy(), 5400 - 3600),
        (Policy(overlap=Overlap.SUM), 6600 - 3600),
        (Policy(overlap=Overlap.ROUND_EACH), 3600),
        (Policy(aggregation=Aggregation.INTERVAL), 600),
        (Policy(aggregation=Aggregation.SPAN), 5400 - 3600),
    ],
)
def test_a_call_out_says_how_far_its_last_hour_has_come(policy: Policy, of_hour_s: int) -> None:
    found = bill(
        worked("20:00:00", "20:50:00"),
        worked("20:30:00", "21:20:00", "bo"),
        worked("21:20:00", "21:30:00"),
        policy=policy,
    )
    assert found.call_outs[-1].seconds_of_hour == of_hour_s


SHORT = WorkCalendar(OpeningHours(short_days=(ShortDay(Date(2026, 11, 24), Time(12, 30)),)))
MEETING = WorkCalendar(OpeningHours(closures=(Closure(at("13:00:00"), at("14:00:00")),)))


def test_a_short_day_moves_the_boundary() -> None:
    work = worked("12:00:00", "13:00:00")
    assert bill(work, reported="12:30:00", calendar=SHORT).billable_seconds == 1800
    found = bill(work, reported="12:29:59", calendar=SHORT)
    assert found.why is Why.REPORTED_IN_OPENING_HOURS


def test_a_closure_for_a_meeting_is_like_lunch() -> None:
    work = worked("12:50:00", "13:20:00")
    found = bill(work, reported="13:10:00", calendar=MEETING)
    assert found.why is Why.REPORTED_IN_OPENING_HOURS
    after_hours = Policy(lunch_is_after_hours=True)
    found = bill(work, reported="13:10:00", policy=after_hours, calendar=MEETING)
    assert found.billable_seconds == 20 * 60


def test_the_firms_closed_days_and_the_policys_both_hold() -> None:
    closed = WorkCalendar(OpeningHours(closed_days=frozenset({Date(2026, 11, 24)})))
    by_policy = Policy(extra_closed_days=frozenset({Date(2026, 11, 24)}))
    other_day = Policy(extra_closed_days=frozenset({Date(2026, 11, 25)}))
    assert bill(LUNCH, reported="11:00:00", calendar=closed).started_hours == 1
    assert bill(LUNCH, reported="11:00:00", policy=by_policy).started_hours == 1
    assert bill(LUNCH, reported="11:00:00", policy=other_day, calendar=closed).started_hours == 1
    assert bill(LUNCH, reported="11:00:00", policy=other_day).started_hours == 0


def test_times_the_calendar_does_not_answer_for_are_refused() -> None:
    work = Work(Cause.NOT_PLATFORM, Instant.from_utc(2200, 5, 1), ())
    with pytest.raises(BillingError, match="1970 til 2199") as refused:
        reckon(work, Policy(window=Window.WHOLE), ORDINARY)
    assert refused.value.code == "years"


def test_an_end_in_a_wrong_year_is_reckoned_as_well() -> None:
    century = WorkInterval("ada", at("20:00:00"), at("20:00:00").add(hours=100 * 365 * 24))
    found = bill(century)
    assert 600_000 < found.started_hours < 100 * 365 * 24
    assert len(found.call_outs[0].counted) > 20_000


def test_a_report_older_than_the_price_list_is_told_with_its_day() -> None:
    policy = Policy(price_table=(PriceRow(at("20:00:01"), Decimal("1300.00")),))
    with pytest.raises(BillingError, match="ingen pris som gjaldt 2026-11-24"):
        bill(NIGHT, policy=policy)
