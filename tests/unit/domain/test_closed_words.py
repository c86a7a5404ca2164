"""What a closed channel says: lunch and meetings with their end, else when it opens."""

from __future__ import annotations

from dataclasses import replace

import pytest
from whenever import Instant, PlainDateTime

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.closed_words import closed_words
from console.domain.hours.opening_hours import Closure, LiveChannel, OpeningHours


def at(text: str) -> Instant:
    """`2026-11-24 11:40` by the clock in Oslo."""
    return PlainDateTime.parse_iso(text.replace(" ", "T")).assume_tz("Europe/Oslo").to_instant()


HOURS = OpeningHours(closures=(Closure(at("2026-11-24 13:00"), at("2026-11-24 14:00"), "allmøte"),))


def told(when: str, hours: OpeningHours = HOURS) -> str:
    return closed_words(WorkCalendar(hours), at(when), LiveChannel.CHAT)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-11-24 09:00", ""),
        ("2026-11-24 11:29", ""),
        ("2026-11-24 11:30", "Lunsj til 12:00."),
        ("2026-11-24 12:00", ""),
        ("2026-11-24 13:30", "Allmøte til 14:00."),
        ("2026-11-24 15:30", "Stengt. Åpner i morgen 09:00."),
        ("2026-11-25 07:00", "Stengt. Åpner 09:00."),
        ("2026-11-27 15:45", "Stengt. Åpner man. 30. nov. 09:00."),
        ("2026-11-29 10:00", "Stengt. Åpner i morgen 09:00."),
        ("2026-12-25 10:00", "Stengt (første juledag). Åpner man. 28. des. 09:00."),
    ],
)
def test_a_closed_channel_says_why_and_when_it_opens(when: str, words: str) -> None:
    assert told(when) == words


def test_a_channel_that_never_opens_promises_nothing() -> None:
    assert told("2026-11-24 10:00", replace(HOURS, chat=())) == "Stengt."


def test_a_meeting_to_the_end_of_the_day_says_the_next_opening() -> None:
    meeting = Closure(at("2026-11-24 14:00"), at("2026-11-24 16:00"), "allmøte")
    assert told("2026-11-24 15:00", replace(HOURS, closures=(meeting,))) == (
        "Stengt. Åpner i morgen 09:00."
    )
