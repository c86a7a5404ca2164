"""Working time beyond the worked tables: the anchor, the borders, what is refused."""

from __future__ import annotations

import pytest
from whenever import Date, Instant, Time

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import HoursError, Interval, OpeningHours, ShortDay
from console.domain.hours.working_time import WorkingTime

WORKING = WorkingTime(WorkCalendar(OpeningHours()))
MONDAY_NINE = Instant.from_utc(2026, 11, 23, 8)


def test_elapsed_counts_from_new_year_2020_in_oslo() -> None:
    assert WORKING.elapsed(Instant.from_utc(2019, 12, 31, 23)) == 0
    assert WORKING.elapsed(Instant.from_utc(2020, 1, 2, 15)) == 8 * 3600
    assert WORKING.elapsed(Instant.from_utc(2019, 12, 31, 14)) == -3600


def test_the_order_in_which_years_are_asked_for_changes_nothing() -> None:
    late, early = Instant.from_utc(2031, 5, 5, 9), Instant.from_utc(2012, 5, 4, 9)
    late_first, early_first = (WorkingTime(WorkCalendar(OpeningHours())) for _ in range(2))
    told_late_first = {at: late_first.elapsed(at) for at in (late, early)}
    told_early_first = {at: early_first.elapsed(at) for at in (early, late)}
    assert told_late_first == told_early_first


def test_fractions_of_a_second_count() -> None:
    assert WORKING.between(MONDAY_NINE, MONDAY_NINE.add(milliseconds=250)) == 0.25
    assert WORKING.due(MONDAY_NINE, 0.25) == MONDAY_NINE.add(milliseconds=250)


def test_what_is_used_up_as_the_year_ends_is_due_in_the_old_year() -> None:
    end_of_work = Instant.from_utc(2026, 12, 31, 15)
    assert WORKING.due(end_of_work.subtract(hours=1), 3600) == end_of_work


def test_a_short_day_is_a_whole_day_of_work() -> None:
    day = Date(2026, 11, 23)
    short = WorkingTime(WorkCalendar(OpeningHours(short_days=(ShortDay(day, Time(11)),))))
    assert short.due(MONDAY_NINE, 7 * 3600) == Instant.from_utc(2026, 11, 23, 15)


def test_the_working_hours_are_a_setting() -> None:
    longer = WorkingTime(WorkCalendar(OpeningHours(working=Interval(Time(7), Time(17)))))
    assert longer.due(MONDAY_NINE, 8 * 3600) == Instant.from_utc(2026, 11, 23, 16)


@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf")])
def test_a_target_that_is_no_length_of_time_is_refused(seconds: float) -> None:
    with pytest.raises(HoursError, match="Sett 0 eller mer"):
        WORKING.due(MONDAY_NINE, seconds)


def test_a_target_beyond_the_known_years_is_refused() -> None:
    near_the_end = Instant.from_utc(2199, 12, 20)
    with pytest.raises(HoursError, match="Sett en kortere frist"):
        WORKING.due(near_the_end, 1e9)
    with pytest.raises(HoursError, match="1970 til 2199"):
        WORKING.elapsed(Instant.from_utc(2300, 1, 1))
