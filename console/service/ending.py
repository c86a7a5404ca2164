"""How `serve` is told to end: by a signal, or by the window that started it going away."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from types import FrameType

LOOK_S = 1.0
"""How often the wait is interrupted, so that Ctrl+C is seen on Windows too."""


class Endings:
    """The reasons to end, in the order they came."""

    def __init__(self) -> None:
        # The one queue whose `put` may be called from a signal handler.
        self._reasons: SimpleQueue[str] = SimpleQueue()

    @contextmanager
    def signals(self) -> Iterator[None]:
        """SIGTERM and SIGINT are reasons to end. Threads: the main one."""
        numbers = (signal.SIGTERM, signal.SIGINT)
        before = [signal.signal(number, self._on_signal) for number in numbers]
        try:
            yield
        finally:
            for number, handler in zip(numbers, before, strict=True):
                signal.signal(number, handler)

    def watch_parent(self, descriptor: int) -> None:
        """The other end closing is a reason to end: so ends a window, also one that is killed."""
        threading.Thread(
            target=self._until_closed, args=(descriptor,), name="parent watch", daemon=True
        ).start()

    def end(self, reason: str) -> None:
        """Somebody else has a reason. Threads: any."""
        self._reasons.put(reason)

    def wait(self) -> str:
        """Blocks until there is a reason; returns it."""
        while True:
            try:
                return self._reasons.get(timeout=LOOK_S)
            except Empty:
                continue

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._reasons.put(signal.Signals(number).name)

    def _until_closed(self, descriptor: int) -> None:
        try:
            # Not through sys.stdin: its lock, held by a daemon, aborts the interpreter's end.
            while os.read(descriptor, 1024):
                pass
        except OSError:
            pass
        self._reasons.put("the parent has gone")
