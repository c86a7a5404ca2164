"""A webhook that somebody listens to, or nobody yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fakes.clock import FakeClock
from heard_webhook import Heard

from console.channels.webhook.pace import Pace


@pytest.fixture
def silent(clock: FakeClock) -> Iterator[Heard]:
    """Nobody takes anything in yet."""
    made = Heard(clock)
    yield made
    made.end()


@pytest.fixture
def heard(silent: Heard) -> Heard:
    """What is told is taken into the store at once."""
    silent.pull()
    silent.begin()
    return silent


@pytest.fixture
def heard_with(clock: FakeClock) -> Iterator[Callable[[Pace], Heard]]:
    """As `heard`, at another pace."""
    made: list[Heard] = []

    def make(pace: Pace) -> Heard:
        made.append(Heard(clock, pace))
        made[-1].pull()
        made[-1].begin()
        return made[-1]

    yield make
    for one in made:
        one.end()
