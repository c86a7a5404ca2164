"""Whoever leads keeps a server's feed flowing, and tells of a clock that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import psycopg
import pytest
from fakes.clock import FakeClock
from fixtures.team_store import SERVE, TeamStore
from peers.postgres import Postgres
from peers.waiting import until

from console.data.commands.leading import lead
from console.data.commands.people import add_person
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.people import Role
from console.service.leading_store import LeadingStore, Term
from console.service.part import PartState
from console.service.store_keeping import TOLD_S, StoreKeeping

_AN_EVENT = (
    "INSERT INTO event (act_id, at, kind, entity, entity_id, data) "
    "VALUES (gen_random_uuid(), now(), 'NoteAdded', 'case', '1', '{}')"
)


@dataclass
class Keeping:
    """The part at work on a server, and what is wrong with its machine's clock."""

    house: TeamStore
    clock: FakeClock
    doubts: str = ""

    def __post_init__(self) -> None:
        store = self.house.of(SERVE)
        act = new_act(None, self.clock.now())
        store.upkeep(act, lead, "test:1:-", act.at.add(hours=24))
        self.desk = LeadingStore(store, self.clock, Term(1, lambda: True))
        self.part = StoreKeeping(self.desk, lambda: self.doubts)


@pytest.fixture
def house(postgres: Postgres, server_database: str, clock: FakeClock) -> Iterator[TeamStore]:
    store = TeamStore(postgres, server_database)
    act = new_act(None, clock.now())
    store.perform(act, add_person, "jonas", "Jonas Vik", [Role.AGENT])
    yield store
    store.close()


@pytest.fixture
def keeping(house: TeamStore, clock: FakeClock) -> Keeping:
    return Keeping(house, clock)


@pytest.fixture
def jonas(house: TeamStore, postgres: Postgres) -> Iterator[psycopg.Connection]:
    """Somebody with a client of his own."""
    house.of("jonas")
    connection = postgres.connect(house.database, "jonas")
    yield connection
    connection.close()


def _hold_the_gate(connection: psycopg.Connection) -> None:
    connection.execute("BEGIN")
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    connection.execute(_AN_EVENT)


def _is_cut(connection: psycopg.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return True
    return False


def test_nobody_holds_anything_up(keeping: Keeping) -> None:
    rest = keeping.part.step()
    assert (rest.state, rest.text) == (PartState.OK, "holder endringsstrømmen åpen")


def test_a_session_that_holds_everybody_up_is_ended_and_that_is_told_for_a_while(
    keeping: Keeping, house: Store, jonas: psycopg.Connection, clock: FakeClock
) -> None:
    _hold_the_gate(jonas)
    act = new_act(None, clock.now())
    with ThreadPoolExecutor() as others:
        other = others.submit(house.perform, act, add_person, "kari", "Kari Li", [Role.AGENT])
        until(lambda: "avsluttet" in keeping.part.step().text, "the session to be ended", 10)
        other.result(20)
    assert _is_cut(jonas)
    words = "avsluttet 1 økt som holdt endringsstrømmen fast, kl. 09:41"
    assert keeping.part.step().text == words
    clock.advance(TOLD_S)
    assert keeping.part.step().text == "holder endringsstrømmen åpen"


def test_somebody_who_is_not_ours_to_end_is_told(
    keeping: Keeping, house: TeamStore, postgres: Postgres, clock: FakeClock
) -> None:
    act = new_act(None, clock.now())
    with postgres.connect(house.database) as repairing, ThreadPoolExecutor() as others:
        _hold_the_gate(repairing)
        other = others.submit(house.perform, act, add_person, "kari", "Kari Li", [Role.AGENT])
        until(lambda: keeping.part.step().state is PartState.FAILING, "it to be told", 10)
        assert "be den som driver serveren om å avslutte den" in keeping.part.step().text
        repairing.execute("ROLLBACK")
        other.result(20)
    assert keeping.part.step().state is PartState.OK


def test_a_session_that_works_on_something_else_is_left_in_peace(
    keeping: Keeping, jonas: psycopg.Connection
) -> None:
    jonas.execute("BEGIN")
    jonas.execute(_AN_EVENT)
    keeping.part.step()
    assert not _is_cut(jonas)


def test_a_clock_that_is_wrong_is_told(keeping: Keeping) -> None:
    keeping.doubts = "klokken på denne maskinen går 12 s foran lagerets"
    rest = keeping.part.step()
    assert (rest.state, rest.text) == (PartState.FAILING, keeping.doubts)
