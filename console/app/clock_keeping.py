"""Keeping the desk's clock with its store's, and telling when this machine's goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Protocol

from console.domain.errors import ToldError
from console.domain.language import tr

LOOK_EVERY_S = 10.0
"""How often it is looked whether it is time to ask the store again."""


class KeptClock(Protocol):
    """A clock that asks now and then (`store_clock`)."""

    def keep(self) -> None:
        """Asks when it is time to. Raises ToldError."""

    def doubts(self) -> str:
        """What is wrong with this machine's own clock, in words; empty for nothing."""


async def keep_clock(
    clock: KeptClock,
    on_worker: Callable[[Callable[[], None]], Awaitable[Any]],
    tell: Callable[[str], None],
    look_every_s: float = LOOK_EVERY_S,
) -> None:
    """Goes on until it is cancelled. A wrong clock is told of once, until it has been right."""
    is_told = False
    while True:
        # A store that is away is told of elsewhere; the clock goes on counting.
        with suppress(ToldError):
            await on_worker(clock.keep)
        doubts = clock.doubts()
        if doubts and not is_told:
            tell(
                tr(
                    "Obs: {doubts}. Tidene i listene følger lagerets klokke. Slå på nettid på "
                    "denne maskinen.",
                    doubts=doubts,
                )
            )
        is_told = bool(doubts)
        await asyncio.sleep(look_every_s)
