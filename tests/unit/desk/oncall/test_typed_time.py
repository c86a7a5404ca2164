"""Times that people type into the log, also in the two nights in which the clock is moved."""

from __future__ import annotations

import pytest
from whenever import Instant

from console.desk.oncall.typed_time import TypedTime, typed_time

NOW = Instant.from_utc(2026, 11, 24, 2, 24)
"""03:24 on Tuesday 24 November 2026 in Oslo."""
OCTOBER = Instant.from_utc(2026, 10, 26, 8)
MARCH = Instant.from_utc(2026, 3, 30, 8)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("02:30", Instant.from_utc(2026, 11, 24, 1, 30)),
        ("2.30", Instant.from_utc(2026, 11, 24, 1, 30)),
        (" 02:30:15 ", Instant.from_utc(2026, 11, 24, 1, 30, 15)),
        ("23:10", Instant.from_utc(2026, 11, 23, 22, 10)),
        ("23.11. 23:10", Instant.from_utc(2026, 11, 23, 22, 10)),
        ("23.11 kl. 23:10", Instant.from_utc(2026, 11, 23, 22, 10)),
        ("24.12. 23:10", Instant.from_utc(2025, 12, 24, 22, 10)),
        ("1.7.2026 12:00", Instant.from_utc(2026, 7, 1, 10)),
        ("2026-11-24T02:30", Instant.from_utc(2026, 11, 24, 1, 30)),
        ("2026-11-24 02:30:15", Instant.from_utc(2026, 11, 24, 1, 30, 15)),
        ("2026-10-25T02:30+01:00", Instant.from_utc(2026, 10, 25, 1, 30)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, at: Instant) -> None:
    assert typed_time(typed, NOW) == TypedTime(at=at)


@pytest.mark.parametrize("typed", ["25.10.2026 02:30", "2026-10-25T02:30", "25.10. 02:30"])
def test_of_a_time_that_came_twice_the_technician_says_which(typed: str) -> None:
    first, second = typed_time(typed, OCTOBER).choices
    assert first.words == "første 02:30 (+02:00)"
    assert second.words == "andre 02:30 (+01:00)"
    assert first.at == Instant.from_utc(2026, 10, 25, 0, 30)
    assert second.at == Instant.from_utc(2026, 10, 25, 1, 30)


def test_of_two_only_one_of_which_has_been_nobody_is_asked() -> None:
    between = Instant.from_utc(2026, 10, 25, 0, 45)  # the first 02:45
    assert typed_time("02:30", between).at == Instant.from_utc(2026, 10, 25, 0, 30)


def test_seconds_are_said_where_they_were_typed() -> None:
    first, _ = typed_time("25.10. 02:30:15", OCTOBER).choices
    assert first.words == "første 02:30:15 (+02:00)"


@pytest.mark.parametrize("typed", ["29.03.2026 02:30", "2026-03-29T02:30", "29.3. 02:30"])
def test_a_time_that_never_came_is_said_not_to_exist(typed: str) -> None:
    assert typed_time(typed, MARCH).problem == (
        "02:30 den 29.03.2026 finnes ikke: klokken ble stilt frem til 03:00. Skriv en tid fra "
        "03:00, eller en før hullet."
    )


@pytest.mark.parametrize("typed", ["", "i går", "25:10", "31.02.2026 02:30", "2026-11-24", "230"])
def test_what_is_no_time_is_told(typed: str) -> None:
    found = typed_time(typed, NOW)
    assert found.problem == (
        f"«{typed}» er ikke et klokkeslett. Skriv for eksempel 02:30, eller 25.10.2026 02:30."
    )
    assert (found.at, found.choices) == (None, ())
