"""Opening an engine on a store's URL."""

from __future__ import annotations

import threading
from pathlib import Path

import psycopg
import pytest
from fixtures.house import House
from sqlalchemy import event

from console.data.engine import (
    SAFE_WAL,
    SQLITE,
    journal_mode,
    open_engine,
    parse_url,
    refuse_on_thread,
    sqlite_file,
    sqlite_url,
)
from console.data.errors import StoreUnavailable
from console.data.feed import newest
from console.data.store import Store


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 7, 0), "DELETE"),
        ((3, 40, 1), "DELETE"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 51, 10), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_only_a_library_without_the_wal_fault_keeps_a_wal(
    version: tuple[int, ...], mode: str
) -> None:
    assert journal_mode(version) == mode


def test_the_library_in_use_is_the_newest_there_is() -> None:
    import sqlite3

    assert SQLITE.sqlite_version_info >= sqlite3.sqlite_version_info


def test_every_connection_is_durable_and_keeps_its_references(store: Store) -> None:
    connections = [store.engine.connect() for _ in range(3)]
    for connection in connections:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
        connection.rollback()
        assert told == {
            "journal_mode": journal_mode(SQLITE.sqlite_version_info).lower(),
            "synchronous": 2,  # FULL
            "foreign_keys": 1,
            "busy_timeout": 5000,
        }
    for connection in connections:
        connection.close()


def test_a_library_with_the_fault_runs_on_a_rollback_journal(
    store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.data.engine.SAFE_WAL", (99, 0, 0))
    engine = open_engine(sqlite_url(store_path))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    engine.dispose()


def test_the_safe_version_is_the_one_that_was_mended() -> None:
    assert SAFE_WAL == (3, 51, 3)


@pytest.mark.parametrize(
    "name", ["desk.db", "Mine saker.db", "lager #1 100%.db", "blå?.db", "a&b=c;d.db", "c:drive.db"]
)
def test_a_file_keeps_its_name_in_a_url(tmp_path: Path, name: str) -> None:
    url = sqlite_url(tmp_path / name)
    assert sqlite_file(url) == tmp_path / name
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    engine.dispose()
    assert (tmp_path / name).is_file()


def test_a_server_has_no_file() -> None:
    assert sqlite_file("postgresql://jonas@server/desk") is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "desk.db",
        "/home/meg/desk.db",
        "mysql://meg@server/desk",
        "http://server/desk",
        "postgresql://meg@server:port/desk",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_what_is_no_store_is_refused_with_what_to_write_instead(url: str) -> None:
    with pytest.raises(StoreUnavailable, match="er ikke et lager") as no:
        parse_url(url)
    assert f"«{url}» er ikke et lager. Skriv for eksempel sqlite:////home" in str(no.value)


@pytest.mark.parametrize(
    "url", ["mysql://meg:hemmelig@server/desk", "postgresql://meg:hemmelig@server:x/desk"]
)
def test_a_password_in_a_wrong_url_is_not_repeated(url: str) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        parse_url(url)
    assert "hemmelig" not in str(refused.value)
    assert "meg:***@server" in str(refused.value)


def test_a_server_is_asked_whether_it_is_there_and_waits_for_no_free_connection() -> None:
    engine = open_engine("postgresql://jonas@server/desk")
    assert engine.dialect.name == "postgresql"
    assert engine.pool.timeout() == 2  # type: ignore[attr-defined]


def test_the_thread_that_paints_does_no_store_work(store: Store) -> None:
    refuse_on_thread(store.engine, threading.current_thread())
    with pytest.raises(RuntimeError, match="thread that paints"):
        store.read(newest)


def test_another_thread_than_the_one_that_paints_does_store_work(house: House) -> None:
    refuse_on_thread(house.store.engine, threading.Thread())
    house.arrive("frakt")


def test_what_customers_write_is_in_no_error(house: House) -> None:
    engine = house.store.engine
    assert engine.hide_parameters


def test_a_line_that_could_not_be_made_ready_is_let_go_of(server_url: str) -> None:
    made: list[psycopg.Connection] = []
    engine = open_engine(server_url)
    event.listen(engine, "connect", lambda connection, _record: made.append(connection))

    def fail(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SET"):
            raise MemoryError

    event.listen(engine, "before_cursor_execute", fail)
    store = Store(engine)
    with pytest.raises(MemoryError), store.reading():
        pass
    assert [line.closed for line in made] == [True]
    store.close()


def test_a_line_in_use_while_the_store_is_reopened_is_ended_when_it_is_done_with(
    server_url: str,
) -> None:
    store = Store(open_engine(server_url))
    with store.engine.connect() as used:
        old = used.connection.dbapi_connection
        assert isinstance(old, psycopg.Connection)
        store.reopen()
        assert not old.closed
    assert old.closed
    with store.engine.connect() as again:
        new = again.connection.dbapi_connection
    with store.engine.connect() as once_more:
        assert once_more.connection.dbapi_connection is new
    store.close()
