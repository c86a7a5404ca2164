"""Random days at an exchange, in any valid order: nobody is lost, twice, or in a wrong place."""

from __future__ import annotations

import random

from heard import OURS, hear, heard, phones, told, true, true_phones
from hypothesis import given, settings
from hypothesis import strategies as st
from spoken_exchange import Caller, Phone, Spoken
from whenever import Instant

from console.channels.phone.protocol.exchange import ExchangeState
from console.channels.phone.protocol.framing import Framer

QUEUES = ("kundeservice", "salg")
NAMES = ("Kari", "Bjørn", 'Butikk "Ås"', "a\\nb", "x\r\n\r\nEvent: Hangup\r\nUniqueid: 1.1", "")


class Day:
    """An exchange at which something happens at random, and what it said of it."""

    def __init__(self, chance: random.Random) -> None:
        self.exchange = Spoken()
        self.said: list[bytes] = []
        self._chance = chance
        self._callers = 0

    def goes_on(self, steps: int) -> None:
        acts = (self._joins, self._joins, self._leaves, self._moves, self._served, self._member)
        for _ in range(steps):
            self.said.append(self._chance.choice(acts)())

    def _joins(self) -> bytes:
        self._callers += 1
        priority = self._chance.choice((0, 0, 0, 10))
        caller = Caller(f"{self._callers}.1", "+4792000000", self._chance.choice(NAMES), priority)
        return self.exchange.joins(caller, self._chance.choice(QUEUES))

    def _leaves(self) -> bytes:
        queue = self._chance.choice(QUEUES)
        if not (line := self.exchange.waiting[queue]):
            return b""
        leave = self._chance.choice((self.exchange.leaves, self.exchange.gives_up))
        return leave(self._chance.choice(line), queue)

    def _moves(self) -> bytes:
        """On to the other queue, as a menu or a time limit sends callers."""
        if not (line := self.exchange.waiting["kundeservice"]):
            return b""
        caller = self._chance.choice(line)
        return self.exchange.leaves(caller) + self.exchange.joins(caller, "salg")

    def _served(self) -> bytes:
        line, members = self.exchange.waiting["salg"], self.exchange.members["salg"]
        if talking := [one for one in members.values() if one.in_call]:
            return self.exchange.completes(talking[0].interface, "salg")
        if not line or not members:
            return b""
        return self.exchange.serves(line[0], self._chance.choice(list(members)), "salg")

    def _member(self) -> bytes:
        queue = self._chance.choice(QUEUES)
        interface = f"PJSIP/{self._chance.randint(21, 24)}"
        members = self.exchange.members[queue]
        if interface not in members:
            return self.exchange.says("QueueMemberAdded", Phone(interface), queue)
        old = members[interface]
        status, reason = self._chance.choice((1, 2, 6)), self._chance.choice((None, "", "Lunsj"))
        events = ("QueueMemberStatus", "QueueMemberPause", "QueueMemberRemoved")
        changed = Phone(interface, old.name, status, reason, old.in_call)
        return self.exchange.says(self._chance.choice(events), changed, queue)


def agree(state: ExchangeState, exchange: Spoken) -> None:
    for queue in QUEUES:
        assert told(state, queue) == true(exchange, queue)
        assert phones(state, queue) == true_phones(exchange, queue)


def sane(state: ExchangeState) -> None:
    """A caller is in one place, and places are one after the other."""
    waiting = [one.uniqueid for queue in state.queues.values() for one in queue.waiting]
    assert len(waiting) == len(set(waiting))
    for queue in state.queues.values():
        found = [queue.place_of(one.uniqueid) for one in queue.waiting]
        assert found == list(range(1, len(found) + 1))
        assert all(name == member.interface for name, member in queue.members.items())


chances = st.integers(0, 2**32).map(random.Random)


@given(chances, st.integers(1, 60))
def test_whatever_happens_in_a_day_events_alone_tell_it(chance: random.Random, steps: int) -> None:
    day = Day(chance)
    state = ExchangeState()
    for _ in range(steps):
        day.said.clear()
        day.goes_on(1)
        hear(state, *day.said)
        agree(state, day.exchange)
        sane(state)


@given(chances, st.integers(0, 40), st.integers(0, 40))
def test_a_list_may_come_before_any_of_the_events_that_it_is_ahead_of(
    chance: random.Random, before: int, under_way: int
) -> None:
    day = Day(chance)
    day.goes_on(before)
    state = heard(*day.said)
    day.said.clear()
    day.goes_on(under_way)
    late = chance.randint(0, under_way)
    hear(state, *day.said[:late])
    hear(state, day.exchange.listed(OURS))
    for said in (b"", *day.said[late:]):
        hear(state, said)
        sane(state)
        agree_on_order(state, day.exchange)
    hear(state, day.exchange.listed(OURS))
    agree(state, day.exchange)


def agree_on_order(state: ExchangeState, exchange: Spoken) -> None:
    """Whoever waits, waits where it is so; whoever has left may be there until that is told."""
    for queue in QUEUES:
        stay = [one[0] for one in true(exchange, queue)]
        assert [one[0] for one in told(state, queue) if one[0] in stay] == stay


@given(chances, st.integers(1, 60))
def test_events_twice_lost_or_in_disorder_leave_sane_queues_that_a_list_mends(
    chance: random.Random, steps: int
) -> None:
    day = Day(chance)
    day.goes_on(steps)
    garbled = [said for said in day.said for _ in range(chance.choice((0, 1, 1, 1, 2)))]
    for place in range(len(garbled) - 1):
        if chance.random() < 0.2:
            garbled[place], garbled[place + 1] = garbled[place + 1], garbled[place]
    state = heard()
    for said in garbled:
        hear(state, said)
        sane(state)
    hear(state, day.exchange.listed(OURS))
    agree(state, day.exchange)
    assert not state.needs_status


@settings(max_examples=60)
@given(chances, st.lists(st.integers(0, 5_000), max_size=12))
def test_bytes_that_are_hurt_break_nothing(chance: random.Random, hurt: list[int]) -> None:
    day = Day(chance)
    day.goes_on(12)
    said = bytearray(b"".join((*day.said, day.exchange.listed(OURS), *day.said)))
    for place in hurt:
        said[place % len(said)] = chance.randrange(256)
    state = ExchangeState()
    for message in Framer().feed(bytes(said)):
        state.take(message, Instant("2026-11-23T10:00:00Z"))
        sane(state)
