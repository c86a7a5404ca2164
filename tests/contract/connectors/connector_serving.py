"""`serve` with one live connector, its parts stepped by hand; and what is out there and in here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from fakes.faulty_connector import Faulty
from fixtures.house import House
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.channels.contract import LiveConnector
from console.data.commands.leading import lead
from console.data.tables.cases import MessageRow
from console.data.tables.live import CallRow, ChatRow, OutwardActRow
from console.data.tables.wire import OutboxRow
from console.domain.live_news import CallSeen, ChatSeen, LineSeen, LiveItem
from console.service.bell import Bell
from console.service.leading_store import LeadingStore, Term
from console.service.live_delivery import LiveDelivery
from console.service.live_intake import LiveIntake
from console.service.part import Rest

DAY_S = 24 * 3600

Scenario = TypeVar("Scenario", bound=Callable[..., None])
_on_a_server: set[object] = set()


def on_a_server_too(scenario: Scenario) -> Scenario:
    """The scenario is tried on a store on a server as well."""
    _on_a_server.add(scenario)
    return scenario


def is_on_a_server_too(scenario: object) -> bool:
    return scenario in _on_a_server


class Serving:
    """Leads as soon as it is made, whoever led before."""

    def __init__(
        self, house: House, connector: LiveConnector, faulty: type[Faulty] = Faulty
    ) -> None:
        self.house = house
        self.outside = faulty(connector)
        self.is_leading = True
        self._terms = 0
        self.start()

    def start(self) -> None:
        """As after a kill: other parts, in a term of their own; nothing is remembered."""
        self._terms += 1
        until = self.house.clock.now().add(seconds=DAY_S)
        gone = frozenset({f"serve:{self._terms - 1}"})
        answer = self.house.act(None, lead, f"serve:{self._terms}", until, gone).answer
        self.desk = LeadingStore(
            self.house.store, self.house.clock, Term(answer["epoch"], lambda: self.is_leading)
        )
        self.bell = Bell()
        self.intake, self.delivery = self.parts(self.desk)

    def parts(self, desk: LeadingStore) -> tuple[LiveIntake, LiveDelivery]:
        back = threading.Event()
        intake = LiveIntake(desk, self.outside, self.bell, back.set, self.now_s)
        return intake, LiveDelivery(desk, self.outside, self.bell, back, self.now_s)

    def now_s(self) -> float:
        """The clock of the test, as a steady one."""
        return self.house.clock.now().timestamp(unit="microsecond") / 1e6

    def fetch(self) -> Rest:
        """One round of taking in; a little later than the one before."""
        self.house.clock.advance(0.1)
        return self.intake.step()

    def deliver(self) -> Rest:
        """One round of handing over."""
        self.house.clock.advance(0.1)
        return self.delivery.step()

    def until_done(self, rounds: int = 20) -> None:
        """Rounds of handing over, each when the one before says so, until nothing is left."""
        for _ in range(rounds):
            rest = self.deliver()
            asked = {state for state, _ in (*outbox(self.house), *acts(self.house).values())}
            if asked <= {"accepted", "refused"}:
                return
            self.house.clock.advance(rest.seconds)
        raise AssertionError("there is always something left to hand over")


@dataclass(frozen=True)
class Line:
    """What was said in a chat: whose it is, and the words."""

    chat: str
    is_ours: bool
    text: str


@dataclass(frozen=True)
class Truth:
    """What a connector tells from the beginning."""

    chats: dict[str, ChatSeen]
    lines: tuple[Line, ...]
    calls: dict[str, CallSeen]


def truth(connector: LiveConnector) -> Truth:
    """Asks for everything, as somebody who has never asked before."""
    items: list[LiveItem] = []
    page = connector.pull(None, 1000)
    items.extend(page.items)
    while page.more:
        page = connector.pull(page.cursor, 1000)
        items.extend(page.items)
    chats = {item.remote_id: item for item in _of(items, ChatSeen)}
    calls = {item.remote_id: item for item in _of(items, CallSeen)}
    lines = {item.remote_id: item for item in _of(items, LineSeen)}
    said = sorted(lines.values(), key=lambda line: (line.chat, line.at))
    return Truth(chats, tuple(Line(s.chat, bool(s.key), s.text) for s in said), calls)


def _of(items: list[LiveItem], kind: type) -> list:  # type: ignore[type-arg]
    """The newest last."""
    found = [item for item in items if isinstance(item, kind)]
    return sorted(found, key=lambda item: getattr(item, "version", 0))


def stored_lines(house: House) -> tuple[Line, ...]:
    """What was said in each chat, in the order of the timeline."""

    def read(session: Session) -> tuple[Line, ...]:
        query = (
            select(ChatRow.remote_id, MessageRow.kind, MessageRow.text)
            .join(MessageRow, MessageRow.case_id == ChatRow.case_id)
            .where(MessageRow.kind.in_(("chat_in", "chat_out")))
            .order_by(ChatRow.remote_id, MessageRow.at, MessageRow.no)
        )
        return tuple(Line(c, kind == "chat_out", text) for c, kind, text in session.execute(query))

    return house.store.read(read)


def stored_chats(house: House) -> dict[str, str]:
    """The state of each chat, by remote id."""
    query = select(ChatRow.remote_id, ChatRow.state)
    return {name: state for name, state in house.store.read(lambda s: s.execute(query).all())}


def stored_calls(house: House) -> dict[str, str]:
    """The state of each call, by remote id."""
    query = select(CallRow.remote_id, CallRow.state)
    return {name: state for name, state in house.store.read(lambda s: s.execute(query).all())}


def outbox(house: House) -> list[tuple[str, str]]:
    """State and words of every line of ours, in the order they were written."""
    query = (
        select(OutboxRow.state, OutboxRow.outcome)
        .join(MessageRow, MessageRow.id == OutboxRow.message_id)
        .order_by(MessageRow.no)
    )
    return [(state, words) for state, words in house.store.read(lambda s: s.execute(query).all())]


def acts(house: House) -> dict[UUID, tuple[str, str]]:
    """State and words of everything that was asked of the outside."""
    query = select(OutwardActRow.id, OutwardActRow.state, OutwardActRow.outcome)
    rows = house.store.read(lambda s: s.execute(query).all())
    return {key: (state, words) for key, state, words in rows}
