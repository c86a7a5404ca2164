"""A machine whose clock is wrong is told of it once; a store that is away is no reason to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from console.app.clock_keeping import keep_clock
from console.data.errors import StoreUnavailable


class WrongClock:
    """Says of itself what the test has set, one after the other, and then ends the keeping."""

    def __init__(self, *doubts: str | Exception) -> None:
        self._coming = list(doubts)
        self._now = ""

    def keep(self) -> None:
        if not self._coming:
            raise asyncio.CancelledError
        found = self._coming.pop(0)
        if isinstance(found, Exception):
            raise found
        self._now = found

    def doubts(self) -> str:
        return self._now


async def _here(work: Callable[[], None]) -> None:
    work()


async def _told_by(clock: WrongClock) -> list[str]:
    told: list[str] = []
    with pytest.raises(asyncio.CancelledError):
        await keep_clock(clock, _here, told.append, look_every_s=0)
    return told


@pytest.mark.asyncio
async def test_a_wrong_clock_is_told_of_once_until_it_has_been_right() -> None:
    told = await _told_by(WrongClock("", "går 12 s foran", "går 13 s foran", "", "går 5 s etter"))
    assert [("12 s" in words, "5 s" in words) for words in told] == [(True, False), (False, True)]


@pytest.mark.asyncio
async def test_a_store_that_is_away_does_not_end_it() -> None:
    told = await _told_by(WrongClock(StoreUnavailable("borte"), "går 12 s foran"))
    assert len(told) == 1
