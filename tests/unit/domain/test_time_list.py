"""The time list: everybody's work by local day, what is billed of it, and why the rest is not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from billing_facts import CALENDAR, lines_of, span, work_of
from hypothesis import given
from hypothesis import strategies as st

from console.domain.billing.policy import Overlap, Policy, Waiting, Window
from console.domain.billing.reckoning import reckon
from console.domain.billing.time_list import TimeLine, WhyNot
from console.domain.billing.work import Cause, Source, WorkInterval, WorkKind
from console.domain.instants import wall


def brief(lines: Sequence[TimeLine]) -> list[tuple[str, str, str, str, int, str]]:
    """Day, technician, from, to, minutes, why not; times as the clock in Oslo shows them."""
    return [
        (
            f"{line.day.day}.{line.day.month}.",
            line.technician,
            f"{wall(line.start):HH:mm}",
            f"{wall(line.end):HH:mm}",
            line.seconds // 60,
            line.why_not or "",
        )
        for line in lines
    ]


def test_work_over_midnight_is_two_lines() -> None:
    lines = lines_of(work_of(span("23:50", "2026-11-25T00:20:00+01:00")))
    assert brief(lines) == [
        ("24.11.", "ada", "23:50", "00:00", 10, ""),
        ("25.11.", "ada", "00:00", "00:20", 20, ""),
    ]
    assert {line.name for line in lines} == {"Ada Lie"}


def test_a_day_of_twenty_five_hours_ends_at_its_own_midnight() -> None:
    work = work_of(
        span("2026-10-24T23:30:00+02:00", "2026-10-26T00:30:00+01:00"),
        reported="2026-10-24T23:00:00+02:00",
    )
    assert [line.seconds for line in lines_of(work)] == [1800, 25 * 3600, 1800]


def test_work_that_runs_into_opening_hours_is_cut_there() -> None:
    assert brief(lines_of(work_of(span("08:00", "09:40"), reported="07:50"))) == [
        ("24.11.", "ada", "08:00", "09:00", 60, ""),
        ("24.11.", "ada", "09:00", "09:40", 40, "opening_hours"),
    ]


def test_the_whole_is_billed_where_the_policy_says_so() -> None:
    lines = lines_of(work_of(span("08:00", "09:40"), reported="07:50"), window=Window.WHOLE)
    assert brief(lines) == [("24.11.", "ada", "08:00", "09:40", 100, "")]


@pytest.mark.parametrize(
    ("work", "why"),
    [
        (work_of(span("20:00", "21:00"), cause=Cause.PLATFORM), WhyNot.PLATFORM),
        (work_of(span("20:00", "21:00"), cause=Cause.UNDETERMINED), WhyNot.UNDETERMINED),
        (work_of(span("20:00", "21:00"), reported="15:00"), WhyNot.REPORTED_IN_OPENING_HOURS),
        (work_of(span("20:00", "21:00", cause=Cause.PLATFORM)), WhyNot.PLATFORM),
        (work_of(span("20:00", "21:00", kind=WorkKind.WAITING)), WhyNot.WAITING),
    ],
)
def test_unbilled_work_stands_on_it_too(work: Any, why: WhyNot) -> None:
    (line,) = lines_of(work)
    assert (line.seconds, line.why_not, line.is_billed) == (3600, why, False)


def test_what_is_let_go_is_no_longer_billed() -> None:
    (line,) = lines_of(work_of(span("20:00", "21:00")), discretionary_hours=0)
    assert line.why_not is WhyNot.REDUCED


def test_work_after_an_approval_is_free() -> None:
    later = span("22:00", "22:10")
    assert brief(lines_of(work_of(span("20:00", "21:00")), later))[1] == (
        *("24.11.", "ada", "22:00", "22:10", 10),
        "free_after_approval",
    )


def test_two_at_once_are_both_there_and_billed_once() -> None:
    both = work_of(span("20:00", "20:50"), span("20:30", "21:20", "bo"))
    assert brief(lines_of(both)) == [
        ("24.11.", "ada", "20:00", "20:50", 50, ""),
        ("24.11.", "bo", "20:30", "20:50", 20, "counted_once"),
        ("24.11.", "bo", "20:50", "21:20", 30, ""),
    ]
    assert [line.why_not for line in lines_of(both, overlap=Overlap.SUM)] == [None, None]


def test_what_an_earlier_basis_billed_stands_on_that_ones_list() -> None:
    work = work_of(span("20:00", "21:00", is_locked=True), span("21:30", "22:00"))
    assert [line.start for line in lines_of(work)] == [span("21:30", "22:00").start]


def test_waiting_is_billed_where_the_policy_says_so() -> None:
    waiting = work_of(span("20:00", "21:00", kind=WorkKind.WAITING))
    assert [line.why_not for line in lines_of(waiting, waiting=Waiting.INCLUDE)] == [None]


def test_what_was_written_by_hand_says_so() -> None:
    by_hand = span("20:00", "21:00", source=Source.BY_HAND, reason="Glemte å starte")
    (line,) = lines_of(work_of(by_hand))
    assert (line.source, line.reason) == (Source.BY_HAND, "Glemte å starte")


_MINUTES = st.integers(0, 3 * 24 * 60)
_INTERVALS = st.lists(
    st.tuples(
        _MINUTES,
        st.integers(1, 300),
        st.sampled_from(["ada", "bo"]),
        st.sampled_from([*WorkKind, WorkKind.WORK, WorkKind.WORK]),
        st.sampled_from([None, None, None, Cause.PLATFORM]),
    ),
    max_size=6,
)
MIDNIGHT = span("00:00", "00:01").start


def _intervals(drawn: Any) -> list[WorkInterval]:
    return [
        WorkInterval(
            who, MIDNIGHT.add(minutes=begin), MIDNIGHT.add(minutes=begin + length), kind, cause
        )
        for begin, length, who, kind, cause in drawn
    ]


@given(_INTERVALS)
def test_what_is_billed_on_it_is_what_is_reckoned(drawn: Any) -> None:
    work = work_of(*_intervals(drawn), reported="2026-11-23T23:00:00+01:00")
    billed = sum(line.seconds for line in lines_of(work) if line.is_billed)
    assert billed == reckon(work, Policy(), CALENDAR).billable_seconds


@given(_INTERVALS)
def test_no_second_of_anybody_is_lost(drawn: Any) -> None:
    intervals = _intervals(drawn)
    lines = lines_of(work_of(*intervals, reported="2026-11-23T23:00:00+01:00"))
    logged = sum(each.end.timestamp() - each.start.timestamp() for each in intervals)
    assert sum(line.seconds for line in lines) == logged
    assert all(wall(line.end.subtract(seconds=1)).date() == line.day for line in lines)


@given(_INTERVALS, st.randoms())
def test_where_the_work_was_cut_and_its_order_change_nothing(
    drawn: Any, chance: random.Random
) -> None:
    intervals = _apart(_intervals(drawn))
    cut = [part for each in intervals for part in _halves(each)]
    chance.shuffle(cut)
    reported = "2026-11-23T23:00:00+01:00"
    assert lines_of(work_of(*cut, reported=reported)) == lines_of(
        work_of(*intervals, reported=reported)
    )


def _apart(intervals: list[WorkInterval]) -> list[WorkInterval]:
    """As the log gives them: of one technician none that overlap."""
    kept: list[WorkInterval] = []
    for each in intervals:
        theirs = [one for one in kept if one.technician == each.technician]
        if all(each.end <= one.start or one.end <= each.start for one in theirs):
            kept.append(each)
    return kept


def _halves(each: WorkInterval) -> tuple[WorkInterval, WorkInterval]:
    middle = each.start.add(seconds=(each.end.timestamp() - each.start.timestamp()) // 2)
    return replace(each, end=middle), replace(each, start=middle)
