"""Typing and seen both ways: told seldom, over by themselves, never told of a colleague's chat."""

from __future__ import annotations

import pytest
from fixtures.my_chats import MyChatsDesk
from sqlalchemy import select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.tables.web import ChatSignRow
from console.domain.chat_signs import ChatSigns
from console.domain.ids import PersonId
from console.domain.instants import seconds_between
from console.domain.visits import TYPES_S

pytestmark = pytest.mark.asyncio


def _signs(session: Session) -> list[tuple[Instant | None, Instant | None]]:
    query = select(ChatSignRow.agent_typing_until, ChatSignRow.agent_seen_at)
    return [(row.agent_typing_until, row.agent_seen_at) for row in session.execute(query)]


async def told(desk: MyChatsDesk) -> list[tuple[float | None, float | None]]:
    """What the store was told of me, in seconds from now, once all has been said."""
    await desk.settles()
    now = desk.house.clock.now()

    def from_now(at: Instant | None) -> float | None:
        return None if at is None else seconds_between(now, at)

    return [(from_now(until), from_now(seen)) for until, seen in desk.house.store.read(_signs)]


async def test_that_i_type_is_told_at_most_every_four_seconds_and_ends_by_itself(
    my_chats: MyChatsDesk,
) -> None:
    kari = my_chats.comes("Kari")
    await my_chats.hears()
    my_chats.chats.typed(kari, "H")
    assert await told(my_chats) == [(TYPES_S, None)]
    for _ in range(3):
        my_chats.pass_s(1)
        my_chats.chats.typed(kari, "Hei")
    assert await told(my_chats) == [(TYPES_S - 3, None)]
    my_chats.pass_s(1)
    my_chats.chats.typed(kari, "Hei, Kari")
    assert await told(my_chats) == [(TYPES_S, None)]


@pytest.mark.parametrize("how", ["deleted", "said"])
async def test_what_is_deleted_or_said_is_typed_no_longer(my_chats: MyChatsDesk, how: str) -> None:
    kari = my_chats.comes("Kari")
    await my_chats.hears()
    my_chats.chats.typed(kari, "Hei")
    await my_chats.settles()
    if how == "deleted":
        my_chats.chats.typed(kari, "")
    else:
        await my_chats.chats.say(kari, "Hei", (), my_chats.house.clock.now())
    assert await told(my_chats) == [(None, None)]


async def test_what_i_have_before_me_is_told_once_and_only_newer(my_chats: MyChatsDesk) -> None:
    kari = my_chats.comes("Kari")
    await my_chats.hears()
    my_chats.chats.saw(kari)
    assert await told(my_chats) == [(None, 0)]
    my_chats.pass_s(7)
    my_chats.chats.saw(kari)
    assert await told(my_chats) == [(None, -7)]
    my_chats.says("Kari", "Er du der?")
    await my_chats.hears()
    my_chats.chats.saw(kari)
    assert await told(my_chats) == [(None, 0)]


async def test_a_visitor_types_until_their_time_is_up(my_chats: MyChatsDesk) -> None:
    kari = my_chats.comes("Kari Nordmann")
    await my_chats.hears()
    until = my_chats.house.clock.now().add(seconds=TYPES_S)
    my_chats.chats.hear_signs([ChatSigns(kari, until, None)])
    my_chats.pass_s(TYPES_S - 1)
    assert my_chats.lane(kari).typing == "Kari skriver"
    my_chats.pass_s(1)
    assert my_chats.lane(kari).typing == ""


async def test_who_has_said_it_types_no_longer(my_chats: MyChatsDesk) -> None:
    kari = my_chats.comes("Kari Nordmann")
    await my_chats.hears()
    my_chats.pass_s(10)
    typed = [ChatSigns(kari, my_chats.house.clock.now().add(seconds=TYPES_S), None)]
    my_chats.pass_s(2)
    my_chats.says("Kari Nordmann", "Er du der?")
    await my_chats.hears()
    my_chats.chats.hear_signs(typed)
    my_chats.pass_s(1)
    assert my_chats.lane(kari).typing == ""
    typed = [ChatSigns(kari, my_chats.house.clock.now().add(seconds=TYPES_S), None)]
    my_chats.chats.hear_signs(typed)
    my_chats.pass_s(1)
    assert my_chats.lane(kari).typing == "Kari skriver", "the next line is being written"


async def test_a_sign_that_is_refused_or_has_no_store_is_no_fault(
    my_chats: MyChatsDesk, jonas: PersonId, failures: list[BaseException]
) -> None:
    kari = my_chats.comes("Kari", of=jonas)
    my_chats.chats.signs.typed(kari, "Hei")
    my_chats.chats.signs.saw(kari, my_chats.house.clock.now())
    assert await told(my_chats) == []
    my_chats.workers.absence = "Lageret svarer ikke."
    my_chats.chats.signs.typed(my_chats.comes("Ola"), "Hei")
    assert await told(my_chats) == []
    assert failures == []
