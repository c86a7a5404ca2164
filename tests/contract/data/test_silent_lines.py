"""A line that is acknowledged and never answered is given up; one that is merely slow is not."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from fakes.clock import FakeClock
from fixtures.house import House
from peers.postgres import Postgres
from peers.tcp_proxy import COMMIT, TcpProxy
from sqlalchemy.orm import Session

from console.data.commit_watch import watch_commits
from console.data.engine import open_engine
from console.data.errors import StoreUnavailable
from console.data.line_watch import HURRIED_S
from console.data.store import Store
from console.data.translated import store_errors
from console.desk.follow import Arrival, Follower, Lost, read_everything

SILENCE_S = 0.4
PATIENCE_S = 10
NO_ANSWER = r"Lageret svarer ikke \(ingen svar på \d+ s\)\.$"


@pytest.fixture(params=["postgresql"])
def store_url(server_url: str) -> str:
    """There is no line to a file."""
    return server_url


@pytest.fixture
def proxy(postgres: Postgres) -> Iterator[TcpProxy]:
    """The line between a window and the server."""
    line = TcpProxy(postgres.port).start()
    yield line
    line.stop()


@pytest.fixture
def window(house: House, proxy: TcpProxy) -> Iterator[Store]:
    """A store at the other end of the line, that bears little silence."""
    store = _opened(house, proxy, silence_s=SILENCE_S)
    yield store
    store.close()


def _opened(house: House, proxy: TcpProxy, **settings: float) -> Store:
    url = house.store.engine.url.set(port=proxy.port)
    return Store(open_engine(url.render_as_string(), **settings))


def _ask(statement: str) -> Callable[[Session], object]:
    return lambda session: session.connection().exec_driver_sql(statement).all()


def test_a_question_that_is_never_answered_is_given_up(window: Store, proxy: TcpProxy) -> None:
    with window.reading() as line:
        line.read(_ask("SELECT 1"))
        proxy.freeze()
        began_s = time.monotonic()
        with pytest.raises(StoreUnavailable, match=NO_ANSWER):
            line.read(_ask("SELECT 1"))
    assert SILENCE_S <= time.monotonic() - began_s < PATIENCE_S


def test_a_commit_that_is_never_answered_is_given_up(window: Store, proxy: TcpProxy) -> None:
    proxy.freeze_at(COMMIT)
    with (
        pytest.raises(StoreUnavailable, match=NO_ANSWER),
        store_errors(),
        window.engine.begin() as line,
    ):
        line.exec_driver_sql("SELECT 1")
    assert proxy.sprung == 1


def test_a_wish_to_hear_that_is_never_answered_is_given_up(window: Store, proxy: TcpProxy) -> None:
    proxy.freeze_at(b"LISTEN")
    with pytest.raises(StoreUnavailable, match=NO_ANSWER):
        watch_commits(window.engine)
    assert proxy.sprung == 1


def test_to_hear_nothing_is_no_silence(window: Store, proxy: TcpProxy) -> None:
    watch = watch_commits(window.engine)
    proxy.freeze()
    assert not watch.wait(SILENCE_S * 2)
    watch.close()


def test_an_answer_that_comes_bit_by_bit_may_take_its_time(window: Store) -> None:
    rows = 8
    each_s = SILENCE_S / 4
    began_s = time.monotonic()
    found = window.read(
        lambda session: (
            session.connection()
            .exec_driver_sql(
                f"SELECT repeat('x', 10000), pg_sleep({each_s}) FROM generate_series(1, {rows})"
            )
            .all()
        )
    )
    assert len(found) == rows
    assert time.monotonic() - began_s > SILENCE_S


def test_whoever_follows_is_told_and_ends_when_it_is_to(
    window: Store, proxy: TcpProxy, clock: FakeClock
) -> None:
    arrivals: queue.Queue[Arrival] = queue.Queue()
    _whole, cursor = window.read(read_everything, clock.now())
    follower = Follower(window, clock, arrivals.put, cursor)
    follower.start()
    arrivals.get(timeout=PATIENCE_S)
    proxy.freeze()
    while not isinstance(told := arrivals.get(timeout=PATIENCE_S), Lost):
        follower.taken()
    assert told.reason.startswith("Lageret svarer ikke")
    follower.stop()


def test_who_is_about_to_end_does_not_wait_for_an_answer(house: House, proxy: TcpProxy) -> None:
    patient = _opened(house, proxy)
    refused: list[str] = []

    def ask() -> None:
        with patient.reading() as line:
            line.read(_ask("SELECT 1"))
            proxy.freeze()
            asking.set()
            try:
                line.read(_ask("SELECT 1"))
            except StoreUnavailable as error:
                refused.append(str(error))

    asking = threading.Event()
    thread = threading.Thread(target=ask)
    thread.start()
    assert asking.wait(PATIENCE_S)
    began_s = time.monotonic()
    patient.hurry()
    thread.join(PATIENCE_S)
    assert len(refused) == 1
    assert time.monotonic() - began_s < HURRIED_S + 2
    patient.close()
