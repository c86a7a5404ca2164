"""A bell whose waits are in the practice day's time."""

from __future__ import annotations

from console.domain.instants import Clock, pace_of
from console.service.bell import Bell

SHORTEST_S = 0.1
"""Of real time: a part that looks every second is not to look sixty times in one."""


class PracticeBell(Bell):
    """A part that rests for a minute rests for a second where the day goes sixty times as fast."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def wait(self, seconds: float) -> None:
        """Returns after so many seconds of the day, when rung, or when stopped."""
        super().wait(max(min(SHORTEST_S, seconds), seconds / pace_of(self._clock)))
