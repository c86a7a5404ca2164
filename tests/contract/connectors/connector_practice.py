"""The simulated world of the practice day, on a day on which nobody comes by themselves."""

from __future__ import annotations

from functools import cache

from fakes.clock import FakeClock

from console.app.language import RESOURCES
from console.channels.contract import LiveConnector
from console.channels.practice.connectors import PracticeChat, PracticePhone
from console.channels.practice.rhythm import Profile
from console.channels.practice.texts import Texts, read_texts
from console.channels.practice.world import World
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours

TELEPHONE = "PJSIP/21"
"""A telephone of the exchange."""


class PracticeDoor:
    """The door of the practice day, on a day on which nobody comes by themselves."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._world = quiet_world(clock)
        self.connector: LiveConnector = PracticeChat(self._world)

    def comes(self, text: str) -> str:
        self._world.advance(self._clock.now())
        return self._world.visitor_comes(text)

    def says(self, chat: str, text: str) -> None:
        self._world.advance(self._clock.now())
        self._world.visitor_says(chat, text)

    def leaves(self, chat: str) -> None:
        self._world.advance(self._clock.now())
        self._world.visitor_leaves(chat)


class PracticeExchange:
    """The exchange of the practice day, on a day on which nobody calls by themselves."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._world = quiet_world(clock)
        self.connector: LiveConnector = PracticePhone(self._world)

    def comes(self, number: str) -> str:
        self._world.advance(self._clock.now())
        return self._world.caller_comes(number)

    def hangs_up(self, call: str) -> None:
        self._world.advance(self._clock.now())
        self._world.caller_hangs_up(call)

    def end(self) -> None:
        """Nothing is left of it."""


def quiet_world(clock: FakeClock) -> World:
    """A simulated world in which only the test makes things happen."""
    return World(
        _texts(),
        seed=7,
        start=clock.now(),
        telephones=(TELEPHONE,),
        profile=Profile.QUIET,
        calendar=WorkCalendar(OpeningHours()),
    )


@cache
def _texts() -> Texts:
    return read_texts(RESOURCES / "practice")
