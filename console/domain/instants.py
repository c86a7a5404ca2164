"""Instants, the clock that is handed in, and the desk's wall time.

An `Instant` is UTC and cannot be naive (the type comes from `whenever`). Rules about days and
hours speak `OSLO`; nothing below `app` reads the machine's clock by itself.
"""

from __future__ import annotations

from typing import Protocol

from whenever import Instant, TimeDelta, ZonedDateTime

OSLO = "Europe/Oslo"


class Clock(Protocol):
    """What tells the time: the machine's in the program, one moved by hand in tests."""

    def now(self) -> Instant: ...


def pace_of(clock: Clock) -> float:
    """How many of the clock's seconds pass in one of this machine's: one, but on a practice day
    that goes faster (one also while that stands).
    """
    return float(getattr(clock, "speed", 1.0)) or 1.0


def wall(at: Instant) -> ZonedDateTime:
    """The desk's wall time at an instant."""
    return at.to_tz(OSLO)


def seconds_between(earlier: Instant, later: Instant) -> float:
    """Seconds from one instant to another; negative when `later` comes first."""
    delta: TimeDelta = later - earlier
    return delta.total("seconds")
