"""The roster agrees with a walk in 30-second steps over the four nights when the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from roster_walk import PlainChange, PlainRoster, PlainTurns, walk
from whenever import Date, Instant, Time

from console.domain.ids import PersonId
from console.domain.oncall.roster import Roster
from console.domain.oncall.turns import Change, DutyRole, Rotation

NIGHTS = (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31))
ANNA, BERIT, CARL, DINA, EGIL = 1, 2, 3, 4, 5
TOLD = (
    ((2, 30), None),
    ((2, 30), ANNA),
    ((2, 0), ANNA),
    ((2, 59), None),
    ((3, 0), ANNA),
    ((1, 59), None),
    ((0, 0), ANNA),
    ((23, 59), None),
    ((15, 30), ANNA),
)
"""When turns pass on, and who fills gaps."""


def _roster(plain: PlainRoster) -> Roster:
    rotations = tuple(
        Rotation(
            number,
            DutyRole(turns.role),
            tuple(PersonId(person) for person in turns.people),
            Date(turns.first_day),
            Time(*turns.hand_over),
            turns.weeks,
            None if turns.ends is None else Instant(turns.ends),
        )
        for number, turns in enumerate(plain.turns)
    )
    changes = tuple(
        Change(
            number,
            DutyRole(change.role),
            Instant(change.start),
            Instant(change.end),
            PersonId(change.person),
        )
        for number, change in enumerate(plain.changes)
    )
    fallback = None if plain.fallback is None else PersonId(plain.fallback)
    return Roster(rotations, changes, fallback)


def _plain(night: date, hand_over: tuple[int, int], fallback: int | None) -> PlainRoster:
    """Turns pass on that very day; changes cover the skipped and the repeated hour in part."""
    sunday = datetime(night.year, night.month, night.day, tzinfo=UTC)
    week_before = night - timedelta(days=7)
    return PlainRoster(
        (
            PlainTurns("primary", (ANNA, BERIT, CARL), week_before, hand_over, 1),
            PlainTurns("backup", (DINA, ANNA), night - timedelta(days=8), (2, 30), 1),
            # Takes over the role on the night itself.
            PlainTurns("backup", (CARL,), night, (2, 30), 2, sunday + timedelta(days=2)),
        ),
        (
            PlainChange(
                "primary", sunday + timedelta(minutes=30), sunday + timedelta(minutes=90), EGIL
            ),
            PlainChange(
                "backup", sunday + timedelta(hours=30), sunday + timedelta(hours=31), BERIT
            ),
        ),
        fallback,
    )


@pytest.mark.parametrize(("hand_over", "fallback"), TOLD)
@pytest.mark.parametrize("night", NIGHTS)
def test_the_roster_agrees_with_a_walk_in_steps(
    night: date, hand_over: tuple[int, int], fallback: int | None
) -> None:
    plain = _plain(night, hand_over, fallback)
    sunday = datetime(night.year, night.month, night.day, tzinfo=UTC)
    start, end = sunday - timedelta(days=10), sunday + timedelta(days=8)
    roster = _roster(plain)
    seen: dict[str, list[tuple[datetime, int | None]]] = {"primary": [], "backup": []}
    for at, *people in walk(plain, start, end):
        for told, person in zip(seen.values(), people, strict=True):
            if not told or told[-1][1] != person:
                told.append((at, person))
        if abs(at - sunday) < timedelta(hours=4):
            assert roster.on_duty(Instant(at)).people == tuple(people), f"at {at}"
    shifts = roster.shifts(Instant(start), Instant(end))
    for role, told in seen.items():
        of_role = [shift for shift in shifts if shift.role == role]
        passed_on = [
            (shift.start.to_stdlib(), shift.duty.person)
            for before, shift in zip([None, *of_role], of_role, strict=False)
            if before is None or before.duty.person != shift.duty.person
        ]
        assert passed_on == told
        assert of_role[-1].end == Instant(end)


@pytest.mark.parametrize(
    ("day", "came"),
    [
        (Date(2026, 3, 29), Instant.from_utc(2026, 3, 29, 1, 30)),  # 03:30: 02:30 is skipped
        (Date(2026, 10, 25), Instant.from_utc(2026, 10, 25, 0, 30)),  # the first of two 02:30
        (Date(2027, 3, 28), Instant.from_utc(2027, 3, 28, 1, 30)),
        (Date(2027, 10, 31), Instant.from_utc(2027, 10, 31, 0, 30)),
    ],
)
def test_a_hand_over_at_half_past_two_comes_once_each_night(day: Date, came: Instant) -> None:
    turns = Rotation(
        1,
        DutyRole.PRIMARY,
        (PersonId(ANNA), PersonId(BERIT)),
        day.subtract(days=7),
        Time(2, 30),
    )
    roster = Roster((turns,))
    start = came.subtract(hours=20)
    passed_on = roster.next_hand_over(start)
    assert passed_on is not None
    assert passed_on.at == came
    assert roster.on_duty(came.subtract(nanoseconds=1)).primary.person == ANNA
    assert roster.on_duty(came).primary.person == BERIT
    following = roster.next_hand_over(came)
    assert following is not None
    assert following.at > came.add(hours=6 * 24)


def test_a_shift_over_the_night_is_an_hour_shorter_in_spring_and_longer_in_autumn() -> None:
    for day, hours in ((Date(2026, 3, 29), 167), (Date(2026, 10, 25), 169)):
        monday = day.subtract(days=6)
        turns = Rotation(
            1, DutyRole.PRIMARY, (PersonId(ANNA), PersonId(BERIT)), monday, Time(15, 30)
        )
        start = turns.begins_at
        (first, *_) = (
            shift
            for shift in Roster((turns,)).shifts(start, start.add(hours=400))
            if shift.role is DutyRole.PRIMARY
        )
        assert (first.end - first.start).total("hours") == hours
