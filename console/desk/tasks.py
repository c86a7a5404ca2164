"""Tasks that are named, kept, supervised and cancelled at the end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
Spawn = Callable[[Coroutine[Any, Any, Any], str], None]

log = logging.getLogger("console.desk")


class Tasks:
    """Every task of the window. `failed` hears of each error that nobody else handled."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, failed: Callable[[str, BaseException], None]
    ) -> None:
        self._loop = loop
        self._failed = failed
        self._running: set[asyncio.Task[Any]] = set()

    def spawn(self, coro: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        """Starts a coroutine on the loop."""
        task = self._loop.create_task(coro, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def stop(self) -> None:
        """Cancels what still runs and waits for its end."""
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            log.error("task %s failed", task.get_name(), exc_info=error)
            self._failed(task.get_name(), error)
