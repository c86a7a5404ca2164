"""The price of picking up a call: which of one's chats pass their limit, and who could have one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from console.domain.ids import PersonId
from console.domain.load import Load, most_room, price_of_picking_up
from console.domain.waits import Moment, Wait

TALK_S = 300.0
"""So long a call is taken to last where the exchange has not counted how long they do (choice)."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Price(Generic[K]):
    """`passing` are the chats and in how many seconds each passes its limit, the next one first;
    `free` is the colleague with most room, None where nobody has any.
    """

    passing: tuple[tuple[K, float], ...]
    free: PersonId | None

    @property
    def to_give(self) -> K | None:
        """The chat to hand over: the next to pass, where somebody can have it."""
        return self.passing[0][0] if self.passing and self.free is not None else None


def price(
    mine: Mapping[K, Wait], now: Moment, talk_s: float | None, ready: Mapping[PersonId, Load]
) -> Price[K]:
    """`mine` are my chats that wait for me, `talk_s` how long calls last today, `ready` what
    everybody else carries who is ready for chats. Who talks on the telephone is offered none.
    """
    away_s = TALK_S if talk_s is None else talk_s
    free = {person: load for person, load in ready.items() if not load.calls}
    return Price(price_of_picking_up(mine, now, away_s), most_room(free))
