"""Doors for visitors, open for a test."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from fakes.clock import FakeClock
from open_web_door import MUCH, PACE, OpenDoor
from peers.waiting import until

from console.channels.web.pace import WebPace

_OF_THE_ATTACKER = ("websockets.client", "urllib3", "asyncio")


@pytest.fixture
def opened_with(clock: FakeClock) -> Iterator[Callable[..., OpenDoor]]:
    """A door at another pace, by what is other in it."""
    made: list[OpenDoor] = []

    def make(**other: Any) -> OpenDoor:
        made.append(OpenDoor(clock, replace(PACE, **other)))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def opened(opened_with: Callable[..., OpenDoor]) -> OpenDoor:
    return opened_with()


@pytest.fixture(scope="module")
def shared() -> Iterator[OpenDoor]:
    """A door that many attack one after another; nothing is too often for it."""
    measures = [name for name, kind in WebPace.__annotations__.items() if kind == "Rate"]
    pace = replace(PACE, threads=1, **dict.fromkeys(measures, MUCH))
    door = OpenDoor(FakeClock(), pace)
    # All its threads are there before the first of the tests.
    until(lambda: door.ask("GET", "/health").status_code == 200, "the door to be open")
    door.visitor().line().until("signs")
    until(lambda: "web.look_0" in (each.name for each in threading.enumerate()), "its threads")
    door.hang_up()
    yield door
    door.close()


@pytest.fixture
def attacked(shared: OpenDoor, caplog: pytest.LogCaptureFixture) -> Iterator[OpenDoor]:
    """A door whose log and refusals are looked through afterwards."""
    shared.forget()
    caplog.set_level(logging.DEBUG)
    yield shared
    shared.hang_up()
    # Whatever the loop has to say of what came before, it has said when it answers this.
    shared.ask("GET", "config?site=mystore")
    records = [*caplog.get_records("call"), *caplog.get_records("teardown")]
    ours = [one for one in records if not one.name.startswith(_OF_THE_ATTACKER)]
    told = "\n".join([*(one.getMessage() + (one.exc_text or "") for one in ours), *shared.told])
    assert [one.getMessage() for one in ours if one.levelno >= logging.ERROR] == []
    assert [word for word in (*shared.unspeakable, "127.0.0.1", "Traceback") if word in told] == []
