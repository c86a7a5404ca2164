"""Who types and who has seen what, both ways: signs end by themselves, and are no events."""

from __future__ import annotations

import pytest
from fakes.live_items import line, visitor
from fixtures.house import House
from fixtures.live_house import LiveHouse
from fixtures.visitors import Hall, Visitor, hash_of
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console.data.commands.chat_signs import agent_saw, agent_types
from console.data.commands.chats import end_chat, take_chat
from console.data.commands.web_visits import close, seen, typing
from console.data.errors import LoginRefused, NotAllowed, NotFound, UnknownVisit
from console.data.queries.chat_signs import chat_signs
from console.data.queries.web_visits import signs
from console.data.tables.journal import EventRow
from console.data.transaction import new_act
from console.domain.chat_signs import ChatSigns
from console.domain.chats import Chat
from console.domain.ids import ChatId, PersonId, new_uuid
from console.domain.instants import seconds_between
from console.domain.visits import TYPES_S, SignsOfUs


@pytest.fixture
def kari(hall: Hall) -> Visitor:
    begun = hall.visitor()
    begun.begin()
    return begun


@pytest.fixture
def chat(live: LiveHouse, kari: Visitor, sunniva: PersonId) -> Chat:
    """Kari's, as the desk knows it, which Sunniva has taken."""
    name = str(kari.now.id)
    live.chat(visitor(remote_id=name), line(1, chat=name))
    live.house.act(sunniva, take_chat, live.only_chat.id)
    return live.only_chat


def told_us(house: House) -> tuple[ChatSigns, ...]:
    return house.store.read(chat_signs, house.clock.now())


def told_them(house: House, *visitors: Visitor) -> dict[str, SignsOfUs]:
    return house.store.read_at_once(signs, [one.token for one in visitors])


def events(house: House) -> int:
    def count(session: Session) -> int:
        return session.scalar(select(func.count()).select_from(EventRow)) or 0

    return house.store.read(count)


def says(house: House, person: PersonId, command: object, *args: object) -> None:
    house.store.upkeep(new_act(person, house.clock.now()), command, *args)  # type: ignore[arg-type]


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_a_visitor_types_until_they_stop_or_time_ends_it(
    house: House, chat: Chat, kari: Visitor
) -> None:
    until = house.clock.now().add(seconds=TYPES_S)
    kari.act(typing, until)
    assert told_us(house) == (ChatSigns(chat.id, until),)
    house.clock.advance(TYPES_S)
    assert told_us(house) == (ChatSigns(chat.id),)
    kari.act(typing, house.clock.now().add(seconds=TYPES_S))
    kari.act(typing, None)
    assert told_us(house) == (ChatSigns(chat.id),)


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_until_when_a_visitor_types_is_told_by_the_windows_own_clock(
    house: House, chat: Chat, kari: Visitor
) -> None:
    """The door goes by the store's clock; the house's stands on a Monday morning."""
    store_now = house.store.read(lambda session: session.scalar(select(func.clock_timestamp())))
    kari.act(typing, house.clock.now().from_timestamp(store_now.timestamp() + TYPES_S))
    (told,) = told_us(house)
    assert told.visitor_typing_until is not None
    assert 0 < seconds_between(house.clock.now(), told.visitor_typing_until) <= TYPES_S


def test_a_visitor_has_seen_our_newest_line_and_never_less(
    house: House, hall: Hall, chat: Chat, kari: Visitor
) -> None:
    visit = kari.now.id
    kari.say("Hei")
    first = hall.answer(visit, "Hei, Kari.")
    house.clock.advance(10)
    second = hall.answer(visit, "Hva står det?")
    kari.act(seen, 1)
    assert told_us(house) == (), "a visitor's own line is none of ours"
    for seq, at in ((second.seq, second.at), (first.seq, second.at), (99, second.at)):
        kari.act(seen, seq)
        assert told_us(house) == (ChatSigns(chat.id, None, at),)


def test_a_visitor_is_shown_that_the_chats_agent_types_and_what_they_saw(
    house: House, chat: Chat, kari: Visitor, hall: Hall, sunniva: PersonId
) -> None:
    other, at = hall.visitor(), house.clock.now()
    other.begin()
    says(house, sunniva, agent_types, chat.id, at.add(seconds=TYPES_S))
    for seen_at in (at, at.subtract(seconds=5)):
        says(house, sunniva, agent_saw, chat.id, seen_at)
    shown = told_them(house, kari, other)
    assert shown[other.token] == SignsOfUs(last_seq=0)
    assert shown[kari.token].seen_at == at
    assert shown[kari.token].typing_until is not None
    says(house, sunniva, agent_types, chat.id, None)
    assert told_them(house, kari)[kari.token] == SignsOfUs(None, at, last_seq=0)


def test_only_the_chats_agent_types_in_it(
    house: House, chat: Chat, kari: Visitor, jonas: PersonId, sunniva: PersonId
) -> None:
    for command in (agent_types, agent_saw):
        with pytest.raises(NotAllowed):
            says(house, jonas, command, chat.id, house.clock.now())
        with pytest.raises(NotFound):
            says(house, sunniva, command, ChatId(new_uuid()), house.clock.now())
        with pytest.raises((NotAllowed, LoginRefused)):
            says(house, PersonId(999), command, chat.id, house.clock.now())
    assert told_them(house, kari) == {kari.token: SignsOfUs(last_seq=0)}


def test_visitors_for_whom_nobody_has_typed_are_told_of_all_the_same(
    hall: Hall, house: House
) -> None:
    kari, ola = hall.visitor("kari"), hall.visitor("ola")
    begun = kari.begin()
    ola.begin()
    kari.say("Hei")
    hall.answer(begun.id, "Hei, Kari.")
    ola.act(close)
    told = house.store.read_at_once(signs, [kari.token, ola.token, hash_of("gjettet")])
    assert told == {
        kari.token: SignsOfUs(last_seq=2),
        ola.token: SignsOfUs(last_seq=ola.now.last_seq, ended_at=ola.now.ended_at),
    }
    assert ola.now.ended_at is not None


def test_nobody_types_by_a_token_that_is_not_known(hall: Hall, house: House) -> None:
    with pytest.raises(UnknownVisit):
        hall.visitor("gjettet").act(typing, house.clock.now())
    with pytest.raises(UnknownVisit):
        hall.visitor("gjettet").act(seen, 1)
    assert house.store.read_at_once(signs, [hash_of("gjettet")]) == {}


def test_signs_of_a_chat_that_has_ended_are_told_no_more(
    house: House, chat: Chat, kari: Visitor, sunniva: PersonId
) -> None:
    kari.act(typing, None)
    assert told_us(house) == (ChatSigns(chat.id),)
    house.act(sunniva, end_chat, chat.id, True)
    assert told_us(house) == ()


def test_signs_are_no_events(
    house: House, chat: Chat, kari: Visitor, hall: Hall, sunniva: PersonId
) -> None:
    hall.answer(kari.now.id, "Hei")
    before = events(house)
    kari.act(typing, house.clock.now())
    kari.act(seen, 1)
    says(house, sunniva, agent_types, chat.id, house.clock.now())
    says(house, sunniva, agent_saw, chat.id, house.clock.now())
    assert events(house) == before
