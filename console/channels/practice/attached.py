"""A connector's hold on the world: until it is closed, and told when something is new."""

from __future__ import annotations

import threading
from collections.abc import Callable

from console.channels.contract import ChannelDown
from console.channels.practice.world import World
from console.domain.language import tr

_PATIENCE_S = 0.2
"""A listener looks so often whether it is to stop."""


class Attached:
    """One connector's."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._closed = threading.Event()

    def check(self) -> None:
        """Raises `ChannelDown` after `close`."""
        if self._closed.is_set():
            raise ChannelDown(tr("Koblingen til øvelsen er lukket."))

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        """Calls `wake` at once and with all that is told; raises `ChannelDown` when closed."""
        seen = (-1, -1, -1)
        while not stop.is_set():
            self.check()
            told = self._world.news(seen, _PATIENCE_S)
            if told != seen:
                seen = told
                wake()

    def close(self) -> None:
        self._closed.set()
