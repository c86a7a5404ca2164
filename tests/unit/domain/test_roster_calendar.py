"""The roster as a calendar file: read back by another reader, and by the letter of RFC 5545."""

from __future__ import annotations

from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_roster import ANNA, BACKUP, BERIT, CARL, FIRST, change, days, turns
from whenever import Instant

from console.domain.ids import PersonId
from console.domain.oncall.roster import Roster
from console.domain.oncall.roster_calendar import roster_calendar

NAMES = {ANNA: "Anna Dahl", BERIT: "Berit Moe", CARL: "Åse Ørnes; vikar, fra «Nord»"}
STAMP = Instant.from_utc(2026, 11, 25, 20, 5, 1)
SICK = change(CARL, 2, 3, reason="Anna er syk,\nÅse tar natten; ring 21 98 24 74")
ROSTER = Roster((turns(ANNA, BERIT), turns(BERIT, id=2, role=BACKUP, ends_at=days(9))), (SICK,))


def _file(
    start: Instant, end: Instant, roster: Roster = ROSTER, person: PersonId | None = None
) -> str:
    return roster_calendar(roster, NAMES, start, end, STAMP, person)


def _events(text: str) -> list[Any]:
    read = icalendar.Calendar.from_ical(text)
    assert read.errors == []
    return list(read.walk("VEVENT"))


def test_every_shift_is_an_event_with_its_exact_instants() -> None:
    read = [
        (str(event["SUMMARY"]), event.start, event.end) for event in _events(_file(FIRST, days(12)))
    ]
    expected = [
        ("Vakt: Anna Dahl", 0, 2),
        ("Reserve: Berit Moe", 0, 9),
        (f"Vakt: {NAMES[CARL]}", 2, 3),
        ("Vakt: Anna Dahl", 3, 7),
        ("Vakt: Berit Moe", 7, 12),
        ("Ingen er reserve", 9, 12),
    ]
    assert read == [
        (words, days(start).to_stdlib(), days(end).to_stdlib()) for words, start, end in expected
    ]


def test_the_reason_of_a_change_comes_through_letter_by_letter() -> None:
    told = [event.get("DESCRIPTION") for event in _events(_file(FIRST, days(6)))]
    assert told == [None, None, SICK.reason, None]


def test_one_person_gets_their_own_shifts_only() -> None:
    read = [str(event["SUMMARY"]) for event in _events(_file(FIRST, days(12), person=BERIT))]
    assert read == ["Reserve: Berit Moe", "Vakt: Berit Moe"]


def test_an_event_is_the_same_event_however_often_and_from_when_the_file_is_made() -> None:
    early = {event["UID"]: event.start for event in _events(_file(FIRST, days(21)))}
    late = {event["UID"]: event.start for event in _events(_file(days(4.3), days(21)))}
    assert late.items() < early.items()
    assert len(early) == len(_events(_file(FIRST, days(21))))


def test_events_are_stamped_as_told_and_make_nobody_busy() -> None:
    for event in _events(_file(FIRST, days(12))):
        assert event["DTSTAMP"].dt == STAMP.to_stdlib()
        assert event["TRANSP"] == "TRANSPARENT"


def test_times_are_written_in_utc() -> None:
    text = _file(FIRST, days(1))
    assert "DTSTART:20261123T143000Z\r\n" in text
    assert "TZID" not in text


def test_an_empty_roster_tells_of_its_gaps() -> None:
    read = [str(event["SUMMARY"]) for event in _events(_file(FIRST, days(7), Roster()))]
    assert read == ["Ingen har vakt", "Ingen er reserve"]


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x1b", "\x7f", "\r", "\x0b"])
def test_control_characters_do_not_get_into_the_file(mark: str) -> None:
    roster = Roster((), (change(ANNA, 0, 1, reason=f"før{mark}etter"),))
    text = _file(FIRST, days(1), roster)
    assert mark not in text.replace("\r\n", "")
    assert _events(text)[0]["DESCRIPTION"] == "føretter"


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
WORDS = st.text(st.one_of(LETTERS, st.sampled_from(',;\\:"n\nNå🙂')), max_size=200)


@given(WORDS)
def test_whatever_is_written_is_read_back_and_no_line_is_too_long(reason: str) -> None:
    roster = Roster((), (change(ANNA, 0, 1, reason=reason),))
    text = _file(FIRST, days(1), roster)
    lines = text.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        assert b"\n" not in line
        line.decode()  # no letter is cut in two
    assert _events(text)[0].get("DESCRIPTION", "") == reason
