"""A window tells that it is there as long as its person is ready for chats, or in some."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from fakes.live_items import line, visitor
from fixtures.house import House
from fixtures.live_house import LiveHouse

from console.data.commands.availability import set_readiness
from console.data.commands.chats import take_chat
from console.data.queries.floor import floor_now
from console.data.queries.gone import somebody_is_gone
from console.desk.live_floor import LiveFloor
from console.desk.signs_of_life import SignsOfLife
from console.desk.tasks import Tasks
from console.desk.workers import Workers
from console.domain.availability import ALIVE_S, RENEW_S, Channel, Readiness
from console.domain.people import Person

pytestmark = pytest.mark.asyncio


class Window:
    """One that may be closed, and a clock moved by hand."""

    def __init__(self, house: House, me: Person, tasks: Tasks, workers: Workers) -> None:
        self._house = house
        self._me = me
        self._tasks = tasks
        self._floor = LiveFloor()
        self._signs = SignsOfLife(workers, house.clock, me, self._floor, tasks.spawn)

    async def says(self, readiness: Readiness) -> None:
        self._house.act(self._me.id, set_readiness, Channel.CHAT, readiness, "")
        self.reads()
        await self.lives(0)

    def reads(self) -> None:
        """What is in the store is on the screen."""
        self._floor.take(self._house.store.read(floor_now))

    async def lives(self, seconds: float) -> None:
        """Time passes at the open window, second by second."""
        for _ in range(int(seconds) + 1):
            self._signs.tick()
            while self._tasks._running:
                await asyncio.gather(*self._tasks._running)
            self._house.clock.advance(1)

    def is_gone(self) -> bool:
        return self._house.store.read(somebody_is_gone, self._house.clock.now())


@pytest.fixture
def window(house: House, me: Person, tasks: Tasks) -> Iterator[Window]:
    workers = Workers(house.store)
    yield Window(house, me, tasks, workers)
    workers.close()


async def test_who_is_ready_at_an_open_window_is_never_gone(window: Window) -> None:
    await window.says(Readiness.READY)
    for _ in range(4):
        await window.lives(RENEW_S)
        assert not window.is_gone()


async def test_a_minute_after_its_last_sign_whoever_closed_it_is_gone(
    window: Window, house: House
) -> None:
    await window.says(Readiness.READY)
    house.clock.advance(ALIVE_S - 2)
    assert not window.is_gone()
    house.clock.advance(1)
    assert window.is_gone()


async def test_who_is_ready_again_is_told_of_at_once(window: Window, house: House) -> None:
    await window.says(Readiness.READY)
    await window.says(Readiness.PAUSE)
    await window.says(Readiness.READY)
    house.clock.advance(ALIVE_S)
    assert window.is_gone(), "a sign was given, and counts for a minute"


async def test_on_a_clock_that_goes_faster_a_sign_counts_for_as_many_real_seconds(
    window: Window, house: House
) -> None:
    house.clock.speed = 60.0
    await window.says(Readiness.READY)
    house.clock.advance(ALIVE_S * 50)
    assert not window.is_gone()
    house.clock.advance(ALIVE_S * 10)
    assert window.is_gone()


async def test_who_has_a_chat_and_is_on_a_pause_is_told_of_too(
    window: Window, live: LiveHouse, me: Person
) -> None:
    await window.says(Readiness.PAUSE)
    live.chat(visitor(), line(1))
    live.house.act(me.id, take_chat, live.only_chat.id)
    window.reads()
    await window.lives(ALIVE_S)
    assert not window.is_gone()
    live.house.clock.advance(ALIVE_S)
    assert window.is_gone()
