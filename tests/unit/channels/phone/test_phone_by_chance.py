"""Days by chance at a stand-in exchange, with losses, restarts and acts: whoever fetches what is
told of it, and keeps it as a store does, ends with what is so.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from fakes.clock import FakeClock
from heard_exchange import Heard
from peers.exchange_channels import Call, Leg
from peers.waiting import until

from console.channels.contract import ChannelDown
from console.channels.phone.protocol.telephones import base_of
from console.domain.calls import CallState, Ending, MemberState
from console.domain.live_news import CallSeen, LiveItem, MembersSeen, StandingSeen
from console.domain.outward import OutwardKind

TELEPHONES = tuple(f"PJSIP/{number}" for number in range(21, 26))
STEPS, DAYS = 120, 12


@dataclass
class Store:
    """What a store makes of what it is told: the newest of each, what is over stays over, unless
    nobody had seen how.
    """

    calls: dict[str, CallSeen] = field(default_factory=dict)
    members: MembersSeen = field(default_factory=lambda: MembersSeen(0, ()))
    cursor: bytes | None = None

    def fetch(self, phone: Heard, budget: int) -> bool:
        """Whether the exchange could be asked."""
        try:
            page = phone.connector.pull(self.cursor, budget)
            while page.more:
                self._take_in(page.items)
                page = phone.connector.pull(page.cursor, budget)
        except ChannelDown:
            return False
        self._take_in(page.items)
        self.cursor = page.cursor
        return True

    def alive(self) -> dict[str, CallSeen]:
        return {k: seen for k, seen in self.calls.items() if seen.state is not CallState.ENDED}

    def _take_in(self, items: tuple[LiveItem, ...]) -> None:
        for item in items:
            if isinstance(item, CallSeen):
                self._call(item)
            elif isinstance(item, MembersSeen) and item.version > self.members.version:
                self.members = item
            elif isinstance(item, StandingSeen):
                for key, seen in self.alive().items():
                    if key not in item.calls and seen.version < item.version:
                        ended = replace(seen, state=CallState.ENDED, ending=Ending.UNSEEN)
                        self.calls[key] = replace(ended, place=None)

    def _call(self, seen: CallSeen) -> None:
        before = self.calls.get(seen.remote_id)
        if before is None or (
            seen.version > before.version and before.ending in (None, Ending.UNSEEN)
        ):
            self.calls[seen.remote_id] = seen


class Day:
    """Somebody's seed decides what happens."""

    def __init__(self, phone: Heard, seed: int) -> None:
        self.phone = phone
        self.exchange = phone.exchange
        self.chance = random.Random(seed)
        self.store = Store()
        self.truth: dict[str, Ending] = {}
        """How calls ended that were put down while the exchange was heard."""
        self.came: set[str] = set()
        for interface in TELEPHONES:
            self.exchange.knows(interface)
            self.exchange.seats(interface, interface, is_dynamic=True)
        assert self.store.fetch(phone, 500)

    def goes_on(self) -> None:
        self.phone.passes(0.4)
        acts = {
            self.comes: 24,
            self.rings: 16,
            self.is_answered: 14,
            self.rings_in_vain: 4,
            self.hangs_up: 14,
            self.is_taken: 5,
            self.is_given_away: 4,
            self.dials: 4,
            self.own_telephone_is_answered: 6,
            self.says: 4,
            self.fetches: 12,
            self.is_lost: 1,
        }
        (act,) = self.chance.choices(list(acts), list(acts.values()))
        act()

    def comes(self) -> None:
        number = f"+4790{self.chance.randrange(10**6):06}"
        priority = self.chance.choice((0, 0, 0, 10))
        self.came.add(self.exchange.comes(number, "Kari", priority))

    def rings(self) -> None:
        waiting = [call for call in self._waiting() if call.ring is None]
        if waiting and (free := self._free()):
            self.exchange.rings(self.chance.choice(waiting).key, self.chance.choice(free))

    def is_answered(self) -> None:
        if ringing := [call for call in self._calls() if call.ring]:
            call = self.chance.choice(ringing)
            assert call.ring is not None
            self.exchange.answers(call.ring.interface)

    def rings_in_vain(self) -> None:
        if ringing := [call for call in self._waiting() if call.ring]:
            call = self.chance.choice(ringing)
            assert call.ring is not None
            self.exchange.rings_in_vain(call.ring.interface)

    def hangs_up(self) -> None:
        if calls := self._calls():
            call = self.chance.choice(calls)
            if call.queue:
                talked = call.leg is not None
                self.truth[call.key] = Ending.ANSWERED if talked else Ending.ABANDONED
            self.exchange.hangs_up(call.key)

    def is_taken(self) -> None:
        if (waiting := list(self._waiting())) and (free := self._free()):
            call = self.chance.choice(waiting).key
            self._asks(OutwardKind.TAKE_CALL, call, interface=self.chance.choice(free))

    def is_given_away(self) -> None:
        talking = [call for call in self._calls() if call.leg and call.queue]
        if talking and (free := self._free()):
            call = self.chance.choice(talking)
            assert call.leg is not None
            details = {"interface": call.leg.interface, "how": "blind"}
            self._asks(OutwardKind.TRANSFER, call.key, to=self.chance.choice(free), **details)

    def dials(self) -> None:
        if free := self._free():
            number = f"2244{self.chance.randrange(10**4):04}"
            self._asks(OutwardKind.DIAL, "", interface=self.chance.choice(free), number=number)

    def own_telephone_is_answered(self) -> None:
        if calls := [call for call in self._calls() if call.is_outgoing and not _parties(call)]:
            self.exchange.own_answers(base_of(self.chance.choice(calls).channel.name))

    def says(self) -> None:
        reason = self.chance.choice(("", "Lunsj", "Møte"))
        self.exchange.member_says(self.chance.choice(TELEPHONES), bool(reason), reason)

    def fetches(self) -> None:
        self.store.fetch(self.phone, budget=self.chance.choice((1, 3, 500)))

    def is_lost(self) -> None:
        logins, exchange = self.exchange.logins, self.exchange
        lose = (exchange.cut, exchange.cut_in_a_line, exchange.restart, self.is_away)
        self.chance.choice(lose)()
        self.truth.clear()
        self.phone.passes(2)
        until(lambda: self.fetched_after(logins), "the exchange to be found again")

    def is_away(self) -> None:
        """Nobody hears what happens meanwhile."""
        self.exchange.go_away()
        unheard = (self.comes, self.rings, self.is_answered, self.rings_in_vain, self.hangs_up)
        for _ in range(8):
            self.phone.passes(0.4)
            self.chance.choice(unheard)()
        self.exchange.come_back()

    def fetched_after(self, logins: int) -> bool:
        return self.exchange.logins > logins and self.store.fetch(self.phone, 500)

    def agrees(self) -> bool:
        """Whether the store has what is so, now that time has told what it tells."""
        self.phone.passes(1)
        if not self.store.fetch(self.phone, 500):
            return False
        return self._stored() == self._so() and self._seats() == self._so_seated()

    def _stored(self) -> dict[str, tuple[object, ...]]:
        return {
            key: (seen.state, seen.place, seen.rung_to, seen.answered_by)
            for key, seen in self.store.alive().items()
        }

    def _so(self) -> dict[str, tuple[object, ...]]:
        places = {key: place for place, key in enumerate(self.exchange.waiting(), start=1)}
        found: dict[str, tuple[object, ...]] = {}
        for call in self._calls():
            by = self.store.calls[call.key].answered_by if call.key in self.store.calls else ""
            rung = call.ring.interface if call.ring else ""
            if call.is_outgoing:
                own, is_up = base_of(call.channel.name), call.leg is not None
                state = CallState.TALKING if is_up else CallState.RINGING
                found[call.key] = (state, None, "" if is_up else own, own)
            elif call.leg is not None:
                found[call.key] = (CallState.TALKING, None, "", call.leg.interface)
            else:
                state = CallState.RINGING if rung else CallState.WAITING
                found[call.key] = (state, places.get(call.key), rung, by)
        return found

    def _seats(self) -> dict[str, tuple[bool, str]]:
        return {
            one.interface: (one.state is MemberState.PAUSED, one.reason)
            for one in self.store.members.members
        }

    def _so_seated(self) -> dict[str, tuple[bool, str]]:
        seats = ((one, self.exchange.member(one)) for one in TELEPHONES)
        return {name: (m.is_paused, m.paused_reason) for name, m in seats if m is not None}

    def _asks(self, kind: OutwardKind, target: str, **details: str) -> None:
        try:
            self.phone.act(kind, target, **details)
        except ChannelDown:
            return

    def _calls(self) -> list[Call]:
        return self.exchange.ask(lambda: list(self.exchange.board.calls.values()))

    def _waiting(self) -> Iterator[Call]:
        waiting = set(self.exchange.waiting())
        return (call for call in self._calls() if call.key in waiting)

    def _free(self) -> list[str]:
        calls = self._calls()
        busy = {leg.interface for call in calls for leg in _parties(call)}
        busy |= {base_of(call.channel.name) for call in calls if call.is_outgoing}
        return [one for one in TELEPHONES if one not in busy]


def _parties(call: Call) -> list[Leg]:
    return [leg for leg in (call.leg, call.ring) if leg is not None]


@pytest.mark.parametrize("seed", range(DAYS))
def test_a_day_by_chance_leaves_the_store_with_what_is_so(
    phone: Heard, clock: FakeClock, seed: int
) -> None:
    day = Day(phone, seed)
    for step in range(STEPS):
        day.goes_on()
        if step % (STEPS // 4) == 0:
            until(day.agrees, f"the store to agree: {day._stored()} is {day._so()}")
    phone.exchange.end_all()
    until(lambda: day.agrees() and set(day.truth) <= set(day.store.calls), "the last news")
    assert day.store.alive() == {}
    assert {key for key, seen in day.store.calls.items() if not seen.is_outgoing} <= day.came
    told = {key: seen.ending for key, seen in day.store.calls.items() if key in day.truth}
    assert told == day.truth, "nobody was missed"
    assert phone.exchange.calls.torn == []
