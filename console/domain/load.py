"""How much somebody has on their hands, in units (FACTS): a call 6, a chat 1, capacity 6.

Nobody in a call is offered chats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from console.domain.availability import Readiness
from console.domain.calls import Call, CallState
from console.domain.chats import Chat, ChatState
from console.domain.ids import PersonId
from console.domain.language import tr
from console.domain.waits import Meaning, Moment, Wait

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Units:
    """What each thing weighs, and how much a person carries; a choice, from "six times as many"."""

    call: int = 6
    chat: int = 1
    capacity: int = 6


@dataclass(frozen=True, slots=True)
class Load:
    """One person's: chats that have not ended (also with the customer), calls that are answered.

    What rings and what is written down afterwards weighs nothing.
    """

    chats: int = 0
    calls: int = 0
    units: Units = Units()

    @property
    def used(self) -> int:
        """Units in use. May be above the capacity: a call taken with chats open."""
        return self.chats * self.units.chat + self.calls * self.units.call

    @property
    def room(self) -> int:
        """Units left."""
        return max(0, self.units.capacity - self.used)

    def is_offered_chats(self, readiness: Readiness) -> bool:
        """Whether a chat may ring for somebody who says so of the chat channel."""
        is_free = self.calls == 0 and self.room >= self.units.chat
        return readiness is Readiness.READY and is_free


def loads_of(chats: Iterable[Chat], calls: Iterable[Call]) -> dict[PersonId, Load]:
    """What each has who has something."""
    talked = Counter(c.agent for c in chats if c.agent and c.state is not ChatState.ENDED)
    spoken = Counter(c.answered_by for c in calls if c.answered_by and _is_on(c))
    return {person: Load(talked[person], spoken[person]) for person in {*talked, *spoken}}


def _is_on(call: Call) -> bool:
    return call.state is CallState.TALKING


def units_words(load: Load) -> str:
    """`4 av 6 enheter i bruk`."""
    return tr("{used} av {capacity} enheter i bruk", used=load.used, capacity=load.units.capacity)


def most_room(loads: Mapping[PersonId, Load]) -> PersonId | None:
    """Who of these has most room, for what is to be handed over; None when nobody has any."""
    free = {person: load for person, load in loads.items() if load.room > 0}
    return min(free, key=lambda person: (-free[person].room, person), default=None)


def team_units(loads: Iterable[Load]) -> tuple[int, int]:
    """Units in use and units there are, of those who are at work."""
    counted = tuple(loads)
    return sum(load.used for load in counted), sum(load.units.capacity for load in counted)


def price_of_picking_up(
    waits: Mapping[K, Wait], now: Moment, away_s: float
) -> tuple[tuple[K, float], ...]:
    """Which of my chats pass their limit while I talk for so long, and in how many seconds each.

    The next to pass first. What is late already is no price of this call.
    """
    passing = (
        (key, wait.total_s - wait.waited_s(now))
        for key, wait in waits.items()
        if wait.meaning(now) is not Meaning.LATE
    )
    return tuple(sorted((one for one in passing if one[1] <= away_s), key=lambda one: one[1]))
