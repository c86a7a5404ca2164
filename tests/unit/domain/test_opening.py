"""What the desk and its channels are at an instant, and why."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest
from whenever import Date, Instant, PlainDateTime, Time

from console.domain import language
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import HoursState, segments
from console.domain.hours.opening import Change, is_after_hours, state_at
from console.domain.hours.opening_hours import (
    Closure,
    HoursError,
    Interval,
    LiveChannel,
    OpeningHours,
    ShortDay,
)
from console.domain.hours.report import hours_report, hours_sentence
from console.domain.instants import OSLO, wall

ORDINARY = WorkCalendar(OpeningHours())
CHAT_SHORT_PHONE_LONG = WorkCalendar(
    OpeningHours(
        chat=(Interval(Time(9), Time(11, 30)), Interval(Time(12), Time(14))),
        telephone=(Interval(Time(8, 30), Time(15)),),
    )
)


def at(text: str) -> Instant:
    return PlainDateTime.parse_iso(text).assume_tz(OSLO, disambiguation="raise").to_instant()


def rail(calendar: WorkCalendar, date: Date, channel: LiveChannel | None = None) -> list[str]:
    """`["00:00 closed", "08:00 backlog", …]`."""
    return [
        f"{wall(each.start).time().format_iso()[:5]} {each.state}"
        for each in segments(calendar, date, channel)
    ]


def test_the_day_rail_of_a_monday() -> None:
    assert rail(ORDINARY, Date(2026, 11, 23)) == [
        "00:00 closed",
        "08:00 backlog",
        "09:00 open",
        "11:30 lunch",
        "12:00 open",
        "15:30 backlog",
        "16:00 closed",
    ]


@pytest.mark.parametrize(("date", "hours"), [((2026, 3, 29), 23), ((2026, 10, 25), 25)])
def test_the_rail_of_a_clock_change_is_one_closed_day_of_its_own_length(
    date: tuple[int, int, int], hours: int
) -> None:
    (day,) = segments(ORDINARY, Date(*date))
    assert (day.state, (day.end - day.start).total("hours")) == (HoursState.CLOSED, hours)


def test_a_working_night_under_the_clock_change_has_its_real_length() -> None:
    night = OpeningHours(
        working=Interval(Time(1), Time(5)),
        working_weekdays=frozenset({Date(2026, 3, 29).day_of_week()}),
        chat=(),
        telephone=(),
    )
    closed, work, _ = segments(WorkCalendar(night), Date(2026, 3, 29))
    assert (closed.state, work.state) == (HoursState.CLOSED, HoursState.BACKLOG)
    assert (work.end - work.start).total("hours") == 3


def test_the_desk_is_open_while_one_of_the_channels_is() -> None:
    monday = Date(2026, 11, 23)
    assert rail(CHAT_SHORT_PHONE_LONG, monday) == [
        "00:00 closed",
        "08:00 backlog",
        "08:30 open",
        "15:00 backlog",
        "16:00 closed",
    ]
    assert rail(CHAT_SHORT_PHONE_LONG, monday, LiveChannel.CHAT) == [
        "00:00 closed",
        "08:00 backlog",
        "09:00 open",
        "11:30 lunch",
        "12:00 open",
        "14:00 backlog",
        "16:00 closed",
    ]


def test_one_channel_closing_early_is_not_yet_after_hours() -> None:
    now = state_at(CHAT_SHORT_PHONE_LONG, at("2026-11-23T14:30"), LiveChannel.CHAT)
    assert (now.state, now.after_hours) == (HoursState.BACKLOG, False)
    assert now.next_change == Change(at("2026-11-23T16:00"), HoursState.CLOSED)
    assert is_after_hours(CHAT_SHORT_PHONE_LONG, at("2026-11-23T15:00"))


def test_a_channel_without_hours_never_opens() -> None:
    calendar = WorkCalendar(OpeningHours(telephone=()))
    assert rail(calendar, Date(2026, 11, 23), LiveChannel.TELEPHONE) == [
        "00:00 closed",
        "08:00 backlog",
        "16:00 closed",
    ]
    assert state_at(calendar, at("2026-11-23T10:00")).state is HoursState.OPEN


def test_a_day_that_closes_as_it_would_open_is_backlog_all_through() -> None:
    short = ShortDay(Date(2026, 11, 23), Time(9))
    calendar = WorkCalendar(OpeningHours(short_days=(short,)))
    assert rail(calendar, short.date) == ["00:00 closed", "08:00 backlog", "16:00 closed"]
    assert state_at(calendar, at("2026-11-23T08:30")).reason == "kort dag"


def test_a_meeting_through_lunch_leaves_lunch_as_it_is() -> None:
    meeting = Closure(at("2026-11-23T11:00"), at("2026-11-23T12:30"))
    calendar = WorkCalendar(OpeningHours(closures=(meeting,)))
    assert rail(calendar, Date(2026, 11, 23))[2:6] == [
        "09:00 open",
        "11:00 meeting",
        "11:30 lunch",
        "12:00 meeting",
    ]
    report = hours_report(calendar, at("2026-11-23T11:10"))
    assert (report["state"], report["reason"]) == ("lunch", "stengt for møte")
    assert report["next_change"] == {"at": "2026-11-23T12:30:00+01:00", "state": "open"}


@pytest.mark.parametrize(
    ("time", "reason"),
    [
        ("2026-11-23T07:00", "før arbeidstid"),
        ("2026-11-23T08:30", "e-post før åpningstid"),
        ("2026-11-23T10:42", "åpent"),
        ("2026-11-23T11:30", "lunsj"),
        ("2026-11-23T13:10", "stengt for møte"),
        ("2026-11-23T14:10", "brannøvelse"),
        ("2026-11-23T15:30", "e-post etter stengetid"),
        ("2026-11-23T16:00", "etter arbeidstid"),
        ("2026-11-22T10:00", "helg"),
        ("2026-04-02T10:00", "skjærtorsdag"),
        ("2026-05-17T10:00", "grunnlovsdagen"),
        ("2027-05-17T10:00", "andre pinsedag og grunnlovsdagen"),
        ("2026-05-14T10:00", "Kristi himmelfartsdag"),
        ("2026-12-24T10:00", "stengt dag"),
        ("2026-12-23T08:30", "e-post før åpningstid"),
        ("2026-12-23T14:00", "kort dag"),
    ],
)
def test_the_reason_is_told_in_words(time: str, reason: str) -> None:
    calendar = WorkCalendar(
        OpeningHours(
            closed_days=frozenset({Date(2026, 12, 24)}),
            short_days=(ShortDay(Date(2026, 12, 23), Time(12)),),
            closures=(
                Closure(at("2026-11-23T13:00"), at("2026-11-23T13:30")),
                Closure(at("2026-11-23T14:00"), at("2026-11-23T14:30"), "brannøvelse"),
            ),
        )
    )
    assert state_at(calendar, at(time)).reason == reason


def test_christmas_eve_and_new_years_eve_are_ordinary_days() -> None:
    for date in (Date(2026, 12, 24), Date(2026, 12, 31)):
        assert ORDINARY.is_working_day(date)
        assert ORDINARY.holiday_name(date) is None


def test_every_public_holiday_has_a_name_for_use_in_a_sentence() -> None:
    names = {
        ORDINARY.holiday_name(date)
        for year in (2026, 2027)
        for date in (Date(year, 1, 1).add(days=day) for day in range(365))
    } - {None}
    assert len(names) == 13  # twelve holidays, and two of them on one date in 2027
    assert all(name and (name[0].islower() or name.startswith("Kristi")) for name in names)


def test_the_report_is_the_promised_object() -> None:
    assert hours_report(ORDINARY, at("2026-04-01T17:00")) == {
        "at": "2026-04-01T17:00:00+02:00",
        "state": "closed",
        "after_hours": True,
        "reason": "etter arbeidstid",
        "next_change": {"at": "2026-04-07T08:00:00+02:00", "state": "backlog"},
    }


@pytest.mark.parametrize(
    ("time", "sentence"),
    [
        ("2026-11-23T10:42", "man. 23. nov. 10:42: åpent. Lunsj fra 11:30. Innenfor åpningstid."),
        ("2026-11-23T11:42", "man. 23. nov. 11:42: lunsj. Åpner 12:00. Innenfor åpningstid."),
        (
            "2026-11-23T15:45",
            "man. 23. nov. 15:45: e-post etter stengetid. Stenger 16:00. Utenfor åpningstid.",
        ),
        (
            "2026-12-31T17:00",
            "tor. 31. des. 17:00: stengt (etter arbeidstid). E-post fra man. 4. jan. 2027 "
            "kl. 08:00. Utenfor åpningstid.",
        ),
    ],
)
def test_the_sentence_for_people(time: str, sentence: str) -> None:
    assert hours_sentence(ORDINARY, at(time)) == sentence


@pytest.mark.parametrize("year", [1, 1969, 2200, 9999])
def test_years_the_holidays_are_not_known_for_are_refused(year: int) -> None:
    with pytest.raises(HoursError, match="1970 til 2199"):
        state_at(ORDINARY, Instant.from_utc(year, 6, 15))


def test_the_last_day_that_is_answered_for_still_has_a_next_change() -> None:
    assert (
        state_at(ORDINARY, Instant.from_utc(2199, 12, 31, 23, 59)).next_change.at.to_tz(OSLO).year
        == 2200
    )


@pytest.fixture
def english() -> Iterator[None]:
    class _English(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return {"skjærtorsdag": "Maundy Thursday"}.get(message, message)

    language.use(_English())
    yield
    language.use(gettext.NullTranslations())


@pytest.mark.usefixtures("english")
def test_holidays_have_names_in_the_language_in_use() -> None:
    assert state_at(ORDINARY, at("2026-04-02T10:00")).reason == "Maundy Thursday"
