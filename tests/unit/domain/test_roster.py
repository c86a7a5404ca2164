"""Who is on duty: turns, changes, the fallback, hand-overs, and what a roster is made of."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whenever import Date, Instant, Time

from console.domain.ids import PersonId, new_uuid
from console.domain.oncall.roster import Duty, HandOver, OnDuty, Roster, Why
from console.domain.oncall.turns import Change, DutyRole, RosterError, Rotation

ANNA, BERIT, CARL, DINA = (PersonId(number) for number in (1, 2, 3, 4))
MONDAY = Date(2026, 11, 23)
FIRST = Instant.from_utc(2026, 11, 23, 14, 30)
"""Monday 15:30 in Oslo."""
NOBODY = Duty(None, Why.NOBODY)
PRIMARY, BACKUP = DutyRole.PRIMARY, DutyRole.BACKUP


def turns(*people: PersonId, **other: Any) -> Rotation:
    """Weekly turns from Monday 15:30."""
    given: dict[str, Any] = {
        "id": 1,
        "role": PRIMARY,
        "people": people,
        "first_day": MONDAY,
        "hand_over": Time(15, 30),
    }
    return Rotation(**{**given, **other})


def days(number: float) -> Instant:
    """So many days after the first hand-over."""
    return FIRST.add(hours=24 * number)


def change(person: PersonId, start: float, end: float, **other: Any) -> Change:
    """From one day to another after the first hand-over."""
    given: dict[str, Any] = {
        "id": 1,
        "role": PRIMARY,
        "start": days(start),
        "end": days(end),
        "person": person,
    }
    return Change(**{**given, **other})


def test_turns_follow_one_another_and_begin_anew() -> None:
    roster = Roster((turns(ANNA, BERIT),))
    found = [roster.on_duty(days(day)).primary.person for day in (0, 6.99, 7, 13, 14, 21)]
    assert found == [ANNA, ANNA, BERIT, BERIT, ANNA, BERIT]


def test_a_turn_may_last_two_weeks() -> None:
    roster = Roster((turns(ANNA, BERIT, weeks=2),))
    found = [roster.on_duty(days(day)).primary.person for day in (0, 13.9, 14, 27.9, 28)]
    assert found == [ANNA, ANNA, BERIT, BERIT, ANNA]


def test_nobody_is_on_duty_before_the_first_hand_over() -> None:
    roster = Roster((turns(ANNA),))
    before = FIRST.subtract(nanoseconds=1)
    assert roster.on_duty(before) == OnDuty(NOBODY, NOBODY)
    assert roster.on_duty(FIRST) == OnDuty(Duty(ANNA, Why.ROTATION), NOBODY)


def test_a_later_rotation_replaces_the_earlier_from_its_first_hand_over_on() -> None:
    later = turns(CARL, DINA, id=2, first_day=MONDAY.add(days=10))
    roster = Roster((later, turns(ANNA, BERIT)))
    found = [roster.on_duty(days(day)).primary.person for day in (0, 7, 9.9, 10, 17)]
    assert found == [ANNA, BERIT, BERIT, CARL, DINA]


def test_what_begins_later_takes_over_then_whichever_was_made_last() -> None:
    made_first = turns(CARL, id=2, first_day=MONDAY.add(days=9))
    made_last = turns(DINA, id=3, first_day=MONDAY.add(days=4))
    roster = Roster((turns(ANNA), made_first, made_last))
    found = [roster.on_duty(days(day)).primary.person for day in (3.9, 4, 8.9, 9, 30)]
    assert found == [ANNA, DINA, DINA, CARL, CARL]


def test_of_two_that_begin_at_once_the_one_made_last_counts() -> None:
    roster = Roster((turns(BERIT, id=2), turns(ANNA)))
    assert roster.on_duty(days(1)).primary.person == BERIT


def test_what_ended_is_not_taken_up_by_what_it_had_replaced() -> None:
    ended = turns(CARL, id=2, first_day=MONDAY.add(days=7), ends_at=days(9))
    roster = Roster((turns(ANNA, BERIT), ended))
    found = [roster.on_duty(days(day)).primary.person for day in (6, 8, 9, 30)]
    assert found == [ANNA, CARL, None, None]


@pytest.mark.parametrize("ended", [3, 7])
def test_a_rotation_that_ended_before_it_began_replaces_nothing(ended: int) -> None:
    void = turns(CARL, id=2, first_day=MONDAY.add(days=7), ends_at=days(ended))
    roster = Roster((turns(ANNA, BERIT), void))
    assert roster.on_duty(days(8)).primary.person == BERIT


def test_a_change_stands_before_the_rotation_for_as_long_as_it_lasts() -> None:
    taken = change(CARL, 2, 3, reason="Anna er syk")
    roster = Roster((turns(ANNA),), (taken,))
    assert roster.on_duty(days(2)).primary == Duty(CARL, Why.CHANGE, taken)
    assert roster.on_duty(days(3)).primary == Duty(ANNA, Why.ROTATION)


def test_the_fallback_fills_every_gap_but_is_not_primary_and_backup_at_once() -> None:
    backup = turns(ANNA, id=2, role=BACKUP, ends_at=days(5))
    roster = Roster((turns(BERIT, ends_at=days(3)), backup), fallback=DINA)
    fallen = Duty(DINA, Why.FALLBACK)
    assert roster.on_duty(days(2)).people == (BERIT, ANNA)
    assert roster.on_duty(days(4)) == OnDuty(fallen, Duty(ANNA, Why.ROTATION))
    assert roster.on_duty(days(6)) == OnDuty(fallen, NOBODY)


def test_shifts_are_whole_stretches_with_a_gap_as_one_of_them() -> None:
    taken = change(CARL, 2, 3)
    roster = Roster((turns(ANNA, ends_at=days(10)),), (taken,))
    found = [
        (shift.start, shift.end, shift.duty.person)
        for shift in roster.shifts(days(-1), days(12))
        if shift.role is PRIMARY
    ]
    assert found == [
        (days(-1), days(0), None),
        (days(0), days(2), ANNA),
        (days(2), days(3), CARL),
        (days(3), days(10), ANNA),
        (days(10), days(12), None),
    ]


def test_the_next_hand_over_says_who_is_before_and_after() -> None:
    backup = turns(CARL, id=2, role=BACKUP)
    roster = Roster((turns(ANNA, BERIT), backup))
    found = roster.next_hand_over(days(1))
    assert found == HandOver(days(7), roster.on_duty(days(1)), roster.on_duty(days(7)))
    assert roster.next_hand_over(days(1), BACKUP) is None


def test_a_rotation_of_one_never_hands_over() -> None:
    assert Roster((turns(ANNA),)).next_hand_over(days(1)) is None
    assert Roster().next_hand_over(days(1)) is None


def test_a_hand_over_far_ahead_is_found() -> None:
    later = turns(BERIT, id=2, first_day=MONDAY.add(days=371))
    found = Roster((turns(ANNA), later)).next_hand_over(days(1))
    assert found is not None
    assert found.at == days(371)


def test_whoever_has_several_turns_in_a_row_hands_over_after_the_last() -> None:
    found = Roster((turns(ANNA, ANNA, ANNA, BERIT, weeks=2),)).next_hand_over(days(1))
    assert found is not None
    assert found.at == days(42)


def test_when_a_stretch_began() -> None:
    roster = Roster((turns(ANNA, BERIT),), (change(CARL, 8, 9),))
    began = [roster.began(PRIMARY, days(day)) for day in (-3, 3, 7.5, 8, 9.5)]
    assert began == [None, days(0), days(7), days(8), days(9)]
    assert Roster(fallback=ANNA).began(PRIMARY, FIRST) is None


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"people": ()}, "ingen i seg"),
        ({"weeks": 0}, "minst én uke"),
        ({"hand_over": Time(15, 30, 1)}, "hele minutter"),
    ],
)
def test_turns_that_cannot_be_are_refused(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(RosterError, match=told):
        turns(ANNA, **wrong)


@pytest.mark.parametrize(
    ("start", "end", "meets"),
    [(0, 1, False), (0, 1.1, True), (1, 3, True), (2.9, 4, True), (3, 4, False)],
)
def test_changes_meet_where_they_have_time_in_common(start: float, end: float, meets: bool) -> None:
    taken = change(ANNA, 1, 3)
    assert taken.meets(PRIMARY, days(start), days(end)) is meets
    assert not taken.meets(BACKUP, days(start), days(end))


@pytest.mark.parametrize("end", [2, 1])
def test_a_change_ends_after_it_begins(end: int) -> None:
    with pytest.raises(RosterError, match="slutter ikke etter at den begynner"):
        change(ANNA, 2, end)


PEOPLE = st.sampled_from([ANNA, BERIT, CARL, DINA])
MINUTES = st.integers(0, 24 * 60 - 1)


@st.composite
def rotations(draw: st.DrawFn) -> Rotation:
    first = Date(2026, 9, 1).add(days=draw(st.integers(0, 120)))
    minute = draw(MINUTES)
    is_ended = draw(st.booleans())
    return Rotation(
        draw(st.integers(1, 9)),
        draw(st.sampled_from(DutyRole)),
        tuple(draw(st.lists(PEOPLE, min_size=1, max_size=4))),
        first,
        Time(minute // 60, minute % 60),
        draw(st.integers(1, 3)),
        days(draw(st.integers(-80, 80))) if is_ended else None,
    )


@st.composite
def changes(draw: st.DrawFn) -> Change:
    start = draw(st.integers(-100_000, 100_000))
    return Change(
        draw(st.integers(1, 9)),
        draw(st.sampled_from(DutyRole)),
        FIRST.add(minutes=start),
        FIRST.add(minutes=start + draw(st.integers(1, 20_000))),
        draw(PEOPLE),
    )


ROSTERS = st.builds(
    Roster,
    st.lists(rotations(), max_size=4).map(tuple),
    st.lists(changes(), max_size=4).map(tuple),
    st.none() | PEOPLE,
)
MOMENTS = st.integers(-110_000, 110_000).map(lambda minutes: FIRST.add(minutes=minutes))


@given(ROSTERS, MOMENTS, st.integers(1, 100_000))
def test_shifts_cover_the_time_once_and_neighbours_differ(
    roster: Roster, start: Instant, minutes: int
) -> None:
    end = start.add(minutes=minutes)
    for role in DutyRole:
        found = [shift for shift in roster.shifts(start, end) if shift.role is role]
        assert (found[0].start, found[-1].end) == (start, end)
        for one, other in pairwise(found):
            assert one.end == other.start
            assert one.duty != other.duty
        assert all(shift.start < shift.end for shift in found)


@given(ROSTERS, MOMENTS, st.integers(0, 99_999))
def test_who_is_on_duty_is_whose_shift_it_is(roster: Roster, start: Instant, at: int) -> None:
    moment = start.add(minutes=at)
    on_duty = roster.on_duty(moment)
    for shift in roster.shifts(start, start.add(minutes=100_000)):
        if shift.start <= moment < shift.end:
            assert on_duty.of(shift.role) == shift.duty
            if shift.start > start:
                assert roster.began(shift.role, moment) == shift.start


@given(ROSTERS, MOMENTS)
def test_the_next_hand_over_is_where_the_shifts_first_name_others(
    roster: Roster, at: Instant
) -> None:
    now = roster.on_duty(at).people
    edges = sorted({shift.start for shift in roster.shifts(at, at.add(hours=24 * 400))})
    others = [edge for edge in edges if edge > at and roster.on_duty(edge).people != now]
    found = roster.next_hand_over(at)
    assert (None if found is None else found.at) == (others[0] if others else None)


@given(st.lists(PEOPLE, min_size=2, max_size=4, unique=True), st.integers(0, 6), st.integers(1, 6))
def test_a_swap_of_two_turns_gives_each_the_others_time_and_nobody_else_any(
    people: list[PersonId], first: int, apart: int
) -> None:
    roster = Roster((turns(*people),))
    spans = [(first, first + 1), (first + apart, first + apart + 1)]
    held = [roster.on_duty(days(7 * start)).primary.person or ANNA for start, _ in spans]
    swap = new_uuid()
    given_away = tuple(
        change(person, 7 * start, 7 * end, id=number, swap_id=swap)
        for number, ((start, end), person) in enumerate(zip(spans, reversed(held), strict=True))
    )
    swapped = Roster(roster.rotations, given_away)
    for week in range(14):
        at = days(7 * week + 3)
        before, after = roster.on_duty(at).primary.person, swapped.on_duty(at).primary.person
        if week in (first, first + apart):
            assert {before, after} <= set(held)
            assert after == held[week == first]
        else:
            assert after == before
