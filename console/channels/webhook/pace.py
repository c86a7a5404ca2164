"""How fast and how much may be told, and how long anybody waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True)
class Pace:
    """`stored_s` is how long a message waits for the store before it is to be sent again;
    `body_s` how long it may take to arrive; `rate` messages a second, `burst` at once.
    """

    stored_s: float = 8.0
    body_s: float = 10.0
    most_bytes: int = 262_144
    rate: float = 200.0
    burst: float = 500.0
    connections: int = 64
    step_s: float = 10.0
    """How long the exchange may take to answer what it is asked."""


class Bucket:
    """Fills at a rate, up to a burst. Threads: one."""

    def __init__(self, rate: float, burst: float, now_s: Callable[[], float] = monotonic) -> None:
        """`now_s` is a steady clock, in seconds."""
        self._rate, self._burst, self._now_s = rate, burst, now_s
        self._left, self._seen_s = burst, now_s()

    def take(self) -> bool:
        """Takes one, if there is one."""
        now_s = self._now_s()
        self._left = min(self._burst, self._left + (now_s - self._seen_s) * self._rate)
        self._seen_s = now_s
        if self._left < 1:
            return False
        self._left -= 1
        return True
