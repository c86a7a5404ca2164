"""A window on Oversikt while others change what it shows, measured from inside.

Each line of standard input is what is to be shown (`lanes`, `urgent`), `figures`, which are then
printed, or `recount`, which ends it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from console.data.feed import newest
from tests.bench.lanes_recount import recount
from tests.bench.stalls import StallWatch, Usage
from tests.bench.watched_window import Watched, outset_on, run_watched

CAUGHT_UP_S = 30.0


async def measure(watched: Watched) -> dict[str, Any]:
    """Does as it is told."""
    watched.window.frame.go("overview")
    await asyncio.sleep(2)
    print(json.dumps({"open": True}), flush=True)
    loop = asyncio.get_running_loop()
    while True:
        asked = (await loop.run_in_executor(None, sys.stdin.readline)).strip()
        if asked == "recount":
            lag_s = await _catch_up(watched)
            return {"caught_up_s": lag_s, **await recount(watched, by_count=True)}
        await _watch(watched, asked)


async def _watch(watched: Watched, showing: str) -> None:
    """Until the next line comes."""
    board = watched.window.frame.work.rooms.known("overview").board
    board.show_as(showing)
    await asyncio.sleep(1)
    print(json.dumps({"showing": showing}), flush=True)
    heard = _Heard(watched)
    usage, watch = Usage(window="self"), StallWatch()
    loop = asyncio.get_running_loop()
    with watched.profile(f"busy_{showing}"):
        await loop.run_in_executor(None, sys.stdin.readline)
    figures = {**watch.stop().figures(), **usage.figures()}
    heard.stop()
    print(json.dumps({**figures, "events": heard.events, "batches": heard.batches}), flush=True)


async def _catch_up(watched: Watched) -> float:
    """Seconds until the window has taken in the last of the feed."""
    loop, desk = asyncio.get_running_loop(), watched.desk
    began = loop.time()
    last = (await desk._workers.read(newest)).seq
    assert desk._follower is not None
    while (  # noqa: ASYNC110 - nothing tells how far a follower has come
        desk._follower._cursor.seq < last and loop.time() - began < CAUGHT_UP_S
    ):
        await asyncio.sleep(0.02)
    return round(loop.time() - began, 2)


class _Heard:
    """What comes in."""

    def __init__(self, watched: Watched) -> None:
        self.events = self.batches = 0
        self._live, self._follow = watched.desk.live, watched.desk.live.following
        self._live.following = self._following  # type: ignore[method-assign]

    def stop(self) -> None:
        """Counts no more."""
        self._live.following = self._follow  # type: ignore[method-assign]

    def _following(self, batch: Any) -> Any:
        self.events += len(batch.items)
        self.batches += 1
        return self._follow(batch)


run_watched(outset_on(sys.argv[1], "sunniva.l", sys.argv[2]), measure)
