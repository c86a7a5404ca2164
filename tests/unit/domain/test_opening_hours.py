"""The hours the lead sets: what they are by default, what is refused, how they are stored."""

from __future__ import annotations

import json

import pytest
from whenever import Date, Instant, Time, Weekday

from console.domain.hours.opening_hours import (
    Closure,
    HoursError,
    Interval,
    LiveChannel,
    OpeningHours,
    ShortDay,
    parse_time_of_day,
)
from console.domain.hours.stored_hours import hours_from_json, hours_to_json

CHRISTMAS_EVE = Date(2026, 12, 24)
NINE = Instant.from_utc(2026, 11, 23, 8)
TEN = Instant.from_utc(2026, 11, 23, 9)

ALL_SET = OpeningHours(
    working=Interval(Time(7, 30), Time(17)),
    working_weekdays=frozenset({Weekday.MONDAY, Weekday.SATURDAY}),
    chat=(Interval(Time(8), Time(12)), Interval(Time(12, 30), Time(16, 45))),
    telephone=(Interval(Time(9), Time(15)),),
    closed_days=frozenset({Date(2026, 12, 31), CHRISTMAS_EVE}),
    short_days=(ShortDay(Date(2026, 12, 23), Time(12)),),
    closures=(Closure(NINE, TEN, "brannøvelse"), Closure(TEN, TEN.add(seconds=90))),
)


def test_the_default_hours_are_those_of_the_documents() -> None:
    hours = OpeningHours()
    assert str(hours.working) == "08:00-16:00"
    for channel in LiveChannel:
        assert [str(each) for each in hours.intervals(channel)] == ["09:00-11:30", "12:00-15:30"]


def test_stored_hours_are_read_back_unchanged() -> None:
    for hours in (OpeningHours(), ALL_SET):
        assert hours_from_json(json.loads(json.dumps(hours_to_json(hours)))) == hours


def test_a_setting_that_is_not_stored_takes_its_default() -> None:
    assert hours_from_json({}) == OpeningHours()
    assert hours_from_json({"closed_days": ["2026-12-24"]}) == OpeningHours(
        closed_days=frozenset({CHRISTMAS_EVE})
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"lunsj": "11:30-12:00"}, "lunsj"),
        ({"chat": "09:00-15:30"}, "«chat»"),
        ({"chat": ["9-15"]}, "«9» er ikke et klokkeslett"),
        ({"chat": ["09:00"]}, "«09:00» er ikke et tidsrom"),
        ({"working": 8}, "«working»"),
        ({"working_weekdays": [8]}, "«working_weekdays»"),
        ({"working_weekdays": "man-fre"}, "«working_weekdays»"),
        ({"closed_days": ["24. desember"]}, "«closed_days»"),
        ({"closed_days": [20261224]}, "«closed_days»"),
        ({"short_days": ["2026-12-23"]}, "«short_days»"),
        ({"closures": [{"start": "2026-11-23T09:00:00Z"}]}, "«closures»"),
        ({"closures": "aldri"}, "«closures»"),
        ({"closures": [None]}, "«closures»"),
    ],
)
def test_a_row_that_cannot_be_read_names_the_field(row: dict[str, object], told: str) -> None:
    with pytest.raises(HoursError) as refused:
        hours_from_json(row)
    assert told in str(refused.value)


def test_an_interval_ends_after_it_begins() -> None:
    for end in (Time(9), Time(8)):
        with pytest.raises(HoursError, match="Bytt om tidene"):
            Interval(Time(9), end)


def test_hours_are_set_in_whole_minutes() -> None:
    with pytest.raises(HoursError, match="hele minutter"):
        Interval(Time(9, 0, 1), Time(10))
    with pytest.raises(HoursError, match="hele minutter"):
        ShortDay(CHRISTMAS_EVE, Time(12, 0, 30))


def test_a_closure_ends_after_it_begins() -> None:
    with pytest.raises(HoursError, match="2026-11-23T10:00:00"):
        Closure(TEN, NINE)


def test_intervals_neither_overlap_nor_stand_in_the_wrong_order() -> None:
    morning, noon = Interval(Time(9), Time(12)), Interval(Time(11), Time(13))
    for intervals in ((morning, noon), (Interval(Time(13), Time(14)), morning)):
        with pytest.raises(HoursError, match="overlapper eller står i feil rekkefølge"):
            OpeningHours(chat=intervals)


def test_nobody_opens_while_nobody_is_at_work() -> None:
    with pytest.raises(HoursError, match="Utvid arbeidstiden først"):
        OpeningHours(telephone=(Interval(Time(9), Time(18)),))


def test_a_short_day_closes_no_later_than_other_days() -> None:
    with pytest.raises(HoursError, match="2026-12-24 stenger 15:31"):
        OpeningHours(short_days=(ShortDay(CHRISTMAS_EVE, Time(15, 31)),))


def test_a_day_is_short_in_one_way_only() -> None:
    with pytest.raises(HoursError, match="to ganger"):
        OpeningHours(
            short_days=(ShortDay(CHRISTMAS_EVE, Time(12)), ShortDay(CHRISTMAS_EVE, Time(13)))
        )


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(HoursError, match="Velg minst én"):
        OpeningHours(working_weekdays=frozenset())


@pytest.mark.parametrize("text", ["", "9", "24:00", "09:60", "9:5", "09.00", "-1:00", "²:00"])
def test_what_is_no_time_of_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(HoursError, match="Skriv for eksempel 09:00"):
        parse_time_of_day(text)


def test_a_time_of_day_may_have_one_digit_for_the_hour() -> None:
    assert parse_time_of_day(" 9:05 ") == Time(9, 5)
