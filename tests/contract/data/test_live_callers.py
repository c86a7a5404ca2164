"""Which shop calls, and who says so; several are listed, and what a person says stays."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from fakes.live_items import CALLER, after, caller
from fixtures.live_house import LiveHouse
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from console.data.commands.callers import caller_is
from console.data.commands.shops import import_shops
from console.data.feed import FeedItem, newest, news
from console.data.queries.floor import floor_of
from console.data.queries.shops import find_shops
from console.domain.calls import Call, CallState, Ending, ShopBy
from console.domain.ids import PersonId, ShopId
from console.domain.live_news import LiveItem
from console.domain.shops import Shop

REGISTER, SHARED, TILLS = "+4777600002", "+4777600003", "+4777600004"
SPORT = Shop("10042", "Fjellsport AS", phones=(CALLER,), registers=(("Kasse 1", REGISTER),))
NORTH = Shop("10043", "Fjellsport Nord", phones=(SHARED,), registers=(("Kasse 2", TILLS),))
SOUTH = Shop("10044", "Fjellsport Sør", phones=(SHARED,), registers=(("Kasse 3", TILLS),))


@pytest.fixture
def desk(live: LiveHouse, jonas: PersonId) -> LiveHouse:
    """Three shops, two of which call from the same numbers; Jonas has telephone 21."""
    live.telephones(**{"21": "jonas"})
    live.house.act(None, import_shops, [SPORT, NORTH, SOUTH])
    return live


def _shop(desk: LiveHouse, name: str) -> ShopId:
    return desk.house.store.read(find_shops, name)[0].id


def _known(call: Call) -> tuple[str, ShopBy | None]:
    return call.shop_name, call.shop_by


def _told(desk: LiveHouse, **fields: object) -> Call:
    desk.phone(caller(**fields))
    return desk.only_call


def test_the_exchange_is_believed_before_the_number(desk: LiveHouse) -> None:
    call = _told(desk, number=CALLER, shop=" 10043 ")
    assert _known(call) == ("Fjellsport Nord", ShopBy.EXCHANGE)
    assert call.store_id == "10043"


def test_a_shop_that_the_exchange_names_and_nobody_knows_is_shown_as_said(desk: LiveHouse) -> None:
    call = _told(desk, number=CALLER, shop="99999")
    assert (call.store_id, *_known(call)) == ("99999", "Fjellsport AS", ShopBy.NUMBER)
    desk.phone(caller(remote_id="b", number="+4799999999", shop="99999"))
    other = desk.floor.calls[1]
    assert (other.store_id, other.shop, other.shop_by, other.candidates) == (
        "99999",
        None,
        None,
        (),
    )


@pytest.mark.parametrize("is_at_once", [True, False])
def test_what_the_exchange_told_once_stays_when_it_tells_less(
    desk: LiveHouse, is_at_once: bool
) -> None:
    first = caller(number="", shop="10042", said="valgte «kasse»")
    then = caller(2, number="", place=3)
    for page in [(then, first)] if is_at_once else [(first,), (then,)]:
        desk.phone(*page)
    call = desk.only_call
    assert (call.said, call.place, *_known(call)) == (
        "valgte «kasse»",
        3,
        "Fjellsport AS",
        ShopBy.EXCHANGE,
    )


@pytest.mark.parametrize(
    "number", ["77 60 00 01", "004777600001", "4777600001", "sip:+4777600001@trunk.example"]
)
def test_a_number_is_the_same_however_the_exchange_writes_it(desk: LiveHouse, number: str) -> None:
    call = _told(desk, number=number)
    assert (call.number, *_known(call)) == (CALLER, "Fjellsport AS", ShopBy.NUMBER)


@pytest.mark.parametrize(
    ("number", "kept"),
    [("<unknown>", ""), ("anonymous", ""), ("1001", "1001"), ("kontoret\r\nX: y", "kontoret X: y")],
)
def test_what_is_no_number_of_a_shop_is_nobodys(desk: LiveHouse, number: str, kept: str) -> None:
    call = _told(desk, number=number)
    assert (call.number, call.shop, call.shop_by, call.candidates) == (kept, None, None, ())


def test_several_shops_of_a_number_are_listed_and_none_is_chosen(desk: LiveHouse) -> None:
    call = _told(desk, number=SHARED)
    assert _known(call) == ("", None)
    found = [(one.name, one.customer_number, one.register) for one in call.candidates]
    assert found == [("Fjellsport Nord", "10043", ""), ("Fjellsport Sør", "10044", "")]
    assert [one.shop for one in call.candidates] == [_shop(desk, "Nord"), _shop(desk, "Sør")]
    assert not call.is_pos


def test_a_register_calls_before_others_whosever_it_is(desk: LiveHouse) -> None:
    assert _told(desk, number=REGISTER).is_pos
    desk.phone(caller(remote_id="b", number=TILLS))
    desk.phone(caller(remote_id="c", number=CALLER, shop="10042"))
    desk.phone(caller(remote_id="d", number=TILLS, shop="10043"))
    told = {call.remote_id: (call.shop_name, call.is_pos) for call in desk.floor.calls}
    assert told["b"] == ("", True)
    assert told["c"] == ("Fjellsport AS", False)
    assert told["d"] == ("Fjellsport Nord", True)


def test_what_a_person_says_stays_and_the_next_call_of_the_number_knows_it(
    desk: LiveHouse, jonas: PersonId
) -> None:
    call = _told(desk, number=SHARED)
    desk.house.act(jonas, caller_is, call.id, _shop(desk, "Sør"))
    assert _known(desk.only_call) == ("Fjellsport Sør", ShopBy.PERSON)
    assert desk.only_call.candidates == ()
    desk.phone(caller(2, number=SHARED, shop="10042", place=1))
    call = desk.only_call
    assert (call.store_id, call.place, *_known(call)) == (
        "10042",
        1,
        "Fjellsport Sør",
        ShopBy.PERSON,
    )
    desk.phone(caller(remote_id="next", number=SHARED))
    desk.phone(caller(remote_id="told", number=SHARED, shop="10042"))
    by_name = {call.remote_id: _known(call) for call in desk.floor.calls}
    assert by_name["next"] == ("Fjellsport Sør", ShopBy.NUMBER)
    assert by_name["told"] == ("Fjellsport AS", ShopBy.EXCHANGE)


def test_the_case_of_an_answered_call_is_the_callers(desk: LiveHouse) -> None:
    call = _told(desk, version=2, state=CallState.TALKING, answered_by="SIP/21", shop="10043")
    assert call.case is not None
    assert desk.house.open(call.case).shop is not None


def test_only_calls_without_a_shop_cost_a_trip_for_candidates(desk: LiveHouse) -> None:
    def trips(*told: LiveItem) -> int:
        heard = desk.house.store.read(newest)
        desk.phone(*told)
        return desk.house.store.read(_trips, desk.house.store.read(news, heard).items)

    assert trips(caller(number=CALLER), caller(remote_id="b", number="")) == 1
    assert trips(caller(2, number=CALLER), caller(remote_id="c", number=SHARED)) == 2


def _trips(session: Session, items: Sequence[FeedItem]) -> int:
    """How many times the store is asked for what these touched."""
    asked: list[ORMExecuteState] = []
    event.listen(session, "do_orm_execute", asked.append)
    floor_of(session, items)
    return len(asked)


def test_numbers_that_no_column_holds_are_cut(desk: LiveHouse) -> None:
    call = _told(desk, priority=10**12, place=10**12, said="x" * 5000, shop="9" * 5000)
    assert (call.priority, call.place) == (2**31 - 1, 2**31 - 1)
    assert (len(call.said), len(call.store_id)) == (500, 200)


def test_a_call_of_ours_is_nobodys_to_call_back_and_gets_a_case_when_it_is_answered(
    desk: LiveHouse, jonas: PersonId
) -> None:
    ours = {"remote_id": "ours", "is_outgoing": True, "answered_by": "SIP/21"}
    desk.phone(caller(1, CallState.RINGING, **ours))
    call = desk.only_call
    assert (call.is_outgoing, call.answered_at, call.case) == (True, None, None)
    desk.phone(caller(2, CallState.ENDED, ended_at=after(30), ending=Ending.ABANDONED, **ours))
    assert desk.floor.calls == ()
    ours["remote_id"] = "again"
    desk.phone(caller(1, CallState.TALKING, answered_at=after(60), began_at=after(50), **ours))
    call = desk.only_call
    assert (call.answered_by, call.answered_at) == (jonas, after(60))
    assert call.case is not None
    assert desk.owner(call.case) == jonas


@pytest.mark.parametrize("is_answered", [True, False])
def test_whom_we_reached_is_not_called_back_any_more(desk: LiveHouse, is_answered: bool) -> None:
    desk.phone(caller(9, CallState.ENDED, ended_at=after(60), ending=Ending.ABANDONED))
    ours = {"remote_id": "ours", "is_outgoing": True, "answered_by": "SIP/21"}
    answered = {"answered_at": after(110), "ending": Ending.ANSWERED}
    missed = {"ending": Ending.ABANDONED}
    how = answered if is_answered else missed
    desk.phone(caller(3, CallState.ENDED, began_at=after(100), ended_at=after(130), **ours, **how))
    owed = [call.remote_id for call in desk.floor.calls if call.waits_for_a_call_back]
    assert owed == ([] if is_answered else ["ring"])


def test_who_has_no_number_to_call_is_not_called_back(desk: LiveHouse) -> None:
    given_up = {"ended_at": after(60), "ending": Ending.ABANDONED}
    desk.phone(
        caller(2, CallState.ENDED, remote_id="a", number="kontoret", **given_up),
        caller(2, CallState.ENDED, remote_id="b", number="anonymous", **given_up),
        caller(2, CallState.ENDED, remote_id="c", number="1001", **given_up),
    )
    assert [call.number for call in desk.floor.calls] == ["1001"]
