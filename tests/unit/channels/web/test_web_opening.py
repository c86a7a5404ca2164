"""What a visitor is told of the hours: the calendar's word, with the next opening."""

from __future__ import annotations

import pytest
from whenever import Date, Instant, Time

from console.channels.web.opening import OpeningState, opening
from console.domain.hours.opening_hours import Closure, OpeningHours, ShortDay
from console.domain.instants import OSLO

HOURS = OpeningHours()


def oslo(day: str, time: str) -> Instant:
    return Date(day).at(Time(time)).assume_tz(OSLO).to_instant()


@pytest.mark.parametrize(
    ("day", "time", "state", "opens", "closing"),
    [
        ("2026-11-23", "09:00", "open", None, None),
        ("2026-11-23", "10:59", "open", None, None),
        ("2026-11-23", "11:00", "open", None, "11:30"),
        ("2026-11-23", "11:29:59", "open", None, "11:30"),
        ("2026-11-23", "11:30", "lunch", ("2026-11-23", "12:00"), None),
        ("2026-11-23", "12:00", "open", None, None),
        ("2026-11-23", "15:10", "open", None, "15:30"),
        ("2026-11-23", "15:30", "closed", ("2026-11-24", "09:00"), None),
        ("2026-11-23", "08:30", "closed", ("2026-11-23", "09:00"), None),
        ("2026-11-27", "20:00", "closed", ("2026-11-30", "09:00"), None),
        ("2026-11-28", "12:00", "closed", ("2026-11-30", "09:00"), None),
    ],
)
def test_each_hour_has_its_state(
    day: str, time: str, state: str, opens: tuple[str, str] | None, closing: str | None
) -> None:
    told = opening(HOURS, oslo(day, time))
    assert told.state == state
    assert told.opens_at == (oslo(*opens) if opens else None)
    assert told.closing_at == (oslo(day, closing) if closing else None)


@pytest.mark.parametrize(
    ("language", "name"),
    [("nb", "skjærtorsdag"), ("en", "Maundy Thursday"), ("xx", "skjærtorsdag")],
)
def test_a_holiday_is_named_in_the_visitors_language(language: str, name: str) -> None:
    told = opening(HOURS, oslo("2026-04-02", "10:00"), language)
    assert (told.state, told.holiday) == (OpeningState.HOLIDAY, name)
    assert told.opens_at == oslo("2026-04-07", "09:00"), "over the whole of Easter"
    assert told.told()["opens_at"] == "2026-04-07T07:00:00Z"


def test_a_meeting_is_closed_and_says_until_when() -> None:
    meeting = Closure(oslo("2026-11-23", "10:00"), oslo("2026-11-23", "10:45"), "internt")
    told = opening(OpeningHours(closures=(meeting,)), oslo("2026-11-23", "10:15"))
    assert (told.state, told.opens_at) == (OpeningState.CLOSED, oslo("2026-11-23", "10:45"))
    assert "internt" not in str(told.told()), "why is ours to know"


def test_a_short_day_closes_when_it_says() -> None:
    hours = OpeningHours(short_days=(ShortDay(Date("2026-11-23"), Time("13:00")),))
    assert opening(hours, oslo("2026-11-23", "12:45")).closing_at == oslo("2026-11-23", "13:00")
    assert opening(hours, oslo("2026-11-23", "13:00")).opens_at == oslo("2026-11-24", "09:00")


def test_where_chat_never_opens_no_time_is_promised() -> None:
    told = opening(OpeningHours(chat=()), oslo("2026-11-23", "10:00"))
    assert dict(told.told()) == {"state": "closed"}
