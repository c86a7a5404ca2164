"""On a server several of the leader's commands go on at once; who takes over comes after them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from fakes.clock import FakeClock
from peers.waiting import until

from console.data.commands.leading import lead, must_lead
from console.data.engine import open_engine
from console.data.errors import Refused
from console.data.store import Store
from console.data.transaction import Transaction, new_act


@dataclass
class Slow:
    """A command of the leader that the test holds open."""

    epoch: int
    is_under_way: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)

    def __call__(self, tx: Transaction) -> None:
        must_lead(tx, self.epoch)
        self.is_under_way.set()
        assert self.may_end.wait(20)


@pytest.fixture
def server(server_url: str) -> Iterator[Store]:
    store = Store(open_engine(server_url))
    yield store
    store.close()


@pytest.fixture
def others() -> Iterator[ThreadPoolExecutor]:
    """Threads beside the test's."""
    with ThreadPoolExecutor() as pool:
        yield pool


def _lead(store: Store, clock: FakeClock, holder: str) -> int:
    act = new_act(None, clock.now())
    return int(store.upkeep(act, lead, holder, act.at.add(seconds=12))["epoch"])


def _begun(store: Store, clock: FakeClock, others: ThreadPoolExecutor) -> tuple[Slow, Future[None]]:
    slow = Slow(1)
    under_way = others.submit(lambda: _run(store, clock, slow))
    until(slow.is_under_way.is_set, "the command to be under way")
    return slow, under_way


def _run(store: Store, clock: FakeClock, command: Slow) -> None:
    store.upkeep(new_act(None, clock.now()), command)


def _waits_for_a_lock(store: Store) -> bool:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    found = store.read(lambda s: s.connection().exec_driver_sql(asked).scalar_one())
    return bool(found)


def test_neither_the_renewal_nor_another_command_waits_for_one_under_way(
    server: Store, clock: FakeClock, others: ThreadPoolExecutor
) -> None:
    _lead(server, clock, "a:1:-")
    slow, under_way = _begun(server, clock, others)
    assert _lead(server, clock, "a:1:-") == 1
    server.upkeep(new_act(None, clock.now()), must_lead, 1)
    assert not under_way.done()
    slow.may_end.set()
    under_way.result(20)


def test_who_takes_over_comes_after_what_was_under_way_and_before_what_was_not(
    server: Store, clock: FakeClock, others: ThreadPoolExecutor
) -> None:
    _lead(server, clock, "a:1:-")
    slow, under_way = _begun(server, clock, others)
    clock.advance(60)
    taking_over = others.submit(_lead, server, clock, "b:2:-")
    until(lambda: _waits_for_a_lock(server), "the next leader to wait for the command")
    slow.may_end.set()
    under_way.result(20)
    assert taking_over.result(20) == 2
    with pytest.raises(Refused, match="har overtatt"):
        server.upkeep(new_act(None, clock.now()), must_lead, 1)
