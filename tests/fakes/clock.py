"""A clock that stands still until a test moves it."""

from __future__ import annotations

from whenever import Instant

MONDAY_MORNING = Instant.from_utc(2026, 11, 23, 8, 41)
"""Monday 23 November 2026, 09:41 in Tromsø."""


class FakeClock:
    """Tells the time that the test has set."""

    def __init__(self, at: Instant = MONDAY_MORNING) -> None:
        self._now = at
        self.speed = 1.0
        """What a practice day's clock says of itself."""

    def now(self) -> Instant:
        return self._now

    def advance(self, seconds: float) -> Instant:
        """Moves the clock on; returns the new time."""
        self._now = self._now.add(seconds=seconds)
        return self._now

    def set(self, at: Instant) -> None:
        """It is that late now."""
        self._now = at
