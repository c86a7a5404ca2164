"""How often something may be done: buckets that fill at a rate, one, or one for each key."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import monotonic

_MOST_KEYS = 20_000


class Bucket:
    """Fills at a rate, up to a burst. Threads: one."""

    def __init__(self, rate: float, burst: float, now_s: Callable[[], float] = monotonic) -> None:
        """`now_s` is a steady clock, in seconds."""
        self._rate, self._burst, self._now_s = rate, burst, now_s
        self._left, self._seen_s = burst, now_s()

    def take(self, count: float = 1.0) -> bool:
        """Takes so many, if there are so many."""
        now_s = self._now_s()
        self._left = min(self._burst, self._left + (now_s - self._seen_s) * self._rate)
        self._seen_s = now_s
        if self._left < count:
            return False
        self._left -= count
        return True

    def wait_s(self, count: float = 1.0) -> float:
        """In how many seconds there are so many again."""
        missing = count - self._left
        return 0.0 if missing <= 0 else missing / self._rate if self._rate else float("inf")


class Buckets:
    """A bucket for each key; those that were not asked for longest are forgotten. Threads: one."""

    def __init__(
        self,
        rate: float,
        burst: float,
        now_s: Callable[[], float] = monotonic,
        most_keys: int = _MOST_KEYS,
    ) -> None:
        self._rate, self._burst = rate, burst
        self._now_s, self._most_keys = now_s, most_keys
        self._of: OrderedDict[Hashable, Bucket] = OrderedDict()

    def take(self, key: Hashable, count: float = 1.0) -> float:
        """Takes so many of this key's; 0 where there were, else in how many seconds there are."""
        bucket = self._of.get(key)
        if bucket is None:
            bucket = self._of[key] = Bucket(self._rate, self._burst, self._now_s)
            if len(self._of) > self._most_keys:
                self._of.popitem(last=False)
        self._of.move_to_end(key)
        return 0.0 if bucket.take(count) else bucket.wait_s(count)
