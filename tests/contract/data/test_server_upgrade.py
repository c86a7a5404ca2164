"""A store on a server from before the roles is brought to today's schema, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from fakes.clock import FakeClock
from fixtures.house import House
from fixtures.team_store import TeamStore, add_house_logins
from peers.postgres import Postgres
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.commands.cases import set_topic, take_case
from console.data.commands.people import add_person
from console.data.engine import open_engine
from console.data.feed import newest, news
from console.data.inspection import inspect_store
from console.data.queries.people import people
from console.data.schema import HEAD, _config, _put_facts, current_revision, initialise
from console.data.store import Store
from console.domain.ids import PersonId
from console.domain.people import Role


@pytest.fixture
def old(own_postgres: Postgres) -> Iterator[str]:
    """A database with the first schema, made by the superuser as everything was then."""
    name = own_postgres.database()
    engine = open_engine(own_postgres.url(name))
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with Session(engine) as session, session.begin():
        _put_facts(session)
    assert current_revision(engine) == "0001"
    engine.dispose()
    yield name
    own_postgres.drop(name)


def test_what_an_old_store_holds_is_there_and_work_goes_on(
    old: str, own_postgres: Postgres, clock: FakeClock
) -> None:
    house = House(Store(open_engine(own_postgres.url(old))), clock)
    person = house.act(None, add_person, "jonas", "Jonas Tveit", [Role.AGENT]).answer["person"]
    case = house.arrive("frakt")

    initialise(house.store.engine)
    house.store.close()
    store = TeamStore(own_postgres, old)
    add_house_logins(store.engine)
    house = House(store, clock)
    assert current_revision(store.engine) == HEAD
    assert inspect_store(store.engine).faults == ()
    assert [one.login for one in store.read(people)] == ["jonas"]
    cursor = store.read(newest)
    house.act(PersonId(person), take_case, case)
    assert [item.kind for item in store.read(news, cursor).items] == ["CaseTaken"]
    later = house.arrive("betaling")
    assert later > case, "numbers go on where they were"
    house.act(PersonId(person), set_topic, later, "payment")
    with store.engine.connect() as connection:
        owners = connection.execute(
            text("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        ).scalars()
        assert [owner.rsplit("_", 1)[-1] for owner in owners] == ["owner"]
    store.close()
