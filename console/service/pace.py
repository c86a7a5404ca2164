"""How many items one transaction takes: as many as keep the store busy for a moment only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

BUSY_S = 0.06
"""So long should one transaction keep a store in one file to itself: a person waits for it."""

BREATHER_S = 0.025
"""Pause between two. Who waits for SQLite looks every 25 ms at first and must find it free once:
without a pause a person's act waited 8 s while a backlog came in.
"""

LEAST = 10
"""Fewer keep the store no less busy: a commit alone takes 20 ms on a slow disk, and with portions
of one mail there is nothing but commits.
"""

MOST = 60
"""More save nothing: what a transaction costs by itself is spread thin by then."""

BYTES = 1_000_000
"""A portion of more bytes ends early, whatever the pace."""


class Pace(Generic[T]):
    """The size of the next portion, learnt from how long the last took. Not shared."""

    def __init__(
        self, weigh: Callable[[T], int], most: int | None = None, least: int | None = None
    ) -> None:
        """`weigh` tells the bytes of an item."""
        self._weigh = weigh
        self._most = MOST if most is None else most
        self._least = min(LEAST if least is None else least, self._most)
        self._size = self._least

    def split(self, items: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
        """The next portion (at least one item, if there are any), and the rest."""
        room, count = BYTES, 0
        for item in items[: self._size]:
            room -= self._weigh(item)
            if count and room < 0:
                break
            count += 1
        return items[:count], items[count:]

    def took(self, items: int, seconds: float) -> None:
        """A portion of so many took so long; the next is twice as large at most."""
        fitting = int(items * BUSY_S / seconds) if seconds > 0 else self._most
        self._size = min(max(fitting, self._least), 2 * self._size, self._most)
