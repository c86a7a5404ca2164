"""Waiting for a screen to be as it is to be looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from console.app.pictures.sheet import PicturesFailed
from console.domain.language import tr

LONGEST_S = 20.0
STILL_S = 0.1
"""So long after the last change everything asked for has been laid out and painted."""


async def settled(holds: Callable[[], object]) -> None:
    """Lets the loop run until it holds. Raises PicturesFailed when it never does."""
    loop = asyncio.get_running_loop()
    end = loop.time() + LONGEST_S
    while not holds():
        if loop.time() > end:
            raise PicturesFailed(tr("Bildene ble ikke ferdige i tide."))
        await asyncio.sleep(0.02)


async def still() -> None:
    """Lets the loop run until what has just been asked for is painted."""
    await asyncio.sleep(STILL_S)
