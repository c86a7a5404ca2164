"""My chats as lanes: a number that stays, what the lists say, and what comes once one is over."""

from __future__ import annotations

import pytest
from fixtures.my_chats import MyChatsDesk

from console.data.commands.cases import close_case
from console.data.commands.chats import (
    end_chat,
    give_back_chat,
    hand_over_chat,
    offer_chat,
    take_chat,
)
from console.desk.chats.lane import Identity, Stage
from console.domain.ids import PersonId
from console.domain.waits import Meaning

pytestmark = pytest.mark.asyncio


async def test_chats_of_mine_stand_in_lanes_and_a_freed_number_is_taken_again(
    my_chats: MyChatsDesk, jonas: PersonId
) -> None:
    kari = my_chats.comes("Kari")
    my_chats.comes("Ola")
    my_chats.comes("Liv", of=jonas)
    await my_chats.hears()
    assert my_chats.lanes == {1: "Kari", 2: "Ola"}
    my_chats.house.act(my_chats.me.id, give_back_chat, kari)
    await my_chats.hears()
    assert my_chats.lanes == {2: "Ola"}
    my_chats.comes("Nils")
    await my_chats.hears()
    assert my_chats.lanes == {1: "Nils", 2: "Ola"}
    assert [lane.number for lane in my_chats.chats.lanes.value] == [1, 2]
    found = my_chats.chats.at(1)
    assert found is not None
    assert found.who == "Nils"


async def test_a_lanes_clock_is_the_lists_to_the_second(my_chats: MyChatsDesk) -> None:
    kari = my_chats.comes("Kari")
    await my_chats.hears()
    board = my_chats.work.overview.chat.rows
    for _ in range(70):
        my_chats.pass_s(1)
        (row,) = (row for row in board.rows if not row.is_head)
        assert my_chats.lane(kari).clock == row.clock
    assert my_chats.lane(kari).clock.meaning is Meaning.LATE
    assert my_chats.lane(kari).state_words == "venter på svar fra deg"
    my_chats.answers(kari, "Hei, Kari.")
    await my_chats.hears()
    assert my_chats.lane(kari).clock.below == "hos kunden"
    assert not my_chats.lane(kari).waits_for_me


async def test_the_key_leads_to_the_lane_nearest_its_limit(my_chats: MyChatsDesk) -> None:
    kari = my_chats.comes("Kari")
    assert my_chats.chats.nearest() is None
    my_chats.answers(kari, "Hei.")
    my_chats.pass_s(10)
    my_chats.says("Kari", "Er du der?")  # 120 s from now
    my_chats.pass_s(20)
    ola = my_chats.comes("Ola")  # 60 s from now
    await my_chats.hears()
    assert my_chats.chats.nearest() == ola
    my_chats.answers(ola, "Hei.")
    await my_chats.hears()
    assert my_chats.chats.nearest() == kari


async def test_a_chat_that_its_visitor_ended_stays_until_it_is_put_away(
    my_chats: MyChatsDesk,
) -> None:
    kari = my_chats.comes("Kari")
    my_chats.comes("Ola")
    my_chats.answers(kari, "Hei.")
    await my_chats.hears()
    my_chats.pass_s(90)
    my_chats.tells("Kari", ended_at=my_chats.house.clock.now())
    await my_chats.hears()
    lane = my_chats.lane(kari)
    assert (lane.number, lane.stage, lane.estimate) == (1, Stage.ENDED, None)
    assert lane.state_words == "avsluttet av kunden 09:42"
    assert not lane.waits_for_me
    my_chats.chats.put_away(kari)
    assert my_chats.lanes == {2: "Ola"}
    assert my_chats.chats.talk(kari) is None


async def test_what_a_visitor_is_owed_who_ended_the_chat_waits_in_its_lane_as_a_letter(
    my_chats: MyChatsDesk,
) -> None:
    kari = my_chats.comes("Kari")
    await my_chats.hears()
    my_chats.tells("Kari", ended_at=my_chats.house.clock.now())
    await my_chats.hears()
    lane = my_chats.lane(kari)
    assert (lane.stage, lane.waits_for_me) == (Stage.ENDED, True)
    assert lane.clock.below == "av 8 t"


async def test_a_chat_that_i_ended_and_one_whose_case_is_solved_leave_no_lane(
    my_chats: MyChatsDesk,
) -> None:
    kari, ola = my_chats.comes("Kari"), my_chats.comes("Ola")
    my_chats.answers(ola, "Hei.")
    await my_chats.hears()
    my_chats.house.act(my_chats.me.id, end_chat, kari, False)
    my_chats.tells("Ola", ended_at=my_chats.house.clock.now())
    await my_chats.hears()
    assert my_chats.lanes == {2: "Ola"}
    case = my_chats.lane(ola).case
    face = my_chats.talk(ola).face.value
    assert face is not None
    my_chats.house.act(my_chats.me.id, close_case, case, face.seen)
    await my_chats.hears()
    assert my_chats.lanes == {}


async def test_what_is_over_takes_no_lane_that_somebody_needs_who_goes_on(
    my_chats: MyChatsDesk,
) -> None:
    for number in range(1, 7):
        my_chats.comes(f"Gjest {number}")
    await my_chats.hears()
    for number in (2, 5):
        my_chats.tells(f"Gjest {number}", ended_at=my_chats.house.clock.now())
        await my_chats.hears()
    assert len(my_chats.lanes) == 6
    my_chats.comes("Kari")
    await my_chats.hears()
    assert my_chats.lanes[2] == "Kari"
    assert my_chats.lanes[5] == "Gjest 5"
    assert len(my_chats.lanes) == 6


async def test_a_visitor_who_comes_back_has_the_lane_of_before(my_chats: MyChatsDesk) -> None:
    my_chats.comes("Ola")
    kari = my_chats.comes("Kari")
    my_chats.answers(kari, "Hei.")
    await my_chats.hears()
    my_chats.tells("Kari", ended_at=my_chats.house.clock.now())
    await my_chats.hears()
    before, case = my_chats.talk(kari), my_chats.lane(kari).case
    again = my_chats.comes("Kari igjen", continues="Kari")
    await my_chats.hears()
    lane = my_chats.lane(again)
    assert (lane.number, lane.case, lane.stage) == (2, case, Stage.TALKING)
    assert my_chats.talk(again) is before
    assert my_chats.chats.lane(kari) is None


async def test_a_visitor_who_is_away_is_said_to_have_left_and_may_return(
    my_chats: MyChatsDesk,
) -> None:
    kari = my_chats.comes("Kari")
    await my_chats.hears()
    my_chats.tells("Kari", has_left=True)
    await my_chats.hears()
    lane = my_chats.lane(kari)
    assert (lane.stage, lane.state_words) == (Stage.LEFT, "har gått 09:41")
    my_chats.tells("Kari")
    await my_chats.hears()
    assert my_chats.lane(kari).stage is Stage.TALKING


async def test_what_rings_for_me_counts_down_and_is_gone_in_time(
    my_chats: MyChatsDesk, jonas: PersonId
) -> None:
    kari = my_chats.comes("Kari", of=jonas)
    house = my_chats.house
    house.act(jonas, give_back_chat, kari)
    house.act(None, offer_chat, kari, my_chats.me.id, house.clock.now().add(seconds=20))
    await my_chats.hears()
    (offer,) = my_chats.chats.offers.value
    assert (offer.chat, offer.left_s, offer.left_words) == (kari, 20, "20 s")
    my_chats.pass_s(13)
    assert [offer.left_s for offer in my_chats.chats.offers.value] == [7]
    my_chats.pass_s(7)
    assert my_chats.chats.offers.value == ()


async def test_a_colleague_hands_over_with_a_word_that_stands_until_i_answer(
    my_chats: MyChatsDesk, jonas: PersonId
) -> None:
    kari = my_chats.comes("Kari", of=jonas)
    told: list[str] = []
    my_chats.chats.handed.listen(told.append)
    my_chats.house.act(jonas, hand_over_chat, kari, my_chats.me.id, "Hun venter på tallet.")
    await my_chats.hears()
    handed = my_chats.talk(kari).handed
    assert handed.value == "Jonas T. ga deg chatten: «Hun venter på tallet.»"
    my_chats.answers(kari, "Hei, Kari.")
    await my_chats.hears()
    assert handed.value == ""
    assert told == ["Jonas T. ga deg chatten: «Hun venter på tallet.»"]


async def test_who_the_visitor_is_and_on_which_page_is_told(my_chats: MyChatsDesk) -> None:
    kari = my_chats.comes("Kari", page="https://www.mystore.no/admin/ordre/88214?fane=2")
    await my_chats.hears()
    lane = my_chats.lane(kari)
    assert (lane.identity, lane.visitor_name) == (Identity.UNKNOWN, "Kari")
    assert lane.page_words == "Admin › Ordre › 88214"


async def test_who_takes_a_chat_by_the_store_has_its_lane_at_once(my_chats: MyChatsDesk) -> None:
    kari = my_chats.comes("Kari")
    my_chats.house.act(my_chats.me.id, give_back_chat, kari)
    await my_chats.hears()
    assert my_chats.lanes == {}
    my_chats.house.act(my_chats.me.id, take_chat, kari)
    await my_chats.hears()
    assert my_chats.lanes == {1: "Kari"}
    my_chats.begin()
    assert my_chats.lanes == {1: "Kari"}
