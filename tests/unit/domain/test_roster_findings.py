"""What is wrong with a roster is named: gaps, doubles, people who cannot be on duty."""

from __future__ import annotations

from test_roster import ANNA, BACKUP, BERIT, CARL, DINA, PRIMARY, change, days, turns

from console.domain.oncall.roster import Roster
from console.domain.oncall.roster_findings import Finding, FindingKind, findings
from console.domain.people import Person, Role

TECHNICIAN = frozenset({Role.TECHNICIAN})
TEAM = (
    Person(ANNA, "anna", "Anna Dahl", TECHNICIAN),
    Person(BERIT, "berit", "Berit Moe", TECHNICIAN),
    Person(CARL, "carl", "Carl Lie", TECHNICIAN, is_disabled=True),
    Person(DINA, "dina", "Dina Vik", frozenset({Role.AGENT})),
)


def _found(roster: Roster, until: float = 14) -> tuple[Finding, ...]:
    return findings(roster, TEAM, days(0), days(until))


def test_nothing_is_wrong_with_two_who_take_turns() -> None:
    roster = Roster((turns(ANNA, BERIT), turns(BERIT, ANNA, id=2, role=BACKUP)))
    assert _found(roster) == ()


def test_a_gap_is_named_with_its_role_and_its_time() -> None:
    roster = Roster((turns(ANNA, ends_at=days(9)), turns(BERIT, id=2, role=BACKUP)))
    assert _found(roster) == (Finding(FindingKind.NOBODY, PRIMARY, days(9), days(14)),)


def test_an_empty_roster_is_two_gaps() -> None:
    assert _found(Roster()) == (
        Finding(FindingKind.NOBODY, BACKUP, days(0), days(14)),
        Finding(FindingKind.NOBODY, PRIMARY, days(0), days(14)),
    )


def test_a_gap_that_the_fallback_fills_is_named_too() -> None:
    rotations = (turns(ANNA, ends_at=days(9)), turns(ANNA, id=2, role=BACKUP, ends_at=days(0)))
    assert _found(Roster(rotations, fallback=BERIT)) == (
        Finding(FindingKind.FALLBACK, BACKUP, days(0), days(9), BERIT),
        Finding(FindingKind.NOBODY, BACKUP, days(9), days(14)),
        Finding(FindingKind.FALLBACK, PRIMARY, days(9), days(14), BERIT),
    )


def test_one_person_in_both_roles_is_named_for_just_that_time() -> None:
    roster = Roster((turns(ANNA, BERIT), turns(BERIT, id=2, role=BACKUP)))
    assert _found(roster) == (Finding(FindingKind.SAME_PERSON, BACKUP, days(7), days(14), BERIT),)


def test_whoever_left_or_is_no_technician_is_named_for_each_turn() -> None:
    roster = Roster((turns(CARL, DINA), turns(ANNA, id=2, role=BACKUP)))
    assert _found(roster) == (
        Finding(FindingKind.DISABLED, PRIMARY, days(0), days(7), CARL),
        Finding(FindingKind.NOT_TECHNICIAN, PRIMARY, days(7), days(14), DINA),
    )


def test_changes_that_overlap_are_named_and_the_last_made_counts() -> None:
    both = (change(ANNA, 1, 3), change(BERIT, 2, 4, id=2))
    roster = Roster((turns(ANNA), turns(ANNA, id=2, role=BACKUP)), both)
    overlap = Finding(FindingKind.OVERLAP, PRIMARY, days(2), days(3), BERIT)
    assert overlap in _found(roster)
    assert roster.on_duty(days(2.5)).primary.person == BERIT


def test_changes_of_two_roles_do_not_overlap() -> None:
    both = (change(ANNA, 1, 3), change(BERIT, 2, 4, id=2, role=BACKUP))
    kinds = {found.kind for found in _found(Roster((), both))}
    assert kinds == {FindingKind.NOBODY}


def test_changes_that_only_touch_do_not_overlap() -> None:
    one_after_another = (change(ANNA, 1, 3), change(BERIT, 3, 4, id=2))
    kinds = {found.kind for found in _found(Roster((), one_after_another))}
    assert kinds == {FindingKind.NOBODY}
