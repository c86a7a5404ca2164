"""Whatever people and the exchange do at once, they end in agreement and never chase each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

import pytest
from fixtures.live_house import LiveHouse
from fixtures.telephone_desk import TelephoneDesk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.data.commands.live_after_calls import end_wrap_ups
from console.data.queries.in_order import DOUBT_HOLDS_S
from console.domain.availability import Readiness
from console.domain.calls import MemberState
from console.domain.cases import DeliveryState
from console.domain.ids import PersonId
from console.domain.telephone_agreement import ECHO_S

NAMES = {"ready": MemberState.READY, "paused": MemberState.PAUSED}
REASONS = st.sampled_from(["", "Lunsj", "Møte"])
AGREED = {
    MemberState.READY: {Readiness.READY},
    MemberState.PAUSED: {Readiness.PAUSE, Readiness.WRAP_UP, Readiness.OFF},
    None: {Readiness.OFF},
}
CALLS = count()
"""Every run has calls of its own: they share a store."""

OUTCOMES = (
    DeliveryState.ACCEPTED,
    DeliveryState.ACCEPTED,
    DeliveryState.REFUSED,
    DeliveryState.UNKNOWN,
)

steps = st.one_of(
    st.tuples(st.just("says"), st.sampled_from(Readiness), REASONS),
    st.tuples(st.just("moves"), st.sampled_from([*NAMES.values(), None]), REASONS),
    st.tuples(st.just("does"), st.sampled_from(OUTCOMES), st.booleans()),
    st.tuples(st.just("pulls"), st.booleans(), st.none()),
    st.tuples(st.just("restarts"), st.none(), st.none()),
    st.tuples(st.just("calls"), st.none(), st.none()),
    st.tuples(st.just("passes"), st.sampled_from([1, 4, 6, 40]), st.none()),
    st.tuples(st.just("settles"), st.none(), st.none()),
)


@dataclass
class Exchange:
    """Telephone 21 as it is there, and what of it is still on the way to the store."""

    desk: TelephoneDesk
    state: MemberState | None = MemberState.READY
    reason: str = ""
    on_the_way: list[tuple[MemberState | None, str]] = field(default_factory=list)
    was_lost: bool = False
    says: int = 0
    restarts: int = 0
    calls: int = 0

    def becomes(self, state: MemberState | None, reason: str) -> None:
        self.state = state
        self.reason = reason if state is MemberState.PAUSED else ""
        self.on_the_way.append((self.state, self.reason))

    def step(self, what: str, first: object, second: object) -> None:
        desk = self.desk
        match what:
            case "says":
                self.says += 1
                desk.says(Readiness(str(first)), str(second))
            case "moves":
                self.becomes(first and MemberState(str(first)), str(second))
            case "does":
                self.does(DeliveryState(str(first)), reaches=bool(second))
            case "pulls":
                self.pulls(1 if first else len(self.on_the_way))
            case "restarts":
                self.restarts += 1
                desk.is_lost()
                self.was_lost = True
                self.on_the_way = []
                self.becomes(None if self.state is None else MemberState.READY, "")
            case "calls":
                self.calls += 1
                name = f"c{next(CALLS)}"
                desk.talks(name=name)
                desk.rings_off(name=name)
            case "passes":
                desk.passes(float(str(first)))
                desk.house.act(None, end_wrap_ups)
            case "settles":
                desk.settles()

    def does(self, outcome: DeliveryState, *, reaches: bool = True) -> bool:
        """The next act, if there is one; one of unknown fate may have reached the exchange."""
        asked = self.desk.does(outcome)
        is_done = outcome is DeliveryState.ACCEPTED or (
            outcome is DeliveryState.UNKNOWN and reaches
        )
        if asked and is_done:
            self.becomes(NAMES.get(asked["state"]), asked["reason"])
        return bool(asked)

    def pulls(self, count: int) -> None:
        """So much of what is on the way comes; when that was all, it is said so."""
        for _ in range(count):
            if self.on_the_way:
                self.desk.tells(*self.on_the_way.pop(0), is_whole=self.was_lost)
                self.was_lost = False
        if not self.on_the_way:
            self.desk.heard()

    def comes_to_rest(self) -> None:
        """Everything is done, heard, and looked at, until nothing happens any more."""
        before = None
        for _ in range(5):
            while self.does(DeliveryState.ACCEPTED):
                pass
            self.pulls(len(self.on_the_way))
            self.desk.passes(DOUBT_HOLDS_S + ECHO_S)
            self.desk.house.act(None, end_wrap_ups)
            self.pulls(0)
            self.desk.settles()
            now = (self.desk.said, len(self.desk.asked))
            if now == before:
                return
            before = now
        raise AssertionError("they never come to rest")


@pytest.fixture
def desk(live: LiveHouse, jonas: PersonId) -> TelephoneDesk:
    desk = TelephoneDesk(live, jonas)
    desk.writes_for(30)
    return desk


@settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(happens=st.lists(steps, max_size=14))
def test_both_sides_end_in_agreement_and_nobody_asks_without_end(
    desk: TelephoneDesk, happens: list[tuple[str, object, object]]
) -> None:
    exchange = Exchange(desk)
    desk.says(Readiness.READY)
    exchange.comes_to_rest()
    before = len(desk.asked)
    for step in happens:
        exchange.step(*step)
    exchange.comes_to_rest()
    said, asked = desk.said, len(desk.asked) - before
    assert said is not None
    assert said[0] in AGREED[exchange.state]
    # A time to write, said or begun by a call, ends by itself; each restart is answered once.
    assert asked <= 2 * (exchange.says + exchange.calls) + exchange.restarts
