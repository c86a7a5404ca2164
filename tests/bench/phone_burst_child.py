"""A window on Oversikt while an exchange's callers come and go, measured from inside.

Each line of standard input is a queue (the callers' names at the exchange, in order), answered
with when it stood so on the screen, or "figures", which are then printed and end it.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

from PySide6.QtGui import QPaintEvent

from console.domain.calls import CallState
from console.widgets.row_list import RowList
from tests.bench.stalls import StallWatch, Usage
from tests.bench.watched_window import Watched, outset_on, run_watched

LONGEST_S = 5.0
PAINTS_WITHIN_S = 0.1
WAITING = (CallState.WAITING, CallState.RINGING)

Queue = tuple[str, ...]


class Seen:
    """When the lane came to hold what it holds, and when it was painted last."""

    def __init__(self, watched: Watched) -> None:
        self._live = watched.desk.live
        self._lane = self._live.overview.telephone
        self.queue: Queue = ()
        self.held_s = self.painted_s = 0.0
        self.most = 0
        self._lane.rows.listen(self._changed)
        board = watched.window.frame.work.rooms.known("overview").board
        self._view = board.lanes[self._lane.name].pane.view
        paint = RowList.paintEvent

        def painted(view: RowList, event: QPaintEvent) -> None:
            paint(view, event)
            if view is self._view:
                self.painted_s = time.perf_counter()

        RowList.paintEvent = painted  # type: ignore[method-assign]

    async def when(self, wanted: Queue) -> float | None:
        """When it was so and painted; where it changed below what shows, when it was so."""
        until_s = time.perf_counter() + LONGEST_S
        while (  # noqa: ASYNC110 - polled closely, since what is looked for is when
            self.queue != wanted and time.perf_counter() < until_s
        ):
            await asyncio.sleep(0.002)
        if self.queue != wanted:
            return None
        until_s = time.perf_counter() + PAINTS_WITHIN_S
        while (  # noqa: ASYNC110
            self.painted_s < self.held_s and time.perf_counter() < until_s
        ):
            await asyncio.sleep(0.001)
        return max(self.held_s, self.painted_s if self.painted_s < until_s else 0.0)

    def _changed(self, _ops: object) -> None:
        calls = {f"call:{key}": call for key, call in self._live.floor.calls.items()}
        known = (calls[row.key] for row in self._lane.rows.rows if row.key in calls)
        queue = tuple(call.remote_id for call in known if call.state in WAITING)
        if queue != self.queue:
            self.queue, self.held_s = queue, time.perf_counter()
            self.most = max(self.most, len(queue))


async def measure(watched: Watched) -> dict[str, Any]:
    """Does as it is told."""
    watched.window.frame.go("overview")
    await asyncio.sleep(2)
    seen, loop = Seen(watched), asyncio.get_running_loop()
    usage, watch = Usage(window="self", serve=sys.argv[3]), StallWatch()
    print(json.dumps({"open": True}), flush=True)
    with watched.profile("phone_burst"):
        while True:
            asked = json.loads(await loop.run_in_executor(None, sys.stdin.readline))
            if asked == "figures":
                return {**watch.stop().figures(), **usage.figures(), "most": seen.most}
            print(json.dumps({"shown_s": await seen.when(tuple(asked))}), flush=True)


run_watched(outset_on(sys.argv[1], "sunniva.l", sys.argv[2]), measure)
