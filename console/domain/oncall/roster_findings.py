"""What is wrong with a roster, by name: gaps, doubles, people who cannot be on duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from whenever import Instant

from console.domain.ids import PersonId
from console.domain.oncall.roster import Roster, Shift, Why
from console.domain.oncall.turns import DutyRole
from console.domain.people import Person, Role


class FindingKind(StrEnum):
    """What can be wrong, worst first."""

    NOBODY = "nobody"
    """Nobody is on duty."""
    DISABLED = "disabled"
    """Whoever is on duty has no access any more, or is not known."""
    NOT_TECHNICIAN = "not_technician"
    """Whoever is on duty does not have the role."""
    SAME_PERSON = "same_person"
    """One person is primary and backup at once."""
    OVERLAP = "overlap"
    """Two changes of one role at once; the one made last counts."""
    FALLBACK = "fallback"
    """Nobody is named, and the fallback fills in."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, from `start` up to, not including, `end`.

    `role` is the backup's for one person in both.
    """

    kind: FindingKind
    role: DutyRole
    start: Instant
    end: Instant
    person: PersonId | None = None


def findings(
    roster: Roster, people: Iterable[Person], start: Instant, end: Instant
) -> tuple[Finding, ...]:
    """Everything that is wrong between two instants, in order of time, the worst first."""
    shifts = roster.shifts(start, end)
    known = {person.id: person for person in people}
    found = [
        *(one for shift in shifts for one in _of_shift(shift, known)),
        *_doubles(shifts),
        *_overlaps(roster, start, end),
    ]
    order = list(FindingKind)
    return tuple(sorted(found, key=lambda one: (one.start, order.index(one.kind), one.role)))


def unfit(person: Person | None) -> FindingKind | None:
    """Why somebody cannot be on duty; None for whoever can."""
    if person is None or person.is_disabled:
        return FindingKind.DISABLED
    return None if Role.TECHNICIAN in person.roles else FindingKind.NOT_TECHNICIAN


def _of_shift(shift: Shift, known: dict[PersonId, Person]) -> Iterator[Finding]:
    person = shift.duty.person
    if person is None:
        yield Finding(FindingKind.NOBODY, shift.role, shift.start, shift.end)
        return
    if shift.duty.why is Why.FALLBACK:
        yield Finding(FindingKind.FALLBACK, shift.role, shift.start, shift.end, person)
    kind = unfit(known.get(person))
    if kind is not None:
        yield Finding(kind, shift.role, shift.start, shift.end, person)


def _doubles(shifts: tuple[Shift, ...]) -> Iterator[Finding]:
    for one, other in combinations(shifts, 2):
        start, end = max(one.start, other.start), min(one.end, other.end)
        person = one.duty.person
        if one.role is not other.role and start < end and person == other.duty.person is not None:
            yield Finding(FindingKind.SAME_PERSON, DutyRole.BACKUP, start, end, person)


def _overlaps(roster: Roster, start: Instant, end: Instant) -> Iterator[Finding]:
    for role in DutyRole:
        for one, other in combinations(roster.changes_at(role, start, end), 2):
            if one.meets(role, other.start, other.end):
                last = max(one, other, key=lambda change: change.id)
                first, until = max(one.start, other.start), min(one.end, other.end)
                yield Finding(FindingKind.OVERLAP, role, first, until, last.person)
