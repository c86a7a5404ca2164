"""Two desks on one store ring from the same second to the same second."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes.later import ByHand
from fakes.live_items import after, caller, line, visitor
from fakes.ringing import RingingDesk
from fixtures.live_house import LiveHouse

from console.data.commands.availability import set_readiness
from console.data.commands.chats import give_back_chat, offer_chat, take_chat
from console.data.queries.people import people
from console.domain.alarms import Stage
from console.domain.availability import Channel, Readiness
from console.domain.calls import CallState
from console.domain.ids import PersonId

Desks = tuple[RingingDesk, RingingDesk]


@pytest.fixture
def later(live: LiveHouse) -> ByHand:
    return ByHand(live.house.clock)


@pytest.fixture
def desks(live: LiveHouse, later: ByHand, sunniva: PersonId, jonas: PersonId) -> Desks:
    """Sunniva's and Jonas', who are ready for chats and at work for calls."""
    for person in (sunniva, jonas):
        live.house.act(person, set_readiness, Channel.CHAT, Readiness.READY, "")
    everybody = live.house.store.read(people)
    hers, his = (
        RingingDesk(person, everybody, later)
        for login in ("sunniva", "jonas")
        for person in everybody
        if person.login == login
    )
    return hers, his


@pytest.fixture
def happens(live: LiveHouse, desks: Desks, later: ByHand) -> Callable[..., None]:
    """Something is done in the store after so many seconds, and both read it: she at once, he half
    a second later.
    """

    def do(seconds: float, work: Callable[[], object]) -> None:
        later.advance(seconds)
        work()
        floor = live.floor
        desks[0].read(floor)
        later.advance(0.5)
        desks[1].read(floor)

    return do


def test_they_agree_to_the_second_on_what_time_changes(
    live: LiveHouse, desks: Desks, later: ByHand, happens: Callable[..., None]
) -> None:
    happens(0, lambda: live.chat(visitor(), line(1, 0)))
    later.advance(100)
    hers, his = desks
    assert hers.turns == his.turns
    assert [at for at, _ in his.turns] == [after(45), after(60)]


def test_an_offer_rings_at_one_desk_and_the_rest_at_both(
    live: LiveHouse,
    desks: Desks,
    later: ByHand,
    happens: Callable[..., None],
    jonas: PersonId,
) -> None:
    happens(0, lambda: live.chat(visitor(), line(1, 0)))
    chat = live.only_chat.id
    happens(0.5, lambda: live.house.act(None, offer_chat, chat, jonas, after(21)))
    later.advance(50)
    hers, his = desks
    assert [stage for _, told in hers.turns for _, stage in told] == [Stage.EVERYBODY]
    assert [(at, [stage for _, stage in told]) for at, told in his.turns] == [
        (after(1.5), [Stage.OFFERED]),
        (after(21), []),
        (after(45), [Stage.EVERYBODY]),
    ]


def test_what_a_colleague_takes_is_quiet_at_every_desk_and_rings_again_when_given_back(
    live: LiveHouse, desks: Desks, happens: Callable[..., None], jonas: PersonId
) -> None:
    happens(0, lambda: live.chat(visitor(), line(1, 0)))
    chat = live.only_chat.id
    happens(49.5, lambda: live.house.act(jonas, take_chat, chat))
    assert [desk.stages for desk in desks] == [[], []]
    happens(4.5, lambda: live.house.act(jonas, give_back_chat, chat))
    assert [desk.stages for desk in desks] == [[Stage.EVERYBODY], [Stage.EVERYBODY]]


def test_a_call_for_which_nobody_is_ready_rings_at_both_until_it_is_answered(
    live: LiveHouse, desks: Desks, happens: Callable[..., None]
) -> None:
    happens(0, lambda: live.phone(caller()))
    assert [desk.stages for desk in desks] == [[Stage.EVERYBODY], [Stage.EVERYBODY]]
    talking = caller(2, CallState.TALKING, answered_at=after(3))
    happens(2.5, lambda: live.phone(talking))
    assert [desk.stages for desk in desks] == [[], []]
