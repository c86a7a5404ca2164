"""The time a person types is read as Oslo's, or refused with what to type instead."""

from __future__ import annotations

import pytest
from whenever import Instant

from console.domain.hours.local_time import parse_time, parse_time_today
from console.domain.hours.opening_hours import HoursError


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-23T10:42",
        "2026-11-23 10:42",
        " 2026-11-23T10:42:00 ",
        "2026-11-23T10:42+01:00",
        "2026-11-23T09:42Z",
        "2026-11-23T09:42:00.000Z",
        "2026-11-23T04:42-05:00",
        "2026-11-23 10:42+01",
    ],
)
def test_a_date_with_a_time_is_oslos_unless_an_offset_says_otherwise(typed: str) -> None:
    assert parse_time(typed) == Instant.from_utc(2026, 11, 23, 9, 42)


def test_summer_time_is_two_hours_ahead() -> None:
    assert parse_time("2026-06-16T09:00") == Instant.from_utc(2026, 6, 16, 7)


@pytest.mark.parametrize("year_day", ["2026-10-25", "2027-10-31"])
def test_a_time_that_exists_twice_is_refused_with_both_to_choose_from(year_day: str) -> None:
    with pytest.raises(HoursError) as refused:
        parse_time(f"{year_day}T02:30")
    first, second = f"{year_day}T02:30:00+02:00", f"{year_day}T02:30:00+01:00"
    assert f"Skriv {first} eller {second}" in str(refused.value)
    assert (parse_time(second) - parse_time(first)).total("hours") == 1


@pytest.mark.parametrize("time", ["02:00", "02:30", "02:59:59"])
def test_a_time_that_does_not_exist_is_refused_with_the_nearest_that_does(time: str) -> None:
    with pytest.raises(HoursError) as refused:
        parse_time(f"2026-03-29T{time}")
    assert "2026-03-29T03:00:00+02:00" in str(refused.value)
    assert parse_time("2026-03-29T03:00:00+02:00") == Instant.from_utc(2026, 3, 29, 1)


@pytest.mark.parametrize("typed", ["2026-03-29T01:59:59", "2026-03-29T03:00", "2026-10-25T03:00"])
def test_the_hours_around_a_clock_change_are_taken(typed: str) -> None:
    assert parse_time(typed).to_tz("Europe/Oslo").to_plain().format_iso().startswith(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "nå",
        "2026-11-23",
        "10:42",
        "23.11.2026 10:42",
        "2026-11-23T",
        "2026-11-23T24:00",
        "2026-02-29T10:00",
        "2026-11-23T10:42+99:00",
        "2026-11-23T10:42 Oslo",
        "20261123T1042",
        "0000-11-23T10:42",
        "9999-12-31T23:59-10:00",
        "2026-11-23T10:42\x00",
        "x" * 100_000,
    ],
)
def test_anything_else_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(HoursError, match=r"Skriv for eksempel 2026-11-23T10:42\.") as refused:
        parse_time(typed)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize("typed", ["1969-12-31T10:00", "2200-01-02T10:00", "9999-12-31T23:59"])
def test_years_beyond_the_known_holidays_are_refused(typed: str) -> None:
    with pytest.raises(HoursError, match="Skriv et annet år"):
        parse_time(typed)


def test_a_field_takes_a_time_of_day_as_todays() -> None:
    late_evening_in_utc = Instant.from_utc(2026, 11, 22, 23, 30)
    assert parse_time_today("10:42", late_evening_in_utc) == Instant.from_utc(2026, 11, 23, 9, 42)
    assert parse_time_today(" 9:05", late_evening_in_utc) == Instant.from_utc(2026, 11, 23, 8, 5)


def test_a_field_takes_a_whole_date_and_time_too() -> None:
    now = Instant.from_utc(2026, 11, 23, 9)
    assert parse_time_today("2026-11-24T12:00", now) == Instant.from_utc(2026, 11, 24, 11)


@pytest.mark.parametrize(("typed", "told"), [("25:00", "klokkeslett"), ("i morgen", "dato")])
def test_a_field_refuses_what_it_cannot_read(typed: str, told: str) -> None:
    with pytest.raises(HoursError, match=told):
        parse_time_today(typed, Instant.from_utc(2026, 11, 23, 9))


def test_a_field_refuses_a_time_that_exists_twice_tonight() -> None:
    with pytest.raises(HoursError, match="finnes to ganger"):
        parse_time_today("02:30", Instant.from_utc(2026, 10, 25, 6))
