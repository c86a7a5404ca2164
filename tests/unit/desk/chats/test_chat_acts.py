"""Letting chats go on by e-mail from a desk: one or all, taken back or not, and what is told."""

from __future__ import annotations

import pytest
from fixtures.my_chats import MyChatsDesk

from console.data.commands.chats import end_chat
from console.data.commands.leading import lead
from console.data.commands.outward import claim_act
from console.data.commands.undo import undo_act
from console.desk.chat_acts import ChatActs
from console.desk.errors import ActFailed, Fenced
from console.domain.chat_letter import ToMail
from console.domain.ids import ChatId
from console.domain.instants import wall

pytestmark = pytest.mark.asyncio

KARI = "kari@fjellsport.no"


@pytest.fixture
def acts(my_chats: MyChatsDesk) -> ChatActs:
    return my_chats.work.chat_acts


def outside_ends_what_is_due(desk: MyChatsDesk) -> None:
    """The always-on part does its work."""
    desk.house.act(None, lead, "here:1", desk.house.clock.now().add(hours=1))
    while desk.house.act(None, claim_act, "chat", 1).answer:
        pass


async def comes(desk: MyChatsDesk, name: str, address: str = "") -> ChatId:
    chat = desk.comes(name, address=address)
    await desk.hears()
    return chat


async def test_it_is_on_its_way_until_the_chat_has_ended(
    my_chats: MyChatsDesk, acts: ChatActs
) -> None:
    kari = await comes(my_chats, "Kari", KARI)
    done = await acts.to_mail(ToMail(kari, KARI))
    case = my_chats.work.floor.chats[kari].case
    assert (done.words, done.case) == ("Chatten går over til e-post", case)
    assert done.can_be_undone
    await my_chats.hears()
    assert acts.on_their_way.value == {kari}
    assert my_chats.lanes == {1: "Kari"}
    my_chats.pass_s(5)
    outside_ends_what_is_due(my_chats)
    await my_chats.hears()
    assert my_chats.lanes == {}
    assert acts.on_their_way.value == frozenset()
    (row,) = (row for row in my_chats.work.overview.mail.rows.rows if not row.is_head)
    assert (row.case, row.by is not None and row.by.text) == (case, "deg")
    assert row.clock is not None
    assert row.clock.below == "av 8 t", "from here on it is working time that counts"


async def test_undone_it_is_a_chat_as_before(my_chats: MyChatsDesk, acts: ChatActs) -> None:
    kari = await comes(my_chats, "Kari", KARI)
    done = await acts.to_mail(ToMail(kari, KARI))
    my_chats.house.act(my_chats.me.id, undo_act, done.act)
    acts.came_back((kari,))
    my_chats.pass_s(5)
    outside_ends_what_is_due(my_chats)
    await my_chats.hears()
    assert my_chats.lanes == {1: "Kari"}
    assert acts.on_their_way.value == frozenset()


async def test_the_address_is_what_the_visitor_has_told(
    my_chats: MyChatsDesk, acts: ChatActs
) -> None:
    kari = await comes(my_chats, "Kari")
    assert (acts.address_of(kari), acts.without_address([kari])) == ("", (kari,))
    my_chats.tells("Kari", address=KARI)
    await my_chats.hears()
    assert (acts.address_of(kari), acts.without_address([kari])) == (KARI, ())


async def test_the_usual_promise_keeps_the_target_of_the_case(
    my_chats: MyChatsDesk, acts: ChatActs
) -> None:
    kari = await comes(my_chats, "Kari", KARI)
    usual = wall(acts.when_answered(kari)[0])
    now = wall(my_chats.house.clock.now())
    assert usual.date() == now.date().add(days=1)
    assert usual.time() <= now.time()


async def test_all_go_that_can_and_the_others_are_counted(
    my_chats: MyChatsDesk, acts: ChatActs
) -> None:
    chats = [
        await comes(my_chats, "Kari", KARI),
        await comes(my_chats, "Ola"),
        await comes(my_chats, "Liv", "liv@butikk.no"),
    ]
    done = await acts.all_to_mail(chats, my_chats.house.clock.now().add(hours=2))
    assert done.words == "2 chatter går over til e-post · 1 blir spurt om adressen"
    assert acts.on_their_way.value == {chats[0], chats[2]}
    my_chats.pass_s(5)
    outside_ends_what_is_due(my_chats)
    await my_chats.hears()
    assert my_chats.lanes == {2: "Ola"}


async def test_where_no_address_is_known_the_visitors_are_asked_and_nothing_is_to_be_undone(
    my_chats: MyChatsDesk, acts: ChatActs
) -> None:
    ola = await comes(my_chats, "Ola")
    done = await acts.all_to_mail([ola], None)
    assert (done.words, done.can_be_undone) == ("1 blir spurt om adressen", False)
    assert acts.on_their_way.value == frozenset()


async def test_where_all_have_gone_elsewhere_meanwhile_it_is_said_so(
    my_chats: MyChatsDesk, acts: ChatActs
) -> None:
    kari = await comes(my_chats, "Kari", KARI)
    my_chats.house.act(my_chats.me.id, end_chat, kari, False)
    with pytest.raises(ActFailed, match="Ingen av chattene er dine lenger"):
        await acts.all_to_mail([kari], None)


async def test_a_chat_that_is_over_meanwhile_goes_nowhere(
    my_chats: MyChatsDesk, acts: ChatActs
) -> None:
    kari = await comes(my_chats, "Kari", KARI)
    my_chats.house.act(my_chats.me.id, end_chat, kari, False)
    with pytest.raises(Fenced, match="avsluttet"):
        await acts.to_mail(ToMail(kari, KARI))
    assert acts.on_their_way.value == frozenset()
