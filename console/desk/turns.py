"""Work of the loop in parts, one in each turn: what was pressed, and what is to be painted, comes
between them. Threads: the loop's only.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable

Part = Callable[[], object]


class Turns:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._parts: deque[Part] = deque()
        self._due: asyncio.Handle | None = None

    def hand_in(self, parts: Iterable[Part]) -> None:
        """Does the first part at once and each of the others in a turn of its own. What is left of
        before is done first: all is done in the order in which it was handed in.
        """
        before = len(self._parts)
        self._parts.extend(parts)
        for _ in range(before):
            self._parts.popleft()()
        self._turn()

    def stop(self) -> None:
        """Nothing more is done."""
        self._parts.clear()

    def _turn(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
        if not self._parts:
            return
        part = self._parts.popleft()
        if self._parts:
            self._due = self._loop.call_soon(self._turn)
        part()
