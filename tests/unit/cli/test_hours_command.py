"""`agent-console hours`: an answer for programs, a sentence for people, and no traceback."""

from __future__ import annotations

import re

import pytest
from conftest import Type

MONDAY = "2026-11-23T10:42"


def test_the_json_object_is_exactly_this(typed: Type) -> None:
    done = typed("hours", "--at", MONDAY, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json == {
        "at": "2026-11-23T10:42:00+01:00",
        "state": "open",
        "after_hours": False,
        "reason": "åpent",
        "next_change": {"at": "2026-11-23T11:30:00+01:00", "state": "lunch"},
    }
    assert list(done.json) == ["at", "state", "after_hours", "reason", "next_change"]
    assert done.out.count("\n") == 1


def test_people_get_a_sentence(typed: Type) -> None:
    done = typed("hours", "--at", MONDAY)
    assert done.out == "man. 23. nov. 10:42: åpent. Lunsj fra 11:30. Innenfor åpningstid.\n"


@pytest.mark.parametrize(
    ("at", "state", "after_hours", "next_state"),
    [
        ("2026-11-23T08:59:59", "backlog", True, "open"),
        ("2026-11-23T09:00", "open", False, "lunch"),
        ("2026-11-23T11:30", "lunch", False, "open"),
        ("2026-11-23T15:30", "backlog", True, "closed"),
        ("2026-11-23T16:00", "closed", True, "backlog"),
        ("2026-11-22T12:00", "closed", True, "backlog"),
        ("2026-05-17T10:00Z", "closed", True, "backlog"),
    ],
)
def test_the_day_as_programs_read_it(
    typed: Type, at: str, state: str, after_hours: bool, next_state: str
) -> None:
    found = typed("hours", "--at", at, "--json").json
    assert (found["state"], found["after_hours"]) == (state, after_hours)
    assert found["next_change"]["state"] == next_state
    assert found["next_change"]["at"] > found["at"] or at.endswith("Z")


def test_without_a_time_it_is_now(typed: Type) -> None:
    done = typed("hours", "--json")
    assert done.code == 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+0[12]:00", done.json["at"])


def test_an_extra_closed_day_is_closed(typed: Type) -> None:
    closed = typed("hours", "--at", MONDAY, "--closed", "2026-11-23", "--json").json
    assert (closed["state"], closed["after_hours"]) == ("closed", True)
    assert closed["next_change"]["at"].startswith("2026-11-24T08:00")


def test_several_days_may_be_closed(typed: Type) -> None:
    days = ("--closed", "2026-11-23", "--closed", "2026-11-24")
    closed = typed("hours", "--at", MONDAY, *days, "--json").json
    assert closed["next_change"]["at"].startswith("2026-11-25T08:00")


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("i morgen", "er ikke en dato med klokkeslett"),
        ("2026-11-23", "er ikke en dato med klokkeslett"),
        ("2026-02-30T10:00", "er ikke en dato med klokkeslett"),
        ("", "er ikke en dato med klokkeslett"),
        ("25:00", "klokkeslett"),
        ("2026-03-29T02:30", "finnes ikke"),
        ("2026-10-25T02:30", "finnes to ganger"),
        ("1814-05-17T10:00", "Skriv et annet år"),
        ("9999-12-31T23:59", "Skriv et annet år"),
        ("x" * 10_000, "er ikke en dato med klokkeslett"),
    ],
)
def test_a_time_that_is_none_is_refused_in_one_line(typed: Type, at: str, told: str) -> None:
    done = typed("hours", "--at", at, "--json")
    assert done.code == 2
    assert told in done.mistake
    assert len(done.mistake) < 300


@pytest.mark.parametrize("day", ["julaften", "24.12.2026", "2026-12-32", ""])
def test_a_closed_day_that_is_none_is_refused_in_one_line(typed: Type, day: str) -> None:
    done = typed("hours", "--closed", day)
    assert done.code == 2
    assert done.mistake == f"«{day}» er ikke en dag. Skriv for eksempel 2026-12-24."
