"""Whom a waiting chat rings for: one who is ready, then the next who has not had it.

Whoever knows best what it is about goes first, of equals whoever has most room, and what rings for
them counts as theirs. From the second on at which a chat is soon late it rings for everybody
(`alarms.py`), so nobody is offered it any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from whenever import Instant

from console.domain.availability import Channel, Readiness
from console.domain.chats import ChatState, Offer
from console.domain.floor import Floor
from console.domain.ids import ChatId, PersonId
from console.domain.load import Load, loads_of, most_room
from console.domain.waiting import Waiting

OFFERED_S = 20.0
"""How long a chat rings for one."""

Had = Mapping[ChatId, Collection[PersonId]]
"""For whom each chat has rung already."""

Knowing = Mapping[ChatId, Collection[PersonId]]
"""Who knows best what each chat is about; one that is not named is anybody's."""

_ANYBODYS: Knowing = MappingProxyType({})


@dataclass(frozen=True)
class Offering:
    """What is to become of the offers: these are over, those are to be made. `next_at` is when to
    look again if nothing happens until then.
    """

    over: tuple[ChatId, ...]
    made: tuple[tuple[ChatId, Offer], ...]
    next_at: Instant | None


def offering(
    floor: Floor, had: Had, waiting: Waiting, now: Instant, knowing: Knowing = _ANYBODYS
) -> Offering:
    """Compares the offers that there are with those that there should be.

    An offer is over when its time is, when its person is ready no longer (a call was taken), and
    when it is soon too late for offers.
    """
    unserved = [
        (wait.soon_at(waiting.working), chat)
        for chat in floor.chats
        if chat.state is ChatState.WAITING and (wait := waiting.chat(chat)) is not None
    ]
    ready = _ready(floor)
    standing = {
        chat.id: chat.offer
        for soon_at, chat in unserved
        if chat.offer is not None
        and chat.offer.to in ready
        and now < min(chat.offer.until, soon_at)
    }
    ringing = Counter(offer.to for offer in standing.values())
    made: list[tuple[ChatId, Offer]] = []
    for soon_at, chat in sorted(unserved, key=lambda one: (one[0], one[1].no)):
        if chat.id in standing or now >= soon_at:
            continue
        to = _first(_free(ready, ringing, had.get(chat.id, ())), knowing.get(chat.id, ()))
        if to is not None:
            ringing[to] += 1
            made.append((chat.id, Offer(to, min(now.add(seconds=OFFERED_S), soon_at))))
    over = (chat.id for _, chat in unserved if chat.offer is not None and chat.id not in standing)
    ends = [offer.until for offer in (*standing.values(), *(offer for _, offer in made))]
    return Offering(tuple(over), tuple(made), min(ends, default=None))


def _ready(floor: Floor) -> dict[PersonId, Load]:
    """Who says they are ready for chats, and is in no call, with what they have."""
    loads = loads_of(floor.chats, floor.calls)
    return {
        said.person: load
        for said in floor.availability or ()
        if said.channel is Channel.CHAT
        and said.readiness is Readiness.READY
        and not (load := loads.get(said.person, Load())).calls
    }


def _free(
    ready: Mapping[PersonId, Load], ringing: Mapping[PersonId, int], had: Collection[PersonId]
) -> dict[PersonId, Load]:
    """Those who may be offered one more, with what rings for them counted as theirs."""
    with_ringing = {
        person: replace(load, chats=load.chats + ringing.get(person, 0))
        for person, load in ready.items()
        if person not in had
    }
    return {p: load for p, load in with_ringing.items() if load.is_offered_chats(Readiness.READY)}


def _first(free: Mapping[PersonId, Load], knowing: Collection[PersonId]) -> PersonId | None:
    """Who is asked next: of those who know it, else of all, whoever has most room."""
    of_those = {person: load for person, load in free.items() if person in knowing}
    return most_room(of_those or free)
