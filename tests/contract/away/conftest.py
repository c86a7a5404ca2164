"""A desk on a real server of the test's own, which may be put out of order and mended."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from fakes.clock import FakeClock
from fakes.keyrings import Ring
from fixtures.at_work import SUNNIVA, AtWork
from fixtures.house import House
from fixtures.servers import TEMPLATE, make_template, started
from fixtures.team_store import TeamStore
from peers.postgres import PASSWORD, Postgres

from console.app.machine_clock import MachineClock
from console.data.commands.people import add_person
from console.data.opening import open_by_login, store_password_name
from console.data.pocket import Pocket
from console.data.queries.people import people
from console.data.store import Store
from console.desk.desk import Desk
from console.desk.follow import read_everything
from console.desk.tasks import Tasks
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import PersonId
from console.domain.people import Role


@pytest.fixture(scope="module")
def shared() -> Iterator[Postgres]:
    """A server for what leaves the server itself alone."""
    server = started(Postgres())
    make_template(server)
    yield server
    server.remove()


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Postgres]:
    """The test's server: its own where it is parametrised with its settings."""
    settings = getattr(request, "param", None)
    if settings is None:
        yield request.getfixturevalue("shared")
        return
    server = started(Postgres(**settings))
    make_template(server)
    yield server
    server.remove()


@pytest.fixture
def database(server: Postgres) -> Iterator[str]:
    name = server.database(TEMPLATE)
    yield name
    server.drop(name)


@pytest.fixture
def house(server: Postgres, database: str, clock: FakeClock) -> Iterator[House]:
    store = TeamStore(server, database)
    yield House(store, clock)
    store.close()


@pytest_asyncio.fixture
async def at_work(
    server: Postgres, database: str, house: House, tmp_path: Path
) -> AsyncIterator[AtWork]:
    """Sunniva at work, with one case that nobody has; Jonas is a colleague."""
    roles = [Role.AGENT]
    house.act(None, add_person, SUNNIVA, "Sunniva Larsen", roles)
    made = house.act(None, add_person, "jonas", "Jonas Tveit", roles)
    case = house.arrive("frakt")
    server.give_password(SUNNIVA)
    url = server.url(database, SUNNIVA)
    ring = Ring()
    ring.set(store_password_name(url), PASSWORD)
    told: list[str] = []
    tasks = Tasks(asyncio.get_running_loop(), lambda name, error: told.append(f"{name}: {error}"))
    store, clock = Store(open_by_login(url, ring)), MachineClock()
    me = next(person for person in store.read(people) if person.login == SUNNIVA)
    pocket = Pocket(tmp_path / "pocket.db")
    desk = Desk(store, pocket, me, clock, ring, OpeningHours(), tasks.spawn)
    at = AtWork(server, database, house, case, PersonId(made.answer["person"]), desk, ring, pocket)
    at.told = told
    desk.unsent.told.listen(told.append)
    desk.absence.listen(lambda absence: absence is not None and at.absences.append(absence))
    desk.start(*store.read(read_everything, clock.now()))
    house.store.engine.dispose()
    yield at
    await tasks.stop()
    await desk.stop()
