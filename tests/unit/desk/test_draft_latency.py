"""Typed text is in the pocket's file within 300 ms of the key press, seen from outside."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

import pytest
from fixtures.waiting import PATIENCE_S

from console.data.engine import SQLITE
from console.data.pocket import Pocket
from console.desk.drafts import Drafts

KEYS = 50
BETWEEN_S = 0.03
LIMIT_S = 0.3
TRIES = 3


class Watch:
    """Another program, which notes when it first sees how much of the text on disk.

    It ends when it has seen all.
    """

    def __init__(self, path: Path, scope: str) -> None:
        self.seen_at: dict[int, float] = {}
        self._path = path
        self._scope = scope
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch")
        self._thread.start()

    def wait(self) -> None:
        """Returns when all of the text is on disk, or long after it should have been."""
        self._thread.join(PATIENCE_S)
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        connection = SQLITE.connect(self._path, isolation_level=None)
        query = "SELECT length(text) FROM draft WHERE scope = ?"
        while KEYS not in self.seen_at and not self._stop.wait(0.002):
            row = connection.execute(query, [self._scope]).fetchone()
            if row is not None:
                self.seen_at.setdefault(int(row[0]), time.monotonic())
        connection.close()

    def on_disk_at(self, length: int) -> float:
        """When so much, or more, was first there."""
        return min(at for seen, at in self.seen_at.items() if seen >= length)


async def slowest(drafts: Drafts, path: Path, scope: str) -> float:
    """Types fifty keys; how long the slowest took to the disk, in seconds."""
    watch = Watch(path, scope)
    typed_at: dict[int, float] = {}

    def press(length: int) -> None:
        typed_at[length] = time.monotonic()
        drafts.type(scope, "x" * length, "reply")

    loop = asyncio.get_running_loop()
    for length in range(1, KEYS + 1):
        loop.call_later(length * BETWEEN_S, press, length)
    await loop.run_in_executor(None, watch.wait)
    assert len(typed_at) == KEYS
    return max(watch.on_disk_at(length) - at for length, at in typed_at.items())


@pytest.mark.asyncio
async def test_every_key_press_is_on_disk_within_300_ms(
    drafts: Drafts, pocket: Pocket, pocket_path: Path
) -> None:
    del pocket
    # A machine that stands still now and then says nothing; a slow desk is slow every time.
    took = [await slowest(drafts, pocket_path, "case:1")]
    while took[-1] > LIMIT_S and len(took) < TRIES:
        took.append(await slowest(drafts, pocket_path, f"case:{len(took) + 1}"))
    assert took[-1] <= LIMIT_S, took
