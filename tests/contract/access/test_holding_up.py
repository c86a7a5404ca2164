"""Somebody holds everybody up, with their own timeouts turned off: the leading `serve` frees us."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
import pytest
from access_store import AccessStore
from peers.waiting import until

_EVENT = (
    "INSERT INTO event (act_id, at, kind, entity, entity_id, data) "
    "VALUES (gen_random_uuid(), now(), 'CaseTaken', 'case', '1', '{}')"
)
_TAKE = 'UPDATE "case" SET version = version WHERE id = 1'
_NO_TIMEOUTS = "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0"


@dataclass
class Waiting:
    """Somebody whose statement waits for somebody else's lock."""

    connection: psycopg.Connection
    statement: str
    errors: list[psycopg.Error] = field(default_factory=list)

    def run(self) -> None:
        try:
            self.connection.execute("SET lock_timeout = 0")
            self.connection.execute(self.statement)
        except psycopg.Error as error:
            self.errors.append(error)


@contextmanager
def _waits(desk: AccessStore, who: str, statement: str) -> Iterator[Waiting]:
    """Runs a statement in a thread; begins when it waits, ends when it has come to its end."""
    with desk.connect(who) as connection, desk.superuser() as watching:
        waiting = Waiting(connection, statement)
        thread = threading.Thread(target=waiting.run)
        thread.start()
        pid = connection.info.backend_pid
        asked = "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s"
        until(lambda: watching.execute(asked, (pid,)).fetchone() == (True,), "somebody waits")
        yield waiting
        thread.join(20)
        assert not thread.is_alive()


def _free(desk: AccessStore, idle_s: float = 0) -> object:
    row = desk.of("service").execute("SELECT free_the_feed(%s)", (idle_s,)).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("first", "held_up"),
    [
        (f"{_EVENT}; SET CONSTRAINTS ALL IMMEDIATE", _EVENT),
        (_TAKE, _TAKE),
        ("LOCK TABLE draft IN ACCESS EXCLUSIVE MODE", "SELECT 1 FROM draft"),
    ],
    ids=["the feed's gate", "a case", "everybody's drafts"],
)
def test_a_session_that_sleeps_on_what_others_want_is_ended(
    desk: AccessStore, first: str, held_up: str
) -> None:
    with desk.connect("agent") as hostile:
        hostile.execute(f"{_NO_TIMEOUTS}; BEGIN; {first}")
        with _waits(desk, "colleague", held_up) as waiting:
            assert _free(desk, idle_s=3600) == 0
            assert _free(desk) == 1
        assert waiting.errors == []
        with pytest.raises(psycopg.OperationalError):
            hostile.execute("SELECT 1")


def test_a_session_that_is_busy_with_nothing_meanwhile_is_ended_too(desk: AccessStore) -> None:
    with desk.connect("agent") as hostile:
        hostile.execute(f"{_NO_TIMEOUTS}; BEGIN; {_TAKE}")
        busy = threading.Thread(target=Waiting(hostile, "SELECT pg_sleep(3600)").run)
        busy.start()
        with _waits(desk, "colleague", _TAKE) as waiting:
            assert _free(desk) == 1
        busy.join(20)
        assert waiting.errors == []


def test_who_waits_in_line_is_not_ended(desk: AccessStore) -> None:
    with desk.connect("agent") as hostile:
        hostile.execute(f"BEGIN; {_TAKE}")
        with _waits(desk, "colleague", _TAKE) as first, _waits(desk, "lead", _TAKE) as second:
            assert _free(desk) == 1
        assert first.errors == second.errors == []
        with pytest.raises(psycopg.OperationalError):
            hostile.execute("SELECT 1")


def test_a_session_that_holds_nobody_up_is_left_alone(desk: AccessStore) -> None:
    with desk.connect("agent") as quiet:
        quiet.execute(f"BEGIN; {_TAKE}")
        assert _free(desk) == 0
        quiet.execute("ROLLBACK")


def test_whoever_is_not_of_the_house_is_left_alone(desk: AccessStore) -> None:
    """A superuser who repairs something, a copy being taken."""
    with desk.superuser() as repairing:
        repairing.execute(f"BEGIN; {_TAKE}")
        with _waits(desk, "colleague", _TAKE) as waiting:
            assert _free(desk) == 0
            repairing.execute("ROLLBACK")
        assert waiting.errors == []
