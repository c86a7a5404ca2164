"""A store brought back on a fresh server, on the same address: whoever followed it is right again.

What was committed after the backup is gone; the readers' numbers are of a past that is no more.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fixtures.house import House
from fixtures.servers import make_template, started
from fixtures.team_store import TeamStore
from peers.postgres import PASSWORD, Postgres

from console.data.backup.making import make_backup
from console.data.backup.restoring import restore_backup
from console.data.commands.cases import set_topic, take_case
from console.data.commands.people import add_person
from console.data.engine import open_engine
from console.data.feed import Cursor, newest
from console.data.queries.backlog import open_cases
from console.data.store import Store
from console.desk.follow import Arrival, Batch, Everything, Follower
from console.domain.backlog import CaseSummary
from console.domain.ids import CaseId, PersonId
from console.domain.people import Role

WITHIN_S = 10
NAME = "butikk"


class Screen:
    """One person's list, from what the follower hands over alone."""

    def __init__(self, store: Store, clock: FakeClock, cursor: Cursor) -> None:
        self._arrivals: queue.Queue[Arrival] = queue.Queue()
        self._cases: dict[CaseId, CaseSummary] = {c.id: c for c in store.read(open_cases)}
        self._store = store
        self._follower = Follower(store, clock, self._arrivals.put, cursor)
        self._follower.start()

    def shows(self, wanted: tuple[CaseSummary, ...]) -> None:
        """Waits until the list is just this."""
        until_s = time.monotonic() + WITHIN_S
        while set(self._cases.values()) != set(wanted):
            self._take(self._arrivals.get(timeout=max(0.01, until_s - time.monotonic())))
            self._follower.taken()

    def stop(self) -> None:
        self._follower.stop()
        self._store.close()

    def _take(self, arrival: Arrival) -> None:
        match arrival:
            case Everything():
                self._cases = {case.id: case for case in arrival.cases}
            case Batch():
                self._cases.update({case.id: case for case in arrival.cases})


@pytest.fixture
def first() -> Iterator[Postgres]:
    server = started(Postgres())
    make_template(server)
    yield server
    server.remove()


@pytest.fixture
def second(first: Postgres) -> Iterator[Postgres]:
    """A fresh server that will have the first one's address."""
    server = Postgres(port=first.port)
    yield server
    server.remove()


def _person(house: House, login: str) -> PersonId:
    made = house.act(None, add_person, login, login.title(), (Role.AGENT,))
    return PersonId(made.answer["person"])


def test_every_screen_is_right_within_ten_seconds_of_the_restore(
    first: Postgres, second: Postgres, clock: FakeClock, tmp_path: Path
) -> None:
    first.database("desk", NAME)
    house = House(TeamStore(first, NAME), clock)
    jonas = _person(house, "jonas")
    cases = [house.arrive(f"sak {number}") for number in range(6)]
    early = house.store.read(newest)
    house.act(jonas, take_case, cases[0])
    made = tmp_path / "kopi.zip"
    make_backup(house.store.engine, made, clock.now())
    for case in cases[1:]:
        house.act(jonas, set_topic, case, "shipping")
    house.arrive("kom etter kopien")
    late = house.store.read(newest)

    first.give_password("jonas")
    url = first.url(NAME, "jonas")
    screens = [
        Screen(Store(open_engine(url, password=PASSWORD)), clock, cursor)
        for cursor in (early, late, late)
    ]
    try:
        now = house.store.read(open_cases)
        for screen in screens:
            screen.shows(now)
        house.store.close()
        first.stop()

        second.start()
        engine = open_engine(second.url(second.database(name=NAME)))
        restore_backup(engine, made, clock.now())
        engine.dispose()
        restored = House(TeamStore(second, NAME), clock)
        as_it_was = restored.store.read(open_cases)
        assert len(as_it_was) == len(now) - 1
        for screen in screens:
            screen.shows(as_it_was)
        restored.act(jonas, set_topic, cases[0], "pos")
        restored.arrive("ny etter gjenopprettingen")
        for screen in screens:
            screen.shows(restored.store.read(open_cases))
        restored.store.close()
    finally:
        for screen in screens:
            screen.stop()
