"""The alarm's sounds at this desk: one at a time, away from the window, and why there is none.

Threads: the loop's only; what plays runs on a thread of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from console.desk.live import LiveValue
from console.desk.tasks import Spawn
from console.domain.alarms import Stage

PlaySound = Callable[[Stage, float], str]
"""Plays a stage's sound so loud (0 to 1) to its end; words of what is wrong, "" where nothing is.
Threads: any, one at a time.
"""

_LOUDNESS = {"off": 0.0, "low": 0.25, "medium": 0.55, "high": 1.0}


def no_sound(_stage: Stage, _loudness: float) -> str:
    """A desk without a loudspeaker, as in tests and pictures."""
    return ""


class Sounds:
    """`problem` says why nothing was to be heard the last time, "" where it was."""

    def __init__(self, play: PlaySound, spawn: Spawn) -> None:
        self._play = play
        self._spawn = spawn
        self._thread = ThreadPoolExecutor(1, "sound")
        self._is_playing = False
        self._is_over = False
        self.problem: LiveValue[str] = LiveValue("")

    def sound(self, stage: Stage, choice: str) -> None:
        """Plays it as loud as one of `preferences.SOUNDS`, unless one sounds still."""
        loudness = _LOUDNESS[choice]
        if loudness > 0 and not self._is_playing:
            self._is_playing = True
            self._spawn(self._sound(stage, loudness), "sound")

    def stop(self) -> None:
        """What sounds now sounds to its end, a second at most; nothing does after it."""
        self._is_over = True
        self._thread.shutdown(wait=False)

    async def _sound(self, stage: Stage, loudness: float) -> None:
        loop = asyncio.get_running_loop()
        try:
            if self._is_over:
                return
            call = partial(self._play, stage, loudness)
            self.problem.set(await loop.run_in_executor(self._thread, call))
        finally:
            self._is_playing = False
