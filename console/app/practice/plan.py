"""What a practice day is made of: when it begins, how fast it goes, and who is there."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from whenever import Instant, Time

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.instants import OSLO, wall

WITH_A_PERSON = Time(10, 30)
"""A window opens on a morning that goes on already."""

WITHOUT = Time(8, 0)
"""Without one, it is the whole day that is looked at."""

SEED, COLLEAGUES, SPEED = 7, 6, 1.0
ORDINARY, BUSIEST = "ordinary", "busiest"
PROFILES = (ORDINARY, BUSIEST)
"""An ordinary day, or one that is all as its busiest half hour (the world's `Profile`)."""

FASTEST = 60.0
MORNING_S = 4 * 60.0
"""So long before the beginning it is simulated already: a person waits for it."""


@dataclass(frozen=True)
class Practice:
    """One practice day. Equal ones without a person at the window go the same way.

    `hours` is how long it lasts, 0 for without end; `profile` how many come; `morning_s` how long
    it has gone on before `start`; `has_person` that somebody sits at the window.
    """

    start: Instant
    seed: int = SEED
    speed: float = SPEED
    hours: float = 0.0
    colleagues: int = COLLEAGUES
    profile: str = ORDINARY
    morning_s: float = MORNING_S
    has_person: bool = True

    @property
    def dawn(self) -> Instant:
        """When people begin to work, and the world to move."""
        return self.start.subtract(seconds=self.morning_s)

    @property
    def end(self) -> Instant | None:
        """The clock stops here; None for never."""
        return self.start.add(hours=self.hours) if self.hours else None

    def to_text(self) -> str:
        """One word on a command line; `read_practice` reads the same back."""
        return json.dumps(asdict(self) | {"start": self.start.format_iso()})


def read_practice(text: str) -> Practice:
    """Raises ValueError, KeyError and TypeError for what is none."""
    found: dict[str, Any] = json.loads(text)
    return Practice(**{**found, "start": Instant.parse_iso(found["start"])})


def next_ordinary_tuesday(now: Instant, at: Time) -> Instant:
    """The wall time on the next Tuesday on which people are at work: a Monday bears the mail of a
    whole weekend.
    """
    calendar = WorkCalendar(OpeningHours())
    date = wall(now).date().add(days=1)
    date = date.add(days=(2 - date.day_of_week().value) % 7)
    while not calendar.is_working_day(date):
        date = date.add(days=7)
    return date.at(at).assume_tz(OSLO).to_instant()
