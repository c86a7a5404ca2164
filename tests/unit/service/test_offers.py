"""Chats are offered one by one, by whoever leads, until somebody takes them."""

from __future__ import annotations

import pytest
from fakes.clock import FakeClock
from fakes.live_outside import ScriptedChat
from fixtures.house import House
from fixtures.leader import Leader
from sqlalchemy import select

from console.data.commands.availability import set_readiness
from console.data.commands.chats import give_back_chat, take_chat, withdraw_offer
from console.data.commands.leading import lead
from console.data.commands.live_intake import take_in_live
from console.data.commands.settings import set_setting
from console.data.errors import Refused
from console.data.queries.floor import floor_now
from console.data.tables.journal import EventRow
from console.domain.availability import Channel, Readiness
from console.domain.chats import Chat, ChatState
from console.domain.ids import PersonId
from console.domain.stored_targets import targets_to_json
from console.domain.targets import KEY, Targets
from console.service.offers import LOOK_S, Offers


@pytest.fixture
def offers(leader: Leader) -> Offers:
    return Offers(leader.desk)


@pytest.fixture
def waiting(house: House, clock: FakeClock) -> None:
    """A visitor has just come."""
    door = ScriptedChat(clock)
    door.comes("Hei, er det noen der?")
    house.act(None, take_in_live, "chat", door.journal, b"1")


def _ready(house: House, *people: PersonId) -> None:
    for person in people:
        house.act(person, set_readiness, Channel.CHAT, Readiness.READY, "")


def _chat(house: House) -> Chat:
    (found,) = house.store.read(floor_now).chats
    return found


def _to(house: House) -> PersonId | None:
    offer = _chat(house).offer
    return None if offer is None else offer.to


def test_each_who_is_ready_has_twenty_seconds_until_everybody_is_alarmed(
    offers: Offers,
    house: House,
    waiting: None,
    sunniva: PersonId,
    jonas: PersonId,
    ingrid: PersonId,
) -> None:
    _ready(house, sunniva, jonas, ingrid)
    rung: list[tuple[float, PersonId | None]] = []
    for second in range(0, 60, 5):
        offers.step()
        if not rung or rung[-1][1] != _to(house):
            rung.append((second, _to(house)))
        house.clock.advance(5)
    assert [second for second, _ in rung] == [0, 20, 40, 45]
    assert {person for _, person in rung[:3]} == {sunniva, jonas, ingrid}
    assert rung[3][1] is None


def test_it_sleeps_until_the_offer_runs_out(
    offers: Offers, house: House, waiting: None, sunniva: PersonId
) -> None:
    assert offers.step().seconds == LOOK_S, "nobody is ready"
    _ready(house, sunniva)
    house.clock.advance(10)
    assert offers.step().seconds == LOOK_S
    house.clock.advance(LOOK_S)
    assert offers.step().seconds == 5.0


def test_who_says_no_is_not_asked_again(
    offers: Offers, house: House, waiting: None, sunniva: PersonId, jonas: PersonId
) -> None:
    _ready(house, sunniva, jonas)
    offers.step()
    first = _to(house)
    assert first is not None
    house.act(first, withdraw_offer, _chat(house).id)
    offers.step()
    assert _to(house) not in (None, first)
    second = _to(house)
    assert second is not None
    house.act(second, withdraw_offer, _chat(house).id)
    offers.step()
    assert _to(house) is None


def test_what_somebody_takes_is_offered_to_nobody(
    offers: Offers, house: House, waiting: None, sunniva: PersonId, jonas: PersonId
) -> None:
    _ready(house, sunniva, jonas)
    offers.step()
    house.act(jonas, take_chat, _chat(house).id)
    house.clock.advance(30)
    offers.step()
    assert (_chat(house).state, _chat(house).agent, _to(house)) == (ChatState.ACTIVE, jonas, None)


def test_nothing_is_written_while_nothing_changes(
    offers: Offers, house: House, waiting: None, sunniva: PersonId
) -> None:
    _ready(house, sunniva)
    offers.step()

    def events() -> list[str]:
        kinds = select(EventRow.kind).where(EventRow.entity == "chat")
        return list(house.store.read(lambda s: s.scalars(kinds).all()))

    before = events()
    for _ in range(3):
        house.clock.advance(1)
        offers.step()
    assert events() == before


def test_targets_that_are_changed_count_from_the_next_look(
    offers: Offers, house: House, waiting: None, sunniva: PersonId
) -> None:
    _ready(house, sunniva)
    house.clock.advance(50)
    offers.step()
    assert _to(house) is None
    house.act(None, set_setting, KEY, targets_to_json(Targets(chat_first_s=600)), 0)
    offers.step()
    assert _to(house) == sunniva


def test_a_former_leader_offers_nothing(
    offers: Offers, leader: Leader, house: House, waiting: None, sunniva: PersonId
) -> None:
    _ready(house, sunniva)
    until = house.clock.now().add(hours=48)
    house.act(None, lead, "other:2:-", until, frozenset({"test:1:-"}))
    leader.is_leading = False
    with pytest.raises(Refused):
        offers.step()
    assert _to(house) is None


def test_what_is_given_back_rings_for_everybody_but_who_had_it(
    offers: Offers,
    house: House,
    waiting: None,
    sunniva: PersonId,
    jonas: PersonId,
) -> None:
    _ready(house, sunniva)
    offers.step()
    assert _to(house) == sunniva
    house.clock.advance(20)
    offers.step()
    _ready(house, jonas)
    house.act(jonas, take_chat, _chat(house).id)
    offers.step()
    house.act(jonas, give_back_chat, _chat(house).id)
    offers.step()
    assert _to(house) == sunniva, "she did not take it before, and may now"


@pytest.mark.parametrize("key", ["targets", "hours"])
def test_a_setting_that_cannot_be_read_leaves_nobody_waiting(
    offers: Offers, house: House, waiting: None, sunniva: PersonId, key: str
) -> None:
    _ready(house, sunniva)
    house.act(None, set_setting, key, "broken by hand", 0)
    offers.step()
    assert _to(house) == sunniva
