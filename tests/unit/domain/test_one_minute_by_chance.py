"""Minutes by chance, second by second: whom waiting chats ring for while people come and go.

The walk keeps its own account of who was asked, and knows nothing of how the next is chosen.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from fakes.live_work import call, chat
from hypothesis import given, settings
from hypothesis import strategies as st
from test_offering import INGRID, JONAS, SUNNIVA, WAITING, are_ready, at, busy

from console.domain.alarms import Alarm, Stage, alarms, unserved_chat
from console.domain.at_work import staff_of
from console.domain.availability import Readiness
from console.domain.calls import Call, CallState
from console.domain.chats import Chat, ChatState
from console.domain.floor import Floor
from console.domain.ids import ChatId, PersonId
from console.domain.load import loads_of
from console.domain.offering import OFFERED_S, offering
from console.domain.people import Person, Role

LEIF = PersonId(9)
US = (SUNNIVA, JONAS, INGRID)
PEOPLE = tuple(Person(one, str(one), "Ola Nordmann", frozenset({Role.AGENT})) for one in US)
EVERYBODY = (*PEOPLE, Person(LEIF, "leif", "Leif Dahl", frozenset({Role.LEAD})))
LASTS_S = 100

happenings = st.lists(
    st.tuples(
        st.integers(0, LASTS_S),
        st.sampled_from(
            ["comes", "comes", "comes", "taken", "pauses", "ready", "calls", "hangs up"]
        ),
        st.sampled_from(US),
    ),
    max_size=25,
)


@dataclass
class Walk:
    """What stands at this second, and who was rung for what, and since when."""

    chats: dict[ChatId, Chat] = field(default_factory=dict)
    said: dict[PersonId, Readiness] = field(default_factory=dict)
    calls: dict[PersonId, Call] = field(default_factory=dict)
    had: dict[ChatId, set[PersonId]] = field(default_factory=dict)
    rung_since: dict[tuple[ChatId, PersonId], int] = field(default_factory=dict)

    def happens(self, second: int, what: str, who: PersonId) -> None:
        if what == "comes":
            made = chat(len(self.chats) + 1, waiting_since=at(second), began_at=at(second))
            self.chats[made.id] = made
        elif what == "taken":
            waiting = [one for one in self.chats.values() if one.state is ChatState.WAITING]
            for one in waiting[:1]:
                self.chats[one.id] = busy(one.no, who, waiting_since=None)
        elif what in ("pauses", "ready"):
            self.said[who] = Readiness.PAUSE if what == "pauses" else Readiness.READY
        elif what == "calls":
            self.calls[who] = call(who, state=CallState.TALKING, answered_by=who)
        else:
            self.calls.pop(who, None)

    @property
    def floor(self) -> Floor:
        said = tuple(
            replace(one, readiness=readiness)
            for person, readiness in self.said.items()
            for one in are_ready(person)
        )
        return Floor(tuple(self.chats.values()), tuple(self.calls.values()), availability=said)

    def offer(self, second: int) -> None:
        """As the part of `serve` does it."""
        found = offering(self.floor, self.had, WAITING, at(second))
        for over in found.over:
            self.chats[over] = replace(self.chats[over], offer=None)
        for one, made in found.made:
            self.had.setdefault(one, set()).add(made.to)
            assert (one, made.to) not in self.rung_since, "nobody is asked twice"
            self.rung_since[one, made.to] = second
            self.chats[one] = replace(self.chats[one], offer=made)

    def may_be_asked(self) -> set[PersonId]:
        """Who is ready, in no call, and has room, with what rings counted as theirs."""
        held = Counter(one.agent for one in self.chats.values() if one.agent)
        held.update(one.offer.to for one in self.chats.values() if one.offer)
        return {
            one
            for one in US
            if self.said.get(one) is Readiness.READY and one not in self.calls and held[one] < 6
        }

    def ringing(self, second: int) -> dict[str, Alarm]:
        floor = self.floor
        staff = staff_of(EVERYBODY, floor.availability or (), loads_of(floor.chats, floor.calls))
        waiting = [unserved_chat(one, WAITING) for one in floor.chats]
        found = alarms([one for one in waiting if one is not None], staff, at(second))
        return {alarm.key: alarm for alarm in found}


def _holds(walk: Walk, second: int) -> None:
    """What is so of every chat at every second."""
    ringing, present = walk.ringing(second), set(walk.said)
    for one in walk.chats.values():
        alarm = ringing.get(f"chat:{one.id}")
        if one.state is not ChatState.WAITING or one.waiting_since is None:
            assert alarm is None, "what somebody has is quiet"
            continue
        waited_s = (at(second) - one.waiting_since).total("seconds")
        if waited_s >= 60:
            assert alarm is not None
            assert (alarm.stage, alarm.people) == (Stage.LEAD, present | {LEIF})
        elif waited_s >= 45:
            assert alarm is not None
            assert (alarm.stage, alarm.people) == (Stage.EVERYBODY, present)
        elif one.offer is not None:
            assert second - walk.rung_since[one.id, one.offer.to] < OFFERED_S
            assert walk.said[one.offer.to] is Readiness.READY
            assert one.offer.to not in walk.calls
        else:
            assert walk.may_be_asked() <= walk.had.get(one.id, set()), "somebody could be asked"
        assert waited_s < 45 or one.offer is None


@settings(max_examples=60)
@given(happenings)
def test_every_second_of_a_busy_minute_is_as_the_rule_says(
    happened: list[tuple[int, str, PersonId]],
) -> None:
    walk = Walk()
    for second in range(LASTS_S + 1):
        for when, what, who in happened:
            if when == second:
                walk.happens(second, what, who)
        walk.offer(second)
        _holds(walk, second)
