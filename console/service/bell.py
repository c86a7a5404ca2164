"""What a part waits on: some time, a ring, or the end."""

from __future__ import annotations

import threading


class Bell:
    """Rung when there may be something to do. Threads: any may ring, one waits."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        """Set once, at the end; handed to what blocks by itself (a connector's `listen`)."""
        self._rung = threading.Event()

    def is_stopped(self) -> bool:
        """Whether the end has come."""
        return self.stopped.is_set()

    def ring(self) -> None:
        """Ends the present wait, or the next one at once."""
        self._rung.set()

    def stop(self) -> None:
        """Ends every wait from now on."""
        self.stopped.set()
        self._rung.set()

    def wait(self, seconds: float) -> None:
        """Returns after so many seconds, when rung, or when stopped."""
        self._rung.wait(seconds)
        if not self.is_stopped():
            self._rung.clear()


class Bells:
    """Bells by the names of their parts. Threads: any."""

    def __init__(self) -> None:
        self._bells: dict[str, Bell] = {}

    def hang(self, name: str, bell: Bell) -> None:
        """From now on the name rings this bell."""
        self._bells[name] = bell

    def ring(self, *names: str) -> None:
        """Rings for those of these names who are there."""
        for name in names:
            bell = self._bells.get(name)
            if bell is not None:
                bell.ring()
