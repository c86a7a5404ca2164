"""Amounts, dates, durations and sizes as they are written at the desk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whenever import Date, Instant

from console.domain import wording

TODAY = Date(2026, 11, 23)
NOW = Instant.from_utc(2026, 11, 23, 9, 42)


@pytest.mark.parametrize(
    ("ore", "text"),
    [
        (125000, "1 250,00 kr"),
        (0, "0,00 kr"),
        (5, "0,05 kr"),
        (-31250, "−312,50 kr"),
        (123456789012, "1 234 567 890,12 kr"),
    ],
)
def test_an_amount_is_kroner_and_ore_that_never_break_over_a_line(ore: int, text: str) -> None:
    assert wording.kroner(ore) == text.replace(" ", "\N{NO-BREAK SPACE}")


def test_the_heading_of_a_day() -> None:
    assert wording.day_label(TODAY, TODAY) == "i dag, man. 23. nov."
    assert wording.day_label(Date(2026, 11, 20), TODAY) == "fre. 20. nov."
    assert wording.day_label(Date(2027, 5, 17), TODAY) == "man. 17. mai 2027"


def test_a_promise_names_its_day() -> None:
    assert wording.moment_label(Instant.from_utc(2026, 11, 23, 11), NOW) == "i dag 12:00"
    assert wording.moment_label(Instant.from_utc(2026, 11, 24, 11), NOW) == "tir. 24. nov. 12:00"


def test_below_a_clock_a_moment_ahead_is_short() -> None:
    def short(*when: int) -> str:
        return wording.moment_short(Instant.from_utc(*when), NOW)

    assert short(2026, 11, 23, 11) == "i dag 12:00"
    assert short(2026, 11, 29, 7) == "søn. 08:00"
    assert short(2026, 11, 30, 7) == "30. nov."
    assert short(2026, 11, 20, 7) == "20. nov."


def test_what_began_today_is_told_by_its_time_alone() -> None:
    assert wording.since_label(Instant.from_utc(2026, 11, 23, 8, 41), NOW) == "09:41"
    assert wording.since_label(Instant.from_utc(2026, 11, 20, 12), NOW) == "fre. 20. nov. 13:00"


def test_the_clock_is_oslos() -> None:
    assert wording.clock_time(Instant.from_utc(2026, 11, 23, 8, 41, 59)) == "09:41"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-3, "0 s"),
        (12.9, "12 s"),
        (59.999, "59 s"),
        (60, "1:00"),
        (128, "2:08"),
        (599, "9:59"),
        (600, "10 m"),
        (90 * 60, "90 m"),
        (100 * 60, "1 t"),
        (6 * 3600, "6 t"),
        (100 * 3600, "4 d"),
    ],
)
def test_a_real_wait_is_short(seconds: float, text: str) -> None:
    assert wording.duration_short(seconds) == text


def test_a_wait_with_a_target_in_minutes_is_told_in_minutes() -> None:
    assert [wording.minutes_short(seconds) for seconds in (12, 48, 96)] == ["0:12", "0:48", "1:36"]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 m"),
        (58 * 60 + 59, "58 m"),
        (3660, "1:01"),
        (4 * 3600 + 40 * 60, "4:40"),
        (7 * 3600 + 12 * 60, "7:12"),
        (8 * 3600, "1 d"),
        (17 * 3600, "2 d"),
    ],
)
def test_working_time_is_told_in_hours_and_working_days(seconds: float, text: str) -> None:
    assert wording.working_short(seconds) == text


@given(st.floats(min_value=-1e6, max_value=1e12))
def test_no_duration_outgrows_the_clock_ring(seconds: float) -> None:
    for told in (wording.duration_short, wording.minutes_short, wording.working_short):
        assert len(told(seconds)) <= 5


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.2, "nå"),
        (40, "for 40 s siden"),
        (60, "for 1 min siden"),
        (7200, "for 2 t siden"),
        (5 * 86400, "for 5 d siden"),
    ],
)
def test_how_long_ago(seconds: float, text: str) -> None:
    assert wording.ago(seconds) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (412_300, "412 kB"),
        (999_499, "999 kB"),
        (999_500, "1,0 MB"),
        (1_440_000, "1,4 MB"),
        (25_000_000, "25,0 MB"),
        (999_949_999, "999,9 MB"),
        (999_950_000, "1,0 GB"),
    ],
)
def test_a_size_is_told_in_thousands(size: int, text: str) -> None:
    assert wording.file_size(size) == text
