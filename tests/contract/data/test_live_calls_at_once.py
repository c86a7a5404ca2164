"""An exchange tells while people act on the same calls: what a person said or did stands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from fakes.live_items import caller
from fixtures.live_house import LiveHouse
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.commands.callers import caller_is
from console.data.commands.calls import called_back
from console.data.commands.shops import import_shops
from console.data.errors import Conflict
from console.data.inspection import inspect_store
from console.data.queries.shops import find_shops
from console.data.tables.live import CallRow
from console.domain.calls import ShopBy
from console.domain.ids import CallId, PersonId, ShopId
from console.domain.live_news import CallSeen, StandingSeen
from console.domain.shops import Shop

CALLS, ROUNDS = 5, 8
"""So many callers, who are lost and found again so often."""


@pytest.fixture
def desk(live: LiveHouse) -> LiveHouse:
    """Callers whose shop the exchange tells, and two other shops."""
    live.house.act(None, import_shops, [Shop(str(n), f"Butikk {n}") for n in (1, 2, 3)])
    live.phone(*_calls(1))
    return live


def _calls(version: int) -> list[CallSeen]:
    numbers = range(CALLS)
    return [
        caller(version, remote_id=f"c{n}", number=f"+477760000{n}", shop="1", place=n + 1)
        for n in numbers
    ]


def _tells(desk: LiveHouse) -> None:
    """The callers are there, lost, there again: backwards, against whoever goes forwards."""
    for number in range(ROUNDS):
        desk.phone(StandingSeen(10 * number + 10, frozenset()))
        desk.phone(*reversed(_calls(10 * number + 11)))


def _names(desk: LiveHouse, who: PersonId, shop: ShopId, calls: list[CallId]) -> None:
    for call in calls * ROUNDS:
        desk.house.act(who, caller_is, call, shop)


def _calls_back(desk: LiveHouse, who: PersonId, calls: list[CallId], done: set[CallId]) -> None:
    for call in calls * ROUNDS:
        try:
            desk.house.act(who, called_back, call)
        except Conflict:
            continue
        done.add(call)


def _rows(session: Session) -> list[tuple[object, ...]]:
    columns = (CallRow.id, CallRow.state, CallRow.ending, CallRow.called_back_by)
    return [tuple(row) for row in session.execute(select(*columns, CallRow.shop_by))]


def test_who_calls_stays_as_people_say_while_the_exchange_tells_otherwise(
    desk: LiveHouse, jonas: PersonId, ingrid: PersonId
) -> None:
    calls = [call.id for call in desk.floor.calls]
    two, three = (desk.house.store.read(find_shops, f"Butikk {n}")[0].id for n in (2, 3))
    with ThreadPoolExecutor(3) as hands:
        for done in (
            hands.submit(_tells, desk),
            hands.submit(_names, desk, jonas, two, calls),
            hands.submit(_names, desk, ingrid, three, calls),
        ):
            assert done.exception(120) is None
    assert {call.shop for call in desk.floor.calls} <= {two, three}
    assert {call.shop_by for call in desk.floor.calls} == {ShopBy.PERSON}
    assert {call.store_id for call in desk.floor.calls} == {"1"}
    assert inspect_store(desk.house.store.engine).faults == ()


def test_who_was_called_back_while_they_were_lost_stays_called_back(
    desk: LiveHouse, jonas: PersonId, ingrid: PersonId
) -> None:
    calls, reached = [call.id for call in desk.floor.calls], set[CallId]()
    desk.phone(StandingSeen(5, frozenset()))
    _calls_back(desk, jonas, calls[:1], reached)
    with ThreadPoolExecutor(3) as hands:
        for done in (
            hands.submit(_tells, desk),
            hands.submit(_calls_back, desk, jonas, calls, reached),
            hands.submit(_calls_back, desk, ingrid, calls[::-1], reached),
        ):
            assert done.exception(120) is None
    assert calls[0] in reached
    for call, state, ending, by, _ in desk.house.store.read(_rows):
        told = ("ended", "unseen") if call in reached else ("waiting", "")
        assert (state, ending) == told
        assert (by is not None) is (call in reached)
    assert inspect_store(desk.house.store.engine).faults == ()
