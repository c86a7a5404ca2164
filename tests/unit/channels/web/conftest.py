"""Doors for visitors, open for a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from fakes.clock import FakeClock
from open_web_door import PACE, OpenDoor


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
