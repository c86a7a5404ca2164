"""Everything of a leading `serve` at once, at a door and at an exchange that a test moves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fakes.clock import FakeClock
from fakes.keyrings import Ring
from fakes.live_outside import ScriptedChat, ScriptedPhone
from fixtures.house import House
from peers.waiting import until
from sqlalchemy import select

from console.channels.contract import Connector, LiveConnector
from console.data.commands.availability import set_readiness
from console.data.commands.calls import ask_to_take
from console.data.commands.chats import end_chat, say_in_chat
from console.data.commands.leading import lead
from console.data.commands.settings import set_setting
from console.data.queries.floor import floor_now
from console.data.queries.wire import health, sources
from console.data.store import Store
from console.data.tables.wire import OutboxRow
from console.domain.availability import Channel, Readiness
from console.domain.calls import CallState
from console.domain.chats import Chat, ChatState
from console.domain.floor import Floor
from console.domain.ids import MessageId, PersonId, new_uuid
from console.domain.telephones import KEY
from console.service.leading_store import Term
from console.service.leading_work import LeadingWork
from console.service.mail_account import Account

HOLDER = f"test:{os.getpid()}:-"
TELEPHONE = "PJSIP/21"


def _no_mailbox(_account: Account) -> Connector:
    raise AssertionError("no mailbox was named")


@dataclass
class Day:
    """A door, an exchange, and the work of whoever leads."""

    house: House
    door: ScriptedChat
    exchange: ScriptedPhone
    work: LeadingWork
    asked: int = 0

    def connectors(self) -> tuple[LiveConnector, ...]:
        self.asked += 1
        return (self.door, self.exchange)

    def floor(self) -> Floor:
        return self.house.store.read(floor_now)

    def chat(self) -> Chat:
        (found,) = self.floor().chats
        return found

    def parts(self) -> set[str]:
        return {part.part for part in self.house.store.read(health) if part.state == "ok"}

    def states(self) -> list[str]:
        query = select(OutboxRow.state)
        return list(self.house.store.read(lambda s: s.scalars(query).all()))


@pytest.fixture
def day(house: House, store: Store, clock: FakeClock) -> Iterator[Day]:
    day = Day(house, ScriptedChat(clock), ScriptedPhone(clock), work=None)  # type: ignore[arg-type]
    told: list[Term] = []
    day.work = LeadingWork(store, clock, HOLDER, Ring(), _no_mailbox, told.append, day.connectors)
    epoch = house.act(None, lead, HOLDER, clock.now().add(hours=24)).answer["epoch"]
    day.work.begin(Term(epoch, lambda: True))
    yield day
    until(day.work.end, "the parts to end")


def test_a_visitor_comes_is_offered_answered_and_said_goodbye(
    day: Day, house: House, sunniva: PersonId
) -> None:
    house.act(sunniva, set_readiness, Channel.CHAT, Readiness.READY, "")
    name = day.door.comes("Hei, kassen starter ikke.")
    until(lambda: day.floor().chats and day.chat().offer, "the offer")
    assert day.chat().offer is not None
    house.clock.advance(5)
    house.act(sunniva, say_in_chat, day.chat().id, MessageId(new_uuid()), "Hei!", ())
    until(lambda: day.states() == ["accepted"], "the answer to be said")
    house.act(sunniva, end_chat, day.chat().id, True)
    until(lambda: day.door.chats[name].ended_at is not None, "the chat to end out there")


def test_a_caller_is_put_through_to_whoever_asks(day: Day, house: House, sunniva: PersonId) -> None:
    house.act(None, set_setting, KEY, {TELEPHONE: "sunniva"}, 0)
    call = day.exchange.comes("+4700000001")
    until(lambda: day.floor().calls, "the caller")
    house.act(sunniva, ask_to_take, day.floor().calls[0].id)

    def is_ours() -> bool:
        (one,) = day.floor().calls
        return (one.state, one.answered_by) == (CallState.TALKING, sunniva)

    until(is_ours, "the call to be ours")
    assert day.exchange.calls[call].answered_by == TELEPHONE


def test_each_part_shows_life_and_each_source_has_an_age(day: Day, house: House) -> None:
    parts = {f"{name}.{part}" for name in ("chat", "phone") for part in ("intake", "delivery")}
    parts |= {"chat.listening", "phone.listening", "offers"}
    day.door.comes("hei")
    day.exchange.comes("+4700000001")
    until(lambda: parts <= day.parts(), "every part")
    until(lambda: len(house.store.read(sources).connectors) == 2, "both sources")
    aged = {one.name: one.pulled_at for one in house.store.read(sources).connectors}
    assert aged == {"chat": house.clock.now(), "phone": house.clock.now()}


def test_connectors_are_closed_when_their_parts_have_ended(
    day: Day, house: House, clock: FakeClock
) -> None:
    until(lambda: "chat.listening" in day.parts(), "the line")
    lines = day.door.lines_closed
    until(day.work.end, "the parts to end")
    assert day.door.lines_closed == lines + 1
    assert day.asked == 1
    epoch = house.act(None, lead, HOLDER, clock.now().add(hours=24)).answer["epoch"]
    day.work.begin(Term(epoch, lambda: True))
    day.door.comes("hei igjen")
    until(lambda: day.floor().chats, "the visitor, in the next term")
    assert day.chat().state is ChatState.WAITING
    assert day.asked == 2
