"""What goes on live, read whole and by what was touched; and what customers were promised."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from fakes.live_items import after, caller, line, telephones, visitor
from fixtures.house import House
from fixtures.live_house import LiveHouse
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from console.data.commands.availability import set_readiness
from console.data.commands.cases import take_case
from console.data.commands.chats import end_chat, take_chat
from console.data.commands.promises import keep_promise, promise, withdraw_promise
from console.data.commands.undo import undo_act
from console.data.errors import Conflict, Refused
from console.data.feed import FeedItem, newest, news
from console.data.queries.floor import floor_of
from console.data.queries.newer_cases import newer_cases
from console.domain.availability import Channel, Readiness
from console.domain.calls import CallState, Ending, MemberState
from console.domain.floor import NOTHING, Floor
from console.domain.history import Happening
from console.domain.ids import CaseId, PersonId, PromiseId, new_uuid

TEXT = "Vi ringer når terminalen er byttet."


def _made(house: House, who: PersonId, case: CaseId) -> PromiseId:
    new = PromiseId(new_uuid())
    house.act(who, promise, new, case, f" {TEXT} ", after(7200))
    return new


def test_a_promise_is_kept_once(live: LiveHouse, jonas: PersonId, ingrid: PersonId) -> None:
    case = live.house.arrive("frakt")
    new = _made(live.house, jonas, case)
    (open_one,) = live.floor.promises
    assert (open_one.id, open_one.case, open_one.text) == (new, case, TEXT)
    assert (open_one.due_at, open_one.made_by) == (after(7200), jonas)
    live.house.act(ingrid, keep_promise, new)
    live.house.act(ingrid, keep_promise, new)
    assert live.floor.promises == ()
    with pytest.raises(Conflict, match="allerede holdt"):
        live.house.act(jonas, withdraw_promise, new)
    told = [h.kind for h in live.house.open(case).page.entries if isinstance(h, Happening)]
    assert told == ["CaseOpened", "PromiseMade", "PromiseKept"]


def test_a_promise_is_withdrawn_or_undone_and_kept_no_more(
    live: LiveHouse, jonas: PersonId
) -> None:
    case = live.house.arrive("frakt")
    new = _made(live.house, jonas, case)
    live.house.act(jonas, withdraw_promise, new)
    with pytest.raises(Conflict, match="trukket tilbake"):
        live.house.act(jonas, keep_promise, new)
    done = live.house.act(jonas, promise, PromiseId(new_uuid()), case, TEXT, after(60))
    live.house.act(jonas, undo_act, done.act)
    assert live.floor.promises == ()


def test_nothing_is_no_promise(live: LiveHouse, jonas: PersonId) -> None:
    case = live.house.arrive("frakt")
    with pytest.raises(Refused, match="Skriv hva kunden er lovet"):
        live.house.act(jonas, promise, PromiseId(new_uuid()), case, "  ", after(60))


def test_a_batch_brings_what_was_touched_also_what_has_ended(
    live: LiveHouse, jonas: PersonId
) -> None:
    live.chat(visitor(), visitor(remote_id="ola"), line(1))
    first = live.floor.chats[0]
    live.phone(caller(), telephones(1, **{"21": MemberState.READY}))
    heard = live.house.store.read(newest)
    live.house.act(jonas, take_chat, first.id)
    live.house.act(jonas, end_chat, first.id, True)
    live.phone(caller(2, CallState.ENDED, ended_at=after(9), ending=Ending.LEFT))
    found = live.house.store.read(floor_of, live.house.store.read(news, heard).items)
    assert [(chat.id, chat.agent) for chat in found.chats] == [(first.id, jonas)]
    assert [call.ending for call in found.calls] == [Ending.LEFT]
    assert (found.members, found.availability) == (None, None)


def test_who_is_ready_and_who_sits_in_queues_comes_whole(
    live: LiveHouse, jonas: PersonId, ingrid: PersonId
) -> None:
    live.phone(telephones(1, **{"21": MemberState.READY, "22": MemberState.READY}))
    live.house.act(ingrid, set_readiness, Channel.CHAT, Readiness.READY, "")
    heard = live.house.store.read(newest)
    live.house.act(jonas, set_readiness, Channel.CHAT, Readiness.READY, "")
    live.phone(telephones(2, **{"21": MemberState.READY, "22": MemberState.AWAY}))
    found = live.house.store.read(floor_of, live.house.store.read(news, heard).items)
    whole = live.floor
    assert found == Floor(members=whole.members, availability=whole.availability)
    assert (len(found.members or ()), len(found.availability or ())) == (2, 2)


def test_a_case_alone_costs_no_trip_more(live: LiveHouse, jonas: PersonId) -> None:
    case = live.house.arrive("frakt")
    heard = live.house.store.read(newest)
    live.house.act(jonas, take_case, case)
    found = live.house.store.read(newer_cases, heard)
    assert found is not None
    assert live.house.store.read(_asked, found[0].items) == (NOTHING, [])


def _asked(session: Session, items: Sequence[FeedItem]) -> tuple[Floor, list[ORMExecuteState]]:
    """What these touched, and with how many questions."""
    asked: list[ORMExecuteState] = []
    event.listen(session, "do_orm_execute", asked.append)
    return floor_of(session, items), asked
