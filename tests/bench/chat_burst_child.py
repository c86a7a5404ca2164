"""A window on Chat while visitors come and go, who takes the first six and answers them; measured
from inside.

Lines of standard input: "take" answers when it has its lanes, "watch" begins the figures, which
"figures" prints and ends it.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

from console.domain.chats import ChatState
from console.domain.ids import ChatId
from tests.bench.stalls import StallWatch, Usage
from tests.bench.watched_window import Watched, outset_on, run_watched

LANES = 6
TAKES_WITHIN_S = 30.0


class Answering:
    """Answers whoever waits in a lane of mine, each time at once."""

    def __init__(self, watched: Watched) -> None:
        self._desk = watched.desk
        self._spawn = watched.spawn
        self._saying: set[ChatId] = set()
        self.answered = 0
        watched.desk.live.chats.lanes.listen(self._look)

    async def take(self) -> None:
        """Takes the first that wait."""
        until_s = time.monotonic() + TAKES_WITHIN_S
        floor = self._desk.live.floor
        while len(floor.chats) < LANES and time.monotonic() < until_s:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        waiting = sorted(floor.chats.values(), key=lambda chat: chat.no)
        for chat in waiting[:LANES]:
            if chat.state is ChatState.WAITING:
                await self._desk.live.acts.take_chat(chat.id)
        self._look(None)

    def _look(self, _lanes: object) -> None:
        for lane in self._desk.live.chats.lanes.value:
            if lane.waits_for_me and lane.chat not in self._saying:
                self._saying.add(lane.chat)
                self._spawn(self._say(lane.chat), "answer")

    async def _say(self, chat: ChatId) -> None:
        try:
            await self._desk.live.acts.say(chat, f"Svar gitt {time.perf_counter()}")
            self.answered += 1
            await asyncio.sleep(0.5)  # until the feed has told that it is answered
        finally:
            self._saying.discard(chat)


async def measure(watched: Watched) -> dict[str, Any]:
    """Does as it is told."""
    watched.window.frame.go("chat")
    await asyncio.sleep(2)
    answering, loop = Answering(watched), asyncio.get_running_loop()
    usage, watch = Usage(window="self"), StallWatch()
    print(json.dumps({"open": True}), flush=True)
    with watched.profile("chat_burst"):
        while True:
            asked = json.loads(await loop.run_in_executor(None, sys.stdin.readline))
            if asked == "figures":
                shown = len(watched.desk.live.chats.lanes.value)
                found = {**watch.stop().figures(), **usage.figures()}
                return {**found, "lanes": shown, "answered": answering.answered}
            if asked == "take":
                await answering.take()
            else:
                watch.stop()
                usage, watch = Usage(window="self"), StallWatch()
            print(json.dumps({"done": asked}), flush=True)


run_watched(outset_on(sys.argv[1], "sunniva.l", sys.argv[2]), measure)
