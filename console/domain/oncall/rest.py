"""Rest after work at night: 11 hours, counted from the last of it (aml. § 10-8).

Quiet standby at home is rest; a call-out breaks it. It is a hint for people who plan a day, not a
rule that the program enforces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from whenever import Instant

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import at_wall
from console.domain.instants import wall
from console.domain.oncall.roster import Shift

REST_H = 11
_LOOKED_AHEAD_DAYS = 2
"""Eleven hours reach into the next day at most."""


class Stretch(Protocol):
    """Something done until an instant: a work interval, a span of the log."""

    @property
    def end(self) -> Instant: ...


@dataclass(frozen=True, slots=True)
class RestHint:
    """When somebody may begin at the earliest, and what begins before that, if anything does."""

    earliest: Instant
    working_day: Instant | None = None
    """When the team's working day begins, where it is too early."""
    shift: Instant | None = None
    """When one's next shift begins, where it is too early."""

    @property
    def is_broken(self) -> bool:
        return self.working_day is not None or self.shift is not None


def rest_after(
    work: Iterable[Stretch], calendar: WorkCalendar, own_shifts: Iterable[Shift] = ()
) -> RestHint | None:
    """The hint for one person's work of a night; None for whoever did not work.

    A shift that already runs is standby, and so rest: only one that begins meanwhile counts.
    """
    last = max((stretch.end for stretch in work), default=None)
    if last is None:
        return None
    earliest = last.add(hours=REST_H)
    days = (wall(last).date().add(days=number) for number in range(_LOOKED_AHEAD_DAYS))
    mornings = (
        at_wall(day, calendar.hours.working.start) for day in days if calendar.is_working_day(day)
    )
    begins = (shift.start for shift in own_shifts)
    return RestHint(
        earliest,
        min((at for at in mornings if last <= at < earliest), default=None),
        min((at for at in begins if last < at < earliest), default=None),
    )
