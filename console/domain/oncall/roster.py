"""The roster: who is on duty at an instant and why, shifts, hand-overs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from whenever import Instant

from console.domain.ids import PersonId
from console.domain.oncall.turns import Change, DutyRole, Rotation


class Why(StrEnum):
    """What makes somebody be on duty."""

    ROTATION = "rotation"
    CHANGE = "change"
    FALLBACK = "fallback"
    """Nobody is named, so the person whom the team has named for that case is."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Duty:
    """Who has a role at an instant, and why; `person` is None where nobody has it."""

    person: PersonId | None
    why: Why
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Both roles at an instant."""

    primary: Duty
    backup: Duty

    def of(self, role: DutyRole) -> Duty:
        return self.primary if role is DutyRole.PRIMARY else self.backup

    @property
    def people(self) -> tuple[PersonId | None, PersonId | None]:
        return self.primary.person, self.backup.person


@dataclass(frozen=True, slots=True)
class Shift:
    """One stretch of one role: from `start` up to, not including, `end`."""

    role: DutyRole
    start: Instant
    end: Instant
    duty: Duty


@dataclass(frozen=True, slots=True)
class HandOver:
    """When somebody else comes on duty, and who is before and after."""

    at: Instant
    before: OnDuty
    after: OnDuty


_NOBODY = Duty(None, Why.NOBODY)


@dataclass(frozen=True, slots=True)
class Roster:
    """All turns, and all changes that were not withdrawn.

    `fallback` fills every gap: the backup's only while it is not primary as well.
    """

    rotations: tuple[Rotation, ...] = ()
    changes: tuple[Change, ...] = ()
    fallback: PersonId | None = None

    def on_duty(self, at: Instant) -> OnDuty:
        """Who is primary, who backup, and why."""
        primary = self._named(DutyRole.PRIMARY, at) or self._fallen_back(None)
        backup = self._named(DutyRole.BACKUP, at) or self._fallen_back(primary.person)
        return OnDuty(primary, backup)

    def shifts(self, start: Instant, end: Instant) -> tuple[Shift, ...]:
        """Both roles from `start` to `end` without gaps, by beginning; neighbours differ.

        Stretches where nobody is on duty are among them.
        """
        edges = [start, *self._edges(start, end), end]
        pieces = [(first, last, self.on_duty(first)) for first, last in pairwise(edges)]
        found: list[Shift] = []
        for role in DutyRole:
            found += _merged(Shift(role, first, last, on.of(role)) for first, last, on in pieces)
        return tuple(sorted(found, key=lambda shift: shift.start))

    def next_hand_over(self, at: Instant, role: DutyRole | None = None) -> HandOver | None:
        """When the first other person comes on duty after `at`, in either role or in one.

        None where it never will.
        """
        before = self.on_duty(at)
        for edge in self._edges(at, self._settled_after(at)):
            after = self.on_duty(edge)
            roles = DutyRole if role is None else (role,)
            if any(after.of(one).person != before.of(one).person for one in roles):
                return HandOver(edge, before, after)
        return None

    def began(self, role: DutyRole, at: Instant) -> Instant | None:
        """When the stretch of a role that runs at `at` began; None where it always was so."""
        duty, before_all = self.on_duty(at).of(role), self._before_all(at)
        edges = [before_all, *self._edges(before_all, at.add(nanoseconds=1))]
        for earlier, edge in reversed(list(pairwise(edges))):
            if self.on_duty(earlier).of(role) != duty:
                return edge
        return None

    def changes_at(self, role: DutyRole, start: Instant, end: Instant) -> tuple[Change, ...]:
        """Changes of a role that stand between two instants, by beginning."""
        met = (change for change in self.changes if change.meets(role, start, end))
        return tuple(sorted(met, key=lambda change: change.start))

    def rotation_at(self, role: DutyRole, at: Instant) -> Rotation | None:
        """The rotation in force: the one that began last, made last where two began at once."""
        begun = [
            rotation
            for rotation in self.rotations
            if rotation.role is role and not rotation.is_void and rotation.begins_at <= at
        ]
        if not begun:
            return None
        last = max(begun, key=lambda rotation: (rotation.begins_at, rotation.id))
        return last if last.ends_at is None or at < last.ends_at else None

    def _named(self, role: DutyRole, at: Instant) -> Duty | None:
        standing = [
            change
            for change in self.changes
            if change.role is role and change.start <= at < change.end
        ]
        if standing:
            change = max(standing, key=lambda change: change.id)
            return Duty(change.person, Why.CHANGE, change)
        rotation = self.rotation_at(role, at)
        return None if rotation is None else Duty(rotation.person_at(at), Why.ROTATION)

    def _fallen_back(self, taken: PersonId | None) -> Duty:
        if self.fallback is None or self.fallback == taken:
            return _NOBODY
        return Duty(self.fallback, Why.FALLBACK)

    def _edges(self, start: Instant, end: Instant) -> list[Instant]:
        """Every instant between two at which a role may pass on, in order."""
        edges = {edge for rotation in self.rotations for edge in rotation.edges(start, end)}
        edges |= {
            edge
            for change in self.changes
            for edge in (change.start, change.end)
            if start < edge < end
        }
        return sorted(edges)

    def _before_all(self, at: Instant) -> Instant:
        begins = [rotation.begins_at for rotation in self.rotations]
        begins += [change.start for change in self.changes]
        return min([at, *begins]).subtract(seconds=1)

    def _settled_after(self, at: Instant) -> Instant:
        """Nothing new comes after it: every rotation has been round once since the last change."""
        known = [at, *(change.end for change in self.changes)]
        known += [rotation.begins_at for rotation in self.rotations]
        known += [rotation.ends_at for rotation in self.rotations if rotation.ends_at is not None]
        rounds = [rotation.weeks * (len(rotation.people) + 1) for rotation in self.rotations]
        return max(known).add(hours=7 * 24 * max(rounds, default=0) + 2)


def _merged(pieces: Iterator[Shift]) -> list[Shift]:
    """The same time with neighbours of one duty joined."""
    joined: list[Shift] = []
    for piece in pieces:
        if joined and joined[-1].duty == piece.duty:
            joined[-1] = replace(joined[-1], end=piece.end)
        else:
            joined.append(piece)
    return joined
