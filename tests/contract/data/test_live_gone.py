"""Who is gone is not rung for: a window that is there says so, and `serve` pauses the others."""

from __future__ import annotations

import pytest
from fakes.live_items import line, visitor
from fixtures.leader import Leader
from fixtures.live_house import LiveHouse

from console.data.commands.availability import be_alive, set_readiness, stand_in_for_gone
from console.data.commands.chats import take_chat
from console.data.commands.people import disable_person
from console.data.queries.gone import somebody_is_gone
from console.data.transaction import new_act
from console.domain.availability import ALIVE_S, Channel, Readiness
from console.domain.chats import ChatState
from console.domain.ids import PersonId
from console.service.offers import Offers


@pytest.fixture
def ready(live: LiveHouse, sunniva: PersonId, jonas: PersonId) -> None:
    """Both are ready for chats and calls, each at a window."""
    for person in (sunniva, jonas):
        for channel in (Channel.CHAT, Channel.TELEPHONE):
            live.house.act(person, set_readiness, channel, Readiness.READY, "")
        _is_alive(live, person)


def _is_alive(live: LiveHouse, person: PersonId, lasts_s: float = ALIVE_S) -> None:
    live.house.store.upkeep(new_act(person, live.house.clock.now()), be_alive, lasts_s)


def _is_silent(live: LiveHouse, person: PersonId) -> None:
    """The person's last sign of life has just ceased to count."""
    _is_alive(live, person, -1.0)


def _somebody_is_gone(live: LiveHouse) -> bool:
    return live.house.store.read(somebody_is_gone, live.house.clock.now())


def _said(live: LiveHouse, person: PersonId) -> dict[Channel, tuple[Readiness, str]]:
    said = live.floor.availability or ()
    return {one.channel: (one.readiness, one.reason) for one in said if one.person == person}


def test_a_chat_rings_for_who_is_there_and_not_for_who_is_gone(
    live: LiveHouse, leader: Leader, ready: None, sunniva: PersonId, jonas: PersonId
) -> None:
    _is_silent(live, sunniva)
    live.chat(visitor(), line(1))
    Offers(leader.desk).step()
    offer = live.only_chat.offer
    assert offer is not None
    assert offer.to == jonas
    assert _said(live, sunniva)[Channel.CHAT] == (Readiness.PAUSE, "vinduet er borte")


def test_an_offer_to_who_goes_passes_to_the_next(
    live: LiveHouse, leader: Leader, ready: None, sunniva: PersonId, jonas: PersonId
) -> None:
    live.chat(visitor(), line(1))
    offers = Offers(leader.desk)
    offers.step()
    first = live.only_chat.offer
    assert first is not None
    _is_silent(live, first.to)
    offers.step()
    then = live.only_chat.offer
    assert then is not None
    assert {first.to, then.to} == {sunniva, jonas}


def test_the_chats_of_who_went_are_offered_to_who_is_there(
    live: LiveHouse, leader: Leader, ready: None, sunniva: PersonId, jonas: PersonId
) -> None:
    live.chat(visitor(), line(1))
    live.house.act(sunniva, take_chat, live.only_chat.id)
    live.house.act(sunniva, set_readiness, Channel.CHAT, Readiness.PAUSE, "Lunsj")
    _is_alive(live, sunniva)
    Offers(leader.desk).step()
    assert live.only_chat.agent == sunniva
    _is_silent(live, sunniva)
    Offers(leader.desk).step()
    chat = live.only_chat
    assert (chat.agent, chat.state) == (None, ChatState.WAITING)
    assert chat.offer is not None
    assert chat.offer.to == jonas
    assert _said(live, sunniva)[Channel.CHAT] == (Readiness.PAUSE, "Lunsj")
    live.house.act(jonas, take_chat, chat.id)
    assert live.owner(chat.case) == jonas


def test_a_telephone_rings_without_a_window(
    live: LiveHouse, ready: None, sunniva: PersonId
) -> None:
    _is_silent(live, sunniva)
    live.house.act(None, stand_in_for_gone)
    assert _said(live, sunniva)[Channel.TELEPHONE] == (Readiness.READY, "")


def test_who_comes_back_and_says_ready_is_ready(
    live: LiveHouse, ready: None, sunniva: PersonId
) -> None:
    _is_silent(live, sunniva)
    live.house.act(None, stand_in_for_gone)
    _is_alive(live, sunniva)
    assert _said(live, sunniva)[Channel.CHAT][0] is Readiness.PAUSE
    live.house.act(sunniva, set_readiness, Channel.CHAT, Readiness.READY, "")
    assert not _somebody_is_gone(live)
    live.house.act(None, stand_in_for_gone)
    assert _said(live, sunniva)[Channel.CHAT] == (Readiness.READY, "")


def test_whom_no_window_ever_vouched_for_is_taken_at_their_word(
    live: LiveHouse, sunniva: PersonId
) -> None:
    live.house.act(sunniva, set_readiness, Channel.CHAT, Readiness.READY, "")
    live.house.clock.advance(10 * ALIVE_S)
    assert not _somebody_is_gone(live)


def test_who_lost_their_access_is_rung_for_no_more(
    live: LiveHouse, ready: None, sunniva: PersonId
) -> None:
    assert not _somebody_is_gone(live)
    live.house.act(None, disable_person, "sunniva")
    assert _somebody_is_gone(live)
    live.house.act(None, stand_in_for_gone)
    assert not _somebody_is_gone(live)
    assert _said(live, sunniva)[Channel.CHAT][0] is Readiness.PAUSE
