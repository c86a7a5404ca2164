"""On a server two decide about one answer in the same instant: the first one's word stands."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import Any

import pytest
from fixtures.house import MAIL, House
from peers.waiting import until
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.commands.delivery import (
    begin_transmitting,
    claim_next,
    finish,
    keep_rendered,
    recover,
    send_again,
    settle_as_sent,
)
from console.data.commands.leading import lead
from console.data.errors import Refused
from console.data.queries.wire import to_send
from console.data.transaction import Transaction
from console.domain.cases import DeliveryState
from console.domain.conversation import Said
from console.domain.ids import CaseId, OutboxId, PersonId, new_uuid

ENVELOPE = {"message_id": "<c.1@mystore.no>", "sender": "kundeservice@mystore.no"}
Pace = Callable[[Callable[..., Any]], Callable[..., Any]]
Decision = Callable[[House, PersonId, OutboxId, Pace], object]


class Slow:
    """Holds a command's transaction open after its last line, until the test lets it commit."""

    def __init__(self) -> None:
        self.is_under_way = threading.Event()
        self.may_end = threading.Event()

    def __call__(self, command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def held(tx: Transaction, *args: Any) -> Any:
            answer = command(tx, *args)
            tx.session.flush()
            self.is_under_way.set()
            assert self.may_end.wait(20)
            return answer

        return held


def _at_once(command: Callable[..., Any]) -> Callable[..., Any]:
    return command


def _arrived(house: House, person: PersonId, outbox: OutboxId, pace: Pace) -> None:
    house.act(person, pace(settle_as_sent), outbox)


def _again(house: House, person: PersonId, outbox: OutboxId, pace: Pace) -> None:
    house.act(person, pace(send_again), outbox)


def _proven_absent(house: House, _person: PersonId, outbox: OutboxId, pace: Pace) -> None:
    house.act(None, pace(finish), outbox, 1, DeliveryState.COMPOSED, "")


def _proven_sent(house: House, _person: PersonId, outbox: OutboxId, pace: Pace) -> None:
    house.act(None, pace(finish), outbox, 1, DeliveryState.ACCEPTED, "funnet")


@pytest.fixture
def store_url(server_url: str) -> str:
    """In a file one writes at a time."""
    return server_url


@pytest.fixture
def others() -> Iterator[ThreadPoolExecutor]:
    """Threads beside the test's."""
    with ThreadPoolExecutor() as pool:
        yield pool


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


@pytest.fixture
def outbox(house: House, case: CaseId, jonas: PersonId) -> OutboxId:
    """Jonas' answer, of which nobody knows whether it arrived."""
    done = house.answer(jonas, case)
    outbox = OutboxId(type(new_uuid())(done.answer["outbox"]))
    house.clock.advance(60)
    house.act(None, lead, "here:1:-", house.clock.now().add(hours=1))
    house.act(None, claim_next, MAIL, 1)
    house.act(None, keep_rendered, outbox, 1, b"From: oss", ENVELOPE)
    house.act(None, begin_transmitting, outbox, 1)
    house.act(None, finish, outbox, 1, DeliveryState.UNKNOWN, "svar utenfra")
    return outbox


def _someone_waits(session: Session) -> bool:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    return bool(session.execute(text(asked)).scalar_one())


def _delivery(house: House, case: CaseId) -> DeliveryState | None:
    return [e for e in house.open(case).page.entries if isinstance(e, Said)][-1].delivery


@pytest.mark.parametrize(
    ("first", "second", "told", "stands"),
    [
        (_arrived, _proven_absent, "i andre hender", DeliveryState.ACCEPTED),
        (_arrived, _again, "ikke lenger uavklart", DeliveryState.ACCEPTED),
        (_again, _arrived, "ikke lenger uavklart", DeliveryState.COMPOSED),
        (_proven_sent, _again, "ikke lenger uavklart", DeliveryState.ACCEPTED),
        (_proven_absent, _arrived, "ikke lenger uavklart", DeliveryState.COMPOSED),
    ],
)
def test_the_slower_of_two_is_told_and_changes_nothing(
    house: House,
    case: CaseId,
    outbox: OutboxId,
    jonas: PersonId,
    sunniva: PersonId,
    others: ThreadPoolExecutor,
    first: Decision,
    second: Decision,
    told: str,
    stands: DeliveryState,
) -> None:
    slow = Slow()
    winner = others.submit(first, house, sunniva, outbox, slow)
    until(slow.is_under_way.is_set, "the first to be under way")
    loser = others.submit(second, house, jonas, outbox, _at_once)
    until(lambda: house.store.read(_someone_waits), "the second to wait for the first")
    slow.may_end.set()
    winner.result(20)
    with pytest.raises(Refused, match=told):
        loser.result(20)
    assert _delivery(house, case) is stands


def test_what_a_person_has_just_settled_is_not_taken_up_by_the_next_leader(
    house: House,
    outbox: OutboxId,
    sunniva: PersonId,
    others: ThreadPoolExecutor,
) -> None:
    slow = Slow()
    settling = others.submit(_arrived, house, sunniva, outbox, slow)
    until(slow.is_under_way.is_set, "the person's word to be under way")
    house.clock.advance(7200)
    house.act(None, lead, "there:2:-", house.clock.now().add(hours=1))
    recovering = others.submit(house.act, None, recover, 2)
    until(lambda: house.store.read(_someone_waits), "the next leader to wait for it")
    slow.may_end.set()
    settling.result(20)
    assert recovering.result(20).answer == {"recovered": 0}
    assert house.store.read(to_send, outbox).attempts == 1
