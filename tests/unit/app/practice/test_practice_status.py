"""The status page of a practice day has a fault of the POS in the forenoon, and is well again."""

from __future__ import annotations

import pytest
from fakes.clock import FakeClock
from whenever import Instant, ZonedDateTime

from console.app.practice.status import PracticeStatus, report_at
from console.channels.status.answers import Fetched, Unchanged
from console.desk.status_words import report_words
from console.domain.status_page import DEFAULT_ADDRESS


def oslo(hour: int, minute: int) -> Instant:
    return ZonedDateTime(2026, 11, 24, hour, minute, tz="Europe/Oslo").to_instant()


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ((8, 0), "alt i drift"),
        ((10, 49), "alt i drift"),
        ((10, 50), "Datakasse: delvis nede"),
        ((11, 14), "Datakasse: delvis nede"),
        ((11, 15), "Datakasse: treg"),
        ((11, 25), "alt i drift"),
        ((23, 59), "alt i drift"),
    ],
)
def test_the_pos_has_a_fault_in_the_forenoon(at: tuple[int, int], words: str) -> None:
    assert report_words(report_at(oslo(*at))) == words


def test_it_says_something_else_only_when_it_is_something_else() -> None:
    clock = FakeClock(oslo(10, 0))
    ask, mark, news = PracticeStatus(clock), "", 0
    while clock.now() < oslo(12, 0):
        match ask(DEFAULT_ADDRESS, mark):
            case Fetched(report, mark):
                assert report.address == DEFAULT_ADDRESS
                news += 1
            case Unchanged():
                pass
        clock.advance(30)
    assert news == 5
