"""Until when a case is put away: never into a day off, never twice the same, never the past."""

from __future__ import annotations

import pytest
from whenever import Instant

from console.desk.snooze_times import NoSuchTime, snooze_times, typed_time
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.instants import wall

CALENDAR = WorkCalendar(OpeningHours())
MONDAY = Instant.parse_iso("2026-11-23T09:41:00+01:00")


def words(at: str) -> list[str]:
    return [time.words for time in snooze_times(CALENDAR, Instant.parse_iso(at))]


def test_on_a_monday_it_is_two_hours_tomorrow_or_next_monday() -> None:
    assert words("2026-11-23T09:41:00+01:00") == [
        "Om 2 timer · 11:41",
        "I morgen 08:00",
        "Mandag 08:00",
    ]


def test_on_a_friday_tomorrow_is_monday_and_offered_once() -> None:
    assert words("2026-11-27T10:00:00+01:00") == ["Om 2 timer · 12:00", "Mandag 08:00"]


def test_a_holiday_is_passed_over() -> None:
    # 25 December 2026 is a Friday.
    assert words("2026-12-24T10:00:00+01:00") == ["Om 2 timer · 12:00", "Mandag 08:00"]


def test_a_holiday_on_monday_is_told_with_its_date() -> None:
    # Whit Monday 2026 is 25 May.
    assert words("2026-05-22T10:00:00+02:00")[1] == "Tir. 26. mai 08:00"


def test_work_begins_at_eight_also_when_the_clocks_change() -> None:
    friday = Instant.parse_iso("2026-03-27T10:00:00+01:00")
    monday = snooze_times(CALENDAR, friday)[-1].until
    assert wall(monday).time().hour == 8
    assert monday == Instant.parse_iso("2026-03-30T08:00:00+02:00")


@pytest.mark.parametrize(
    ("date", "time", "until"),
    [
        ("", "12", "2026-11-23T12:00:00+01:00"),
        ("24.11.", "12:30", "2026-11-24T12:30:00+01:00"),
        ("1/1", "8.00", "2027-01-01T08:00:00+01:00"),
        ("2026-12-01", "0930", "2026-12-01T09:30:00+01:00"),
        ("3.2.2027", "16:00", "2027-02-03T16:00:00+01:00"),
    ],
)
def test_a_day_and_a_time_are_read_as_people_write_them(date: str, time: str, until: str) -> None:
    assert typed_time(date, time, MONDAY) == Instant.parse_iso(until)


@pytest.mark.parametrize(
    ("date", "time", "reason"),
    [
        ("", "08:00", "passert"),
        ("31.2.", "12", "Skriv dagen"),
        ("i overmorgen", "12", "Skriv dagen"),
        ("", "25:00", "Skriv klokkeslettet"),
        ("", "", "Skriv klokkeslettet"),
        ("", "tolv", "Skriv klokkeslettet"),
    ],
)
def test_what_cannot_be_read_or_is_over_is_told(date: str, time: str, reason: str) -> None:
    with pytest.raises(NoSuchTime, match=reason):
        typed_time(date, time, MONDAY)
