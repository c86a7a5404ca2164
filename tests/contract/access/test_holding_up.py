"""Somebody holds everybody up, with their own timeouts turned off: the leading `serve` frees us."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

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


class Freed(NamedTuple):
    """What was done: ended, and left since they wait for a standby, or are not of the house."""

    ended: int = 0
    confirming: int = 0
    others: int = 0


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


@contextmanager
def _standby_is_away(desk: AccessStore) -> Iterator[Callable[[], None]]:
    """An agent's taking of a case waits for a standby that is not there, until it "is back"."""
    may_end = threading.Event()
    with desk.connect("agent") as agent, desk.superuser() as watching:

        def set_to(names: str) -> None:
            watching.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
            watching.execute("SELECT pg_reload_conf()")

        def take() -> None:
            # Until one of them waits: the server takes a new setting in at its leisure.
            while not may_end.is_set():
                agent.execute(_TAKE)

        agent.execute("SET synchronous_commit = 'on'")
        taking = threading.Thread(target=take)
        set_to("borte")
        taking.start()
        try:
            asked = "SELECT wait_event = 'SyncRep' FROM pg_stat_activity WHERE pid = %s"
            pid = agent.info.backend_pid
            until(lambda: watching.execute(asked, (pid,)).fetchone() == (True,), "a commit waits")
            may_end.set()
            yield lambda: set_to("")
        finally:
            may_end.set()
            set_to("")
            taking.join(20)


def _free(desk: AccessStore, idle_s: float = 0, busy_s: float = 5) -> Freed:
    asked = "SELECT * FROM free_the_feed(%s, %s)"
    row = desk.of("service").execute(asked, (idle_s, busy_s)).fetchone()
    assert row is not None
    return Freed(*row)


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
            assert _free(desk, idle_s=3600) == Freed()
            assert _free(desk) == Freed(ended=1)
        assert waiting.errors == []
        with pytest.raises(psycopg.OperationalError):
            hostile.execute("SELECT 1")


@pytest.mark.parametrize(("who", "limit_s"), [("agent", 15), ("service", 60)])
def test_a_session_that_is_busy_for_longer_than_its_limit_is_ended_too(
    desk: AccessStore, who: str, limit_s: int
) -> None:
    with desk.connect(who) as hostile:
        hostile.execute(f"{_NO_TIMEOUTS}; BEGIN; {_TAKE}")
        busy = threading.Thread(target=Waiting(hostile, "SELECT pg_sleep(3600)").run)
        busy.start()
        with _waits(desk, "colleague", _TAKE) as waiting:
            assert _free(desk, busy_s=1 - limit_s) == Freed(), "as a large answer on a slow line"
            until(lambda: _free(desk, busy_s=1 - limit_s) == Freed(ended=1), "a second to pass")
        busy.join(20)
        assert waiting.errors == []


def test_a_session_that_waits_for_a_standby_to_confirm_is_left_alone_and_told(
    desk: AccessStore,
) -> None:
    with _standby_is_away(desk) as is_back, _waits(desk, "colleague", _TAKE) as waiting:
        assert _free(desk, busy_s=-3600) == Freed(confirming=1)
        assert _free(desk, idle_s=3600) == Freed()
        is_back()
    assert waiting.errors == []


def test_who_waits_in_line_is_not_ended(desk: AccessStore) -> None:
    with desk.connect("agent") as hostile:
        hostile.execute(f"BEGIN; {_TAKE}")
        with _waits(desk, "colleague", _TAKE) as first, _waits(desk, "lead", _TAKE) as second:
            assert _free(desk) == Freed(ended=1)
        assert first.errors == second.errors == []
        with pytest.raises(psycopg.OperationalError):
            hostile.execute("SELECT 1")


def test_a_session_that_holds_nobody_up_is_left_alone(desk: AccessStore) -> None:
    with desk.connect("agent") as quiet:
        quiet.execute(f"BEGIN; {_TAKE}")
        assert _free(desk) == Freed()
        quiet.execute("ROLLBACK")


def test_whoever_is_not_of_the_house_is_left_alone_and_told(
    desk: AccessStore,
) -> None:
    """A superuser who repairs something, a copy being taken."""
    with desk.superuser() as repairing:
        repairing.execute(f"BEGIN; {_TAKE}")
        with _waits(desk, "colleague", _TAKE) as waiting:
            assert _free(desk, idle_s=3600) == Freed()
            assert _free(desk) == Freed(others=1)
            repairing.execute("ROLLBACK")
        assert waiting.errors == []
