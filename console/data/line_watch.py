"""Lines on which an answer is due: given up when the server is silent for too long.

A line may be acknowledged and never answered (a frozen server, a proxy in between): the system
sees nothing wrong with it, and its reader would wait for ever. Only a server's engine imports
this. Threads: each line is used by one; `hurry` is for any.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg

from console.domain.language import tr

if TYPE_CHECKING:
    from psycopg.abc import PQGen

T = TypeVar("T")

HURRIED_S = 2.0
"""How long what is under way may still take, once the program is about to end."""


class LineWatch:
    """How long the lines of one engine may be silent."""

    def __init__(self, silence_s: float) -> None:
        self.silence_s = silence_s
        self.until_s = math.inf

    def hurry(self) -> None:
        """Nothing is waited for much longer, not even what is being waited for just now."""
        self.until_s = min(self.until_s, time.monotonic() + HURRIED_S)

    def connect(self, given: dict[str, Any]) -> psycopg.Connection[Any]:
        """Makes a line by what the library is to be told."""
        if self.until_s < math.inf:
            given = {**given, "connect_timeout": round(HURRIED_S)}
        line = WatchedLine.connect(**given)
        line.watch = self
        return line


class WatchedLine(psycopg.Connection[Any]):
    """A connection on which every wait for the server goes by a watch."""

    watch: LineWatch

    def __del__(self, *_: Any) -> None:
        """A pool forgets a line whose setting up failed, as where a server starts anew."""
        if hasattr(self, "pgconn") and not self.closed:
            self.pgconn.finish()

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """As the library's; an OperationalError on a closed line where the server is silent."""
        return super().wait(self._while_it_speaks(gen), interval, timeout)

    def _while_it_speaks(self, gen: PQGen[T]) -> PQGen[T]:
        """The same dialogue, resumed every `interval`, with or without news of the line.

        Each sign of life counts anew: a large file may take its time on a slow line.
        """
        heard_s = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                now_s = time.monotonic()
                if ready:
                    heard_s = now_s
                if now_s >= min(heard_s + self.watch.silence_s, self.watch.until_s):
                    self.close()
                    seconds = round(now_s - heard_s)
                    raise psycopg.OperationalError(tr("ingen svar på {s} s", s=seconds))
                wanted = gen.send(ready)
        except StopIteration as end:
            result: T = end.value
            return result
