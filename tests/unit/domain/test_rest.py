"""Eleven hours of rest after work at night, and what begins too early for it."""

from __future__ import annotations

from test_roster import ANNA, BERIT, turns
from whenever import Date, Instant, Time

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import at_wall
from console.domain.hours.opening_hours import OpeningHours
from console.domain.oncall.rest import RestHint, rest_after
from console.domain.oncall.roster import Roster, Shift
from console.domain.oncall.work_log import Span

CALENDAR = WorkCalendar(OpeningHours())
TUESDAY, SATURDAY = Date(2026, 11, 24), Date(2026, 11, 28)


def _night(day: Date, hour: int, minute: int = 0) -> Span:
    """Half an hour of work until a wall time."""
    end = at_wall(day, Time(hour, minute))
    return Span(end.subtract(minutes=30), end)


def _shifts_of_anna(start: Instant) -> list[Shift]:
    shifts = Roster((turns(BERIT, ANNA),)).shifts(start, start.add(hours=24 * 20))
    return [shift for shift in shifts if shift.duty.person == ANNA]


def test_whoever_did_not_work_needs_no_hint() -> None:
    assert rest_after((), CALENDAR) is None


def test_after_work_until_twenty_to_three_the_day_begins_at_twenty_to_two() -> None:
    work = (_night(TUESDAY, 2, 40), _night(TUESDAY, 1))
    hint = rest_after(work, CALENDAR)
    assert hint == RestHint(at_wall(TUESDAY, Time(13, 40)), at_wall(TUESDAY, Time(8)))
    assert hint is not None
    assert hint.is_broken


def test_work_in_the_evening_leaves_enough_rest_until_nine_but_not_later() -> None:
    monday = TUESDAY.subtract(days=1)
    enough = rest_after((_night(monday, 21),), CALENDAR)
    assert enough == RestHint(at_wall(TUESDAY, Time(8)))
    assert not enough.is_broken
    too_late = rest_after((_night(monday, 21, 1),), CALENDAR)
    assert too_late == RestHint(at_wall(TUESDAY, Time(8, 1)), at_wall(TUESDAY, Time(8)))


def test_nobody_is_at_work_on_a_saturday() -> None:
    assert rest_after((_night(SATURDAY, 4),), CALENDAR) == RestHint(at_wall(SATURDAY, Time(15)))


def test_rest_is_real_time_on_the_night_when_the_clock_is_put_back() -> None:
    evening = Date(2026, 10, 24)
    hint = rest_after((_night(evening, 23),), CALENDAR)
    assert hint == RestHint(at_wall(Date(2026, 10, 25), Time(9)))


def test_a_shift_that_begins_before_one_has_rested_is_named() -> None:
    hand_over = Date(2026, 11, 30)
    work = _night(hand_over, 5)
    hint = rest_after((work,), CALENDAR, _shifts_of_anna(work.start))
    assert hint == RestHint(
        at_wall(hand_over, Time(16)),
        at_wall(hand_over, Time(8)),
        at_wall(hand_over, Time(15, 30)),
    )


def test_a_shift_that_runs_already_is_rest() -> None:
    work = _night(Date(2026, 12, 5), 4)
    hint = rest_after((work,), CALENDAR, _shifts_of_anna(work.start))
    assert hint == RestHint(at_wall(Date(2026, 12, 5), Time(15)))
