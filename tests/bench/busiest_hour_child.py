"""The window of a practice day's busiest hour, measured from inside; prints one JSON object."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from whenever import Time

from console.app.machine_clock import MachineClock
from console.app.practice.opening import Opening
from console.app.practice.plan import Practice, next_ordinary_tuesday
from console.channels.practice.rhythm import Profile
from tests.bench.lanes_recount import recount
from tests.bench.stalls import StallWatch, Usage
from tests.bench.watched_window import Watched, run_watched

HOME, SECONDS, SPEED = Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
MORNING_S = 600.0
BEGINS = Time(9, 30)
"""Sixty times sixty seconds later it is 10:30: half an hour before lunch."""


async def measure(watched: Watched) -> dict[str, Any]:
    """An hour goes by."""
    desk, window = watched.desk, watched.window
    window.frame.go("overview")
    await asyncio.sleep(2)
    heard = _Heard(watched)
    began = desk.clock.now()
    usage = Usage(window="self", serve=opening._child._process.pid)
    watch = StallWatch()
    with watched.profile("busiest_hour"):
        await asyncio.sleep(SECONDS)
    stalls = watch.stop()
    used = usage.figures()
    passed_s = (desk.clock.now() - began).total("seconds")
    opening.go_at(0.0)
    await asyncio.sleep(2)
    counted = await recount(watched, by_count=True)
    return {
        "minutes_of_the_day": round(passed_s / 60, 1),
        **stalls.figures(),
        **used,
        "events": heard.events,
        "batches": heard.batches,
        "most_rows": heard.most,
        **counted,
    }


class _Heard:
    """What came in, and how much stood there at the most."""

    def __init__(self, watched: Watched) -> None:
        self.events = self.batches = 0
        self.most: dict[str, int] = {}
        self._overview = watched.desk.live.overview
        live, follow = watched.desk.live, watched.desk.live.following

        def following(batch: Any) -> Any:
            self.events += len(batch.items)
            self.batches += 1
            for lane in (*self._overview.lanes, self._overview.urgent):
                count = lane.counts.value.waiting
                self.most[lane.name.value] = max(count, self.most.get(lane.name.value, 0))
            return follow(batch)

        live.following = following  # type: ignore[method-assign]


practice = Practice(
    start=next_ordinary_tuesday(MachineClock().now(), BEGINS),
    speed=SPEED,
    profile=Profile.BUSIEST.value,
    morning_s=MORNING_S,
)
opening = Opening(practice, HOME)
try:
    run_watched(opening._outset(), measure)
finally:
    opening._telling.shutdown(wait=True)
    opening._child.stop()
