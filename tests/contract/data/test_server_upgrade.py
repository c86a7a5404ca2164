"""A store on a server with an earlier schema is brought to today's, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from fakes.clock import FakeClock
from fakes.incidents import logged, reported
from fixtures.house import House
from fixtures.team_store import TeamStore, add_house_logins
from peers.postgres import Postgres
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.access.roles import GATEKEEPER, become_owner, make_roles, role_name
from console.data.commands.cases import set_topic, take_case
from console.data.commands.escalations import escalate
from console.data.commands.incidents import open_incident
from console.data.commands.people import add_person
from console.data.commands.work_log import add_entry
from console.data.engine import open_engine
from console.data.feed import newest, news
from console.data.inspection import inspect_store
from console.data.queries.escalations import open_escalations
from console.data.queries.incidents import incident
from console.data.queries.people import people
from console.data.schema import HEAD, _config, _put_facts, current_revision, initialise
from console.data.store import Store
from console.domain.escalations import EscalationTarget, NewEscalation
from console.domain.ids import PersonId
from console.domain.oncall.work_log import EntryKind
from console.domain.people import Role

ROLES = [Role.AGENT, Role.TECHNICIAN]


@pytest.fixture(params=["0001", "0002", "0003"])
def old(request: pytest.FixtureRequest, own_postgres: Postgres) -> Iterator[str]:
    """A database with an earlier schema; of the first everything was the superuser's."""
    name, schema = own_postgres.database(), str(request.param)
    engine = open_engine(own_postgres.url(name))
    with engine.begin() as connection:
        config = _config()
        config.attributes.update(connection=connection, prefix=name)
        if schema > "0001":
            make_roles(connection, name)
            become_owner(connection, name)
        command.upgrade(config, schema)
        if schema > "0001":
            keeper = role_name(name, GATEKEEPER)
            connection.execute(text(f"GRANT SELECT ON store_fact, person TO {keeper}"))
    with Session(engine) as session, session.begin():
        _put_facts(session)
    assert current_revision(engine) == schema
    engine.dispose()
    yield name
    own_postgres.drop(name)


def test_what_an_old_store_holds_is_there_and_work_goes_on(
    old: str, own_postgres: Postgres, clock: FakeClock
) -> None:
    house = House(Store(open_engine(own_postgres.url(old))), clock)
    person = house.act(None, add_person, "jonas", "Jonas Tveit", ROLES).answer["person"]
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
    new = reported(house.clock.now(), case=later)
    house.act(PersonId(person), open_incident, new)
    started = logged(new.id, PersonId(person), EntryKind.STARTED, house.clock.now())
    house.act(PersonId(person), add_entry, started)
    assert store.read(incident, new.id).entries == (started,)
    by = house.clock.now().add(hours=48)
    asked = NewEscalation(later, EscalationTarget.FINANCE, "Kan vi kreditere?", by)
    house.act(PersonId(person), escalate, asked)
    (found,) = store.read(open_escalations)
    assert (found.standing.escalation.opened_by, found.case.id) == (person, later)
    assert inspect_store(store.engine).faults == ()
    with store.engine.connect() as connection:
        owners = connection.execute(
            text("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        ).scalars()
        assert [owner.rsplit("_", 1)[-1] for owner in owners] == ["owner"]
    store.close()
