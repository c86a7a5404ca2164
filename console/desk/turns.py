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

    def hand_in(self, parts: Iterable[Part]) -> None:
        """Does each part in a turn of its own, after all that was handed in before; the first at
        once where there is nothing before it.
        """
        is_idle = not self._parts
        self._parts.extend(parts)
        if is_idle:
            self._turn()

    def stop(self) -> None:
        """Nothing more is done."""
        self._parts.clear()

    def _turn(self) -> None:
        if not self._parts:
            return
        part = self._parts.popleft()
        if self._parts:
            self._loop.call_soon(self._turn)
        part()
