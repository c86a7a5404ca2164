"""The line while work runs agrees with the bill at every second."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from billing_chance import chances
from billing_values import as_calendar, as_work
from hypothesis import given
from hypothesis import strategies as st
from whenever import Instant

from console.domain.billing.policy import Policy
from console.domain.billing.reckoning import reckon
from console.domain.billing.running import RunningLine, running_line
from console.domain.billing.stored_policy import policy_from_json
from console.domain.billing.work import Cause, Work, WorkInterval, WorkKind
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours

CALENDAR = WorkCalendar(OpeningHours())
BEGUN = Instant.parse_iso("2026-11-24T20:00:00+01:00")


def after(seconds: int, policy: Policy = Policy(), **fields: object) -> RunningLine:  # noqa: B008
    """Nobody has given a verdict yet, and work has run for so long."""
    now = BEGUN.add(seconds=seconds)
    work = Work(Cause.UNDETERMINED, BEGUN, (WorkInterval("ada", BEGUN, now),))
    return running_line(replace(work, **fields), policy, CALENDAR, now)


def test_the_line_of_the_cockpit() -> None:
    line = after(42 * 60 + 12)
    assert line == RunningLine(
        hour=1,
        minutes_of_hour=42,
        seconds_total=2532,
        next_hour_in_s=17 * 60 + 49,
        amount=Decimal("1250.00"),
        nudge=False,
    )


@pytest.mark.parametrize(
    ("seconds", "hour", "minutes", "next_s", "nudge"),
    [
        (1, 1, 0, 3600, False),
        (3300, 1, 55, 301, False),
        (3301, 1, 55, 300, True),
        (3600, 1, 60, 1, True),
        (3601, 2, 0, 3600, False),
        (7201, 3, 0, 3600, False),
    ],
)
def test_an_hour_begins_with_its_first_second_and_is_announced_five_minutes_before(
    seconds: int, hour: int, minutes: int, next_s: int, nudge: bool
) -> None:
    line = after(seconds)
    assert (line.hour, line.minutes_of_hour, line.next_hour_in_s, line.nudge) == (
        hour,
        minutes,
        next_s,
        nudge,
    )
    assert line.amount == hour * Decimal("1250.00")


def test_what_costs_nothing_has_no_next_hour() -> None:
    in_opening_hours = Instant.parse_iso("2026-11-24T15:10:00+01:00")
    for line in (after(600, cause=Cause.PLATFORM), after(600, reported_at=in_opening_hours)):
        assert (line.hour, line.next_hour_in_s, line.amount, line.nudge) == (0, None, 0, False)


def test_work_that_has_ended_has_no_next_hour() -> None:
    done = WorkInterval("ada", BEGUN, BEGUN.add(seconds=600))
    line = running_line(
        Work(Cause.NOT_PLATFORM, BEGUN, (done,)), Policy(), CALENDAR, BEGUN.add(seconds=601)
    )
    assert (line.hour, line.minutes_of_hour, line.next_hour_in_s) == (1, 10, None)


def test_through_the_opening_hours_the_next_hour_waits_for_the_closing_bell() -> None:
    """From 08:30; half an hour counts, and the rest of the hour comes after 15:30."""
    begun = Instant.parse_iso("2026-11-25T08:30:00+01:00")
    now = begun.add(hours=1)
    work = Work(Cause.NOT_PLATFORM, begun, (WorkInterval("ada", begun, now),))
    line = running_line(work, Policy(), CALENDAR, now)
    assert (line.hour, line.minutes_of_hour) == (1, 30)
    assert line.next_hour_in_s == 6 * 3600 + 30 * 60 + 1


def test_a_reduction_is_no_part_of_the_line() -> None:
    assert after(4000, Policy(discretionary_hours=0)) == after(4000)


def test_waiting_that_runs_starts_no_hour() -> None:
    now = BEGUN.add(seconds=1200)
    paused = BEGUN.add(seconds=600)
    log = (
        WorkInterval("ada", BEGUN, paused),
        WorkInterval("ada", paused, now, WorkKind.WAITING),
    )
    line = running_line(Work(Cause.NOT_PLATFORM, BEGUN, log), Policy(), CALENDAR, now)
    assert (line.minutes_of_hour, line.next_hour_in_s) == (10, None)


@given(st.integers(1, 4 * 3600))
def test_second_by_second_the_hours_are_those_of_the_bill(seconds: int) -> None:
    line = after(seconds)
    ahead = line.next_hour_in_s
    assert ahead is not None
    assert after(seconds + ahead - 1).hour == line.hour
    assert after(seconds + ahead).hour == line.hour + 1


def test_under_any_policy_the_next_hour_is_where_the_bill_has_one_more() -> None:
    for chance in chances(seed=4, count=150):
        work, policy = as_work(chance.report), policy_from_json(chance.policy)
        if not work.intervals or Cause.UNDETERMINED in _causes(work):
            continue
        calendar = as_calendar(chance.extras)
        unreduced = replace(policy, discretionary_hours=None)
        now = max(one.end for one in work.intervals)
        line = running_line(work, policy, calendar, now)
        found = reckon(work, unreduced, calendar)
        assert (line.hour, line.seconds_total) == (found.started_hours, found.billable_seconds)
        assert line.amount == found.ex_vat
        assert 0 <= line.minutes_of_hour <= 60 + policy.tolerance_s // 60
        for ahead, further in _around(line.next_hour_in_s):
            longer = reckon(_worked_on(work, now, ahead), unreduced, calendar)
            assert longer.started_hours - found.started_hours >= further
            assert bool(longer.started_hours - found.started_hours) is bool(further)


def test_under_any_policy_the_next_hour_stays_where_it_was_found_while_only_time_goes_on() -> None:
    compared = 0
    for chance in chances(seed=5, count=60):
        work, policy = as_work(chance.report), policy_from_json(chance.policy)
        if not work.intervals or Cause.UNDETERMINED in _causes(work):
            continue
        calendar, now = as_calendar(chance.extras), max(one.end for one in work.intervals)
        left = running_line(work, policy, calendar, now).next_hour_in_s
        if left is None:
            continue
        found = now.add(seconds=left)
        for later in (1, left // 2, left - 1, left, left + 1):
            then, longer = now.add(seconds=later), _worked_on(work, now, later)
            anew = running_line(longer, policy, calendar, then)
            assert running_line(longer, policy, calendar, then, found) == anew
            compared += 1
    assert compared


def _causes(work: Work) -> set[Cause | None]:
    return {work.cause, *(one.cause for one in work.intervals)}


def _around(next_hour_in_s: int | None) -> list[tuple[int, int]]:
    """Seconds from now, and whether a further hour has begun by then."""
    if next_hour_in_s is None:
        return [(24 * 3600, 0)]
    return [(next_hour_in_s - 1, 0), (next_hour_in_s, 1)]


def _worked_on(work: Work, now: Instant, seconds: int) -> Work:
    longer = (
        replace(one, end=now.add(seconds=seconds)) if one.end == now and not one.is_locked else one
        for one in work.intervals
    )
    return replace(work, intervals=tuple(longer))
