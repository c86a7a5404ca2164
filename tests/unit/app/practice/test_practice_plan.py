"""When a practice day begins, and how its child is told."""

from __future__ import annotations

import pytest
from whenever import Instant, Time

from console.app.practice.plan import Practice, next_ordinary_tuesday, read_practice
from console.domain.instants import wall


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        ("2026-11-26T04:30:00+01:00", "2026-12-01T10:30"),
        ("2026-12-01T04:30:00+01:00", "2026-12-08T10:30"),
        ("2029-04-27T12:00:00+02:00", "2029-05-08T10:30"),
    ],
    ids=["next Tuesday", "never today", "the first of May is no working day"],
)
def test_it_begins_on_the_next_tuesday_that_people_are_at_work(now: str, begins: str) -> None:
    at = next_ordinary_tuesday(Instant.parse_iso(now), Time(10, 30))
    assert wall(at).to_plain().format_iso() == f"{begins}:00"


def test_the_child_is_told_the_same_day() -> None:
    practice = Practice(
        Instant.from_utc(2026, 11, 30, 9, 30), seed=3, speed=12.0, hours=1.5, colleagues=4
    )
    assert read_practice(practice.to_text()) == practice


def test_the_morning_before_is_part_of_it() -> None:
    practice = Practice(Instant.from_utc(2026, 11, 30, 9, 30), morning_s=1800.0, hours=2.0)
    assert practice.dawn == Instant.from_utc(2026, 11, 30, 9)
    assert practice.end == Instant.from_utc(2026, 11, 30, 11, 30)
