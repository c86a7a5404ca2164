"""What the firm's status page says, as `serve` last fetched it."""

from __future__ import annotations

from collections.abc import Iterable

from console.data.feed import FeedItem
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.instants import Clock


class StatusLamp:
    """Threads: the loop's only."""

    def __init__(self, workers: Workers, clock: Clock, spawn: Spawn) -> None:
        self._workers = workers
        self._clock = clock
        self._spawn = spawn

    def read_again(self) -> None:
        """The store may say something else now."""

    def hear(self, items: Iterable[FeedItem]) -> None:
        """Reads it again where it has changed."""

    def tick(self) -> None:
        """Moves its age on."""
