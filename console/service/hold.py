"""Holding back after a failure: longer each time, with jitter, until something works again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

FIRST_S = 1.0
LONGEST_S = 60.0
AUTH_S = 300.0
"""A login that was refused is not tried again sooner: servers lock accounts."""
_BOOT_TIME: int | None = getattr(time, "CLOCK_BOOTTIME", None)


def steady() -> float:
    """Seconds that only grow, time asleep included where the system tells (Linux)."""
    return time.monotonic() if _BOOT_TIME is None else time.clock_gettime(_BOOT_TIME)


@dataclass(frozen=True)
class Growth:
    """Doubles from `first_s` to `longest_s`; each delay is taken from its upper half."""

    first_s: float = FIRST_S
    longest_s: float = LONGEST_S

    def delay_s(self, failures: int) -> float:
        """The delay after so many failures in a row (1 is the first)."""
        # 2**60 s is longer than any limit; beyond, the power would only grow.
        full = min(self.longest_s, self.first_s * 2.0 ** min(failures - 1, 60))
        return full * random.uniform(0.5, 1.0)


class Hold:
    """Nothing is tried before its time. Not shared between threads."""

    def __init__(self, growth: Growth, now_s: Callable[[], float] = steady) -> None:
        self._growth = growth
        self._now_s = now_s
        self._until_s = 0.0
        self._failures = 0

    def fail(self, at_least_s: float = 0.0) -> float:
        """Counts a failure; returns the seconds to hold back."""
        self._failures += 1
        delay_s = max(at_least_s, self._growth.delay_s(self._failures))
        self._until_s = self._now_s() + delay_s
        return delay_s

    def clear(self) -> None:
        """Something worked."""
        self._failures, self._until_s = 0, 0.0

    def left_s(self) -> float:
        """Seconds still to hold back; 0 when there is nothing to wait for."""
        return max(0.0, self._until_s - self._now_s())
