"""Hearing of commits on a server: at once, by everybody, and never in silence when it cannot be."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from fixtures.house import House
from peers.pgbouncer import PgBouncer
from peers.postgres import Postgres
from sqlalchemy import text

from console.data.commit_watch import HEARD_WITHIN_S, CommitWatch, watch_commits
from console.data.engine import open_engine
from console.data.errors import StorePooled, StoreUnavailable
from console.data.feed import newest
from console.data.queries.newer_cases import newer_cases

PATIENCE_S = 10


@pytest.fixture
def store_url(server_url: str) -> str:
    """These are about servers alone."""
    return server_url


@pytest.fixture
def watch(store_url: str) -> Iterator[CommitWatch]:
    """A watch in another program."""
    engine = open_engine(store_url)
    watching = watch_commits(engine)
    yield watching
    watching.close()
    engine.dispose()


def test_a_commit_ends_the_waiting(watch: CommitWatch, house: House) -> None:
    assert not watch.has_news()
    house.arrive("frakt")
    assert watch.wait(PATIENCE_S)
    assert not watch.has_news()


def test_a_wait_is_over_when_its_time_is(watch: CommitWatch) -> None:
    assert not watch.wait(0.01)


def test_whoever_waits_can_be_woken(watch: CommitWatch) -> None:
    waited: list[bool] = []
    waiting = threading.Thread(target=lambda: waited.append(watch.wait(PATIENCE_S)))
    began = time.monotonic()
    waiting.start()
    watch.wake()
    waiting.join()
    assert waited == [False]
    assert time.monotonic() - began < PATIENCE_S


def test_to_wake_a_watch_that_is_closed_is_nothing(watch: CommitWatch) -> None:
    watch.close()
    watch.wake()
    watch.close()


def test_a_line_that_is_cut_is_told(
    watch: CommitWatch, postgres: Postgres, server_database: str
) -> None:
    with postgres.connect() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = %s AND query LIKE 'LISTEN%%'",
            (server_database,),
        )
    with pytest.raises(StoreUnavailable, match=r"starter på nytt|svarer ikke"):
        watch.wait(PATIENCE_S)


def test_a_reader_whose_line_is_cut_is_told(house: House, postgres: Postgres) -> None:
    start = house.store.read(newest)
    with house.store.reading() as line:
        pid = line.read(lambda session: session.scalar(text("SELECT pg_backend_pid()")))
        with postgres.connect() as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
        with pytest.raises(StoreUnavailable, match=r"starter på nytt|svarer ikke"):
            line.read(newer_cases, start)


@pytest.mark.parametrize(("mode", "is_refused"), [("transaction", True), ("session", False)])
def test_a_pooler_through_which_nothing_is_heard_is_refused_with_the_reason(
    postgres: Postgres, server_database: str, mode: str, is_refused: bool
) -> None:
    bouncer = PgBouncer(postgres, mode)
    engine = open_engine(bouncer.url(server_database))
    try:
        if is_refused:
            with pytest.raises(StorePooled, match="pgbouncer"):
                watch_commits(engine)
        else:
            watch_commits(engine).close()
    finally:
        engine.dispose()
        bouncer.remove()
    assert HEARD_WITHIN_S < PATIENCE_S
