"""A connector's hold on the world: until it is closed, and told when something is new."""

from __future__ import annotations

import threading
from collections.abc import Callable

from console.channels.contract import ChannelDown
from console.channels.practice.world import Told, World
from console.domain.language import tr

_PATIENCE_S = 0.2
"""A listener looks so often whether it is to stop."""


class Attached:
    """One connector's. There is no line to open: after `close` the next call works again."""

    def __init__(self, world: World, told: Told) -> None:
        """`told` is what the connector shows."""
        self._world = world
        self._told = told
        self._closings = 0

    @property
    def told(self) -> int:
        """How much the connector has had to show."""
        return self._world.news(self._told, -1, 0)

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        """Calls `wake` at once and with all that is told; raises `ChannelDown` at a `close`."""
        seen, closings = -1, self._closings
        while not stop.is_set():
            told = self._world.news(self._told, seen, _PATIENCE_S)
            if self._closings != closings:
                raise ChannelDown(tr("Koblingen til øvelsen er lukket."))
            if told != seen:
                seen = told
                wake()

    def close(self) -> None:
        """Whoever listens is told so."""
        self._closings += 1
