"""Turns of duty one after another, and changes to them, as values.

A hand-over is an Oslo wall time. One that is skipped that night (02:30 when the clock is put
forward) counts by the clock of before, so it comes at 03:30; of one that happens twice the first
counts (`at_wall`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from whenever import Date, Instant, Time

from console.domain.errors import ToldError
from console.domain.hours.day import at_wall
from console.domain.ids import PersonId
from console.domain.instants import wall
from console.domain.language import tr


class RosterError(ToldError):
    """A turn or a change that cannot be; the message says what to give instead."""


class DutyRole(StrEnum):
    """primary is called first; backup when the first does not answer."""

    PRIMARY = "primary"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Rotation:
    """Turns of `weeks` each, in the order of `people`, from `first_day` at `hand_over` on.

    The later of one role replaces the earlier from its first hand-over on. Raises RosterError.
    """

    id: int
    role: DutyRole
    people: tuple[PersonId, ...]
    first_day: Date
    hand_over: Time
    weeks: int = 1
    ends_at: Instant | None = None

    def __post_init__(self) -> None:
        if not self.people:
            raise RosterError(tr("Turnusen har ingen i seg. Velg minst én. Ingenting er endret."))
        if self.weeks < 1:
            raise RosterError(tr("En vakt varer minst én uke. Ingenting er endret."))
        if self.hand_over.second or self.hand_over.nanosecond:
            raise RosterError(tr("Vaktskiftet settes i hele minutter. Ingenting er endret."))

    @property
    def begins_at(self) -> Instant:
        return self.turn_start(0)

    @property
    def is_void(self) -> bool:
        """Ended before it began: it never was."""
        return self.ends_at is not None and self.ends_at <= self.begins_at

    def turn_start(self, turn: int) -> Instant:
        """When a turn begins; turns are counted from 0."""
        return at_wall(self.first_day.add(weeks=turn * self.weeks), self.hand_over)

    def turn_at(self, at: Instant) -> int:
        """The turn that runs at an instant; negative before the first."""
        days = self.first_day.until(wall(at).date(), total="days")
        turn = int(days // (7 * self.weeks))
        # On the day of a hand-over it may not have come yet.
        return turn - 1 if self.turn_start(turn) > at else turn

    def person_at(self, at: Instant) -> PersonId:
        return self.people[self.turn_at(at) % len(self.people)]

    def edges(self, start: Instant, end: Instant) -> Iterator[Instant]:
        """Hand-overs after `start` and before `end`, the first one and the end among them."""
        turn = max(0, self.turn_at(start))
        while (begins := self.turn_start(turn)) < end:
            if begins > start:
                yield begins
            turn += 1
        if self.ends_at is not None and start < self.ends_at < end:
            yield self.ends_at


@dataclass(frozen=True, slots=True)
class Change:
    """`person` instead of whom the rotation names, from `start` up to, not including, `end`.

    Two that bear one `swap_id` are a swap. Raises RosterError.
    """

    id: int
    role: DutyRole
    start: Instant
    end: Instant
    person: PersonId
    reason: str = ""
    swap_id: UUID | None = None
    made_by: PersonId | None = None

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise RosterError(
                tr(
                    "Endringen slutter ikke etter at den begynner. Rett tidene; ingenting er "
                    "endret."
                )
            )

    def meets(self, role: DutyRole, start: Instant, end: Instant) -> bool:
        """Whether both speak of the same role at the same time."""
        return self.role is role and self.start < end and start < self.end
