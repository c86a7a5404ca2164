"""A visitor at any door is offered to who is ready, and had by one of those who answer at once."""

from __future__ import annotations

from connector_harness import ChatHarness
from connector_serving import Serving, on_a_server_too
from fixtures.house import House

from console.data.commands.availability import set_readiness
from console.data.commands.chats import take_chat
from console.data.queries.floor import floor_now
from console.domain.availability import Channel, Readiness
from console.domain.chats import Chat
from console.domain.ids import PersonId
from console.domain.offering import OFFERED_S
from console.service.offers import Offers


def _chat(house: House) -> Chat:
    (found,) = house.store.read(floor_now).chats
    return found


@on_a_server_too
def test_a_visitor_rings_for_one_then_for_the_next_and_is_taken(
    chat: Serving, door: ChatHarness, house: House, sunniva: PersonId, jonas: PersonId
) -> None:
    for person in (sunniva, jonas):
        house.act(person, set_readiness, Channel.CHAT, Readiness.READY, "")
    door.comes("Hei, er det noen der?")
    chat.fetch()
    offers = Offers(chat.desk)
    rung = []
    for _ in range(2):
        offers.step()
        offer = _chat(house).offer
        assert offer is not None
        rung.append(offer.to)
        house.clock.advance(OFFERED_S)
    assert sorted(rung) == sorted((sunniva, jonas))
    offers.step()
    assert _chat(house).offer is None, "everybody has had it, and will be alarmed"
    house.act(jonas, take_chat, _chat(house).id)
    offers.step()
    assert (_chat(house).agent, _chat(house).offer) == (jonas, None)
