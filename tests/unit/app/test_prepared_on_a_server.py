"""A store on a server, read for a window: under one's own login, and never made or upgraded."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes.clock import MONDAY_MORNING
from fakes.keyrings import LockedRing, Ring
from fixtures.team_store import TeamStore
from peers.postgres import PASSWORD, Postgres
from psycopg import sql

from console.app.prepared import Prepared, prepare, sign_in
from console.data.commands.logins import change_own_password
from console.data.commands.people import add_person, disable_person
from console.data.errors import LoginRefused, StoreError, StoreNewer, StoreOlder, StoreUnavailable
from console.data.opening import TypedPasswords, open_by_login, store_password_name
from console.data.queries.people import people
from console.data.store import Store
from console.data.transaction import new_act
from console.desk.places import Places
from console.desk.preferences import Preferences
from console.domain.people import Role

NEW_PASSWORD = "et helt annet passord"

Prepare = Callable[[str], Prepared]


@pytest.fixture
def team(postgres: Postgres, server_database: str) -> Iterator[TeamStore]:
    """The shared store, with Sunniva in it, who has a password."""
    store = TeamStore(postgres, server_database)
    act = new_act(None, MONDAY_MORNING)
    store.perform(act, add_person, "sunniva.l", "Sunniva Larsen", [Role.AGENT])
    postgres.give_password("sunniva.l")
    yield store
    store.close()


@pytest.fixture
def url(team: TeamStore) -> str:
    """The shared store as Sunniva's machine knows it."""
    return team.server.url(team.database, "sunniva.l")


@pytest.fixture
def ring(url: str) -> Ring:
    """A keyring in which her password lies."""
    ring = Ring()
    ring.set(store_password_name(url), PASSWORD)
    return ring


@pytest.fixture
def prepared(tmp_path: Path, ring: Ring) -> Prepare:
    """Prepares the store of a URL; on this machine somebody else was the last to work."""
    here = Places(*(tmp_path / name for name in ("preferences", "pocket", "desk", "log", "serve")))

    def begin(url: str) -> Prepared:
        chosen = Preferences(store=url, login="jonas.t")
        found = prepare(here, chosen, threading.Thread(), TypedPasswords(ring))
        found.close()
        return found

    return begin


def test_one_is_the_person_of_the_login_in_the_address(prepared: Prepare, url: str) -> None:
    found = prepared(url)
    assert found.me is not None
    assert (found.me.login, found.me.name) == ("sunniva.l", "Sunniva Larsen")
    assert not found.is_embedded


def test_without_a_password_nobody_is_let_in(prepared: Prepare, url: str, ring: Ring) -> None:
    ring.kept.clear()
    with pytest.raises(LoginRefused, match="Passordet til lageret mangler"):
        prepared(url)


def test_a_wrong_password_is_told(prepared: Prepare, url: str, ring: Ring) -> None:
    ring.set(store_password_name(url), "feil")
    with pytest.raises(LoginRefused, match="tok ikke imot passordet"):
        prepared(url)


def test_whoever_was_let_go_is_told(prepared: Prepare, url: str, team: TeamStore) -> None:
    team.perform(new_act(None, MONDAY_MORNING), disable_person, "sunniva.l")
    with pytest.raises(LoginRefused, match="slipper ikke inn i lageret lenger"):
        prepared(url)


def test_a_login_that_is_no_person_is_told(prepared: Prepare, team: TeamStore) -> None:
    with pytest.raises(LoginRefused, match="postgres slipper inn på serveren, men er ingen person"):
        prepared(team.server.url(team.database))


def test_an_address_without_a_login_asks_for_one(prepared: Prepare, url: str) -> None:
    with pytest.raises(LoginRefused, match="sier ikke hvem du er"):
        prepared(url.replace("sunniva.l@", ""))


def test_an_empty_database_is_told_and_stays_empty(prepared: Prepare, postgres: Postgres) -> None:
    database = postgres.database()
    with pytest.raises(StoreOlder, match="agent-console db init"):
        prepared(postgres.url(database))
    with postgres.connect(database) as connection:
        tables = connection.execute("SELECT FROM pg_tables WHERE schemaname = 'public'").fetchall()
    postgres.drop(database)
    assert tables == []


@pytest.mark.parametrize(
    ("schema", "error", "told"),
    [
        ("0001", StoreOlder, "agent-console db upgrade"),
        ("9999", StoreNewer, "Oppgrader programmet"),
    ],
)
def test_another_schema_is_told_and_left_alone(
    prepared: Prepare,
    url: str,
    team: TeamStore,
    schema: str,
    error: type[StoreError],
    told: str,
) -> None:
    with team.server.connect(team.database) as connection:
        connection.execute(
            sql.SQL("UPDATE alembic_version SET version_num = {}").format(sql.Literal(schema))
        )
        with pytest.raises(error, match=told):
            prepared(url)
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    assert found == (schema,)


def test_a_database_that_is_not_there_is_told(prepared: Prepare, postgres: Postgres) -> None:
    with pytest.raises(StoreUnavailable, match="finnes ikke på denne serveren"):
        prepared(postgres.url("ingen_slik"))


def test_a_password_that_is_proven_lies_in_the_keyring(url: str, ring: Ring) -> None:
    ring.kept.clear()
    done = sign_in(url, PASSWORD, TypedPasswords(ring))
    assert done.warning == ""
    assert ring.get(store_password_name(url)) == PASSWORD


def test_a_password_that_is_wrong_lies_nowhere(url: str, ring: Ring) -> None:
    ring.kept.clear()
    passwords = TypedPasswords(ring)
    with pytest.raises(LoginRefused):
        sign_in(url, "feil", passwords)
    assert passwords.get(store_password_name(url)) is None


def test_where_no_keyring_takes_it_one_is_let_in_until_the_program_ends(url: str) -> None:
    done = sign_in(url, PASSWORD, TypedPasswords(LockedRing()))
    assert "kunne ikke huskes" in done.warning
    store = Store(open_by_login(url, done.secrets))
    assert [person.login for person in store.read(people)] == ["sunniva.l"]
    store.close()


def test_a_password_changed_meanwhile_is_used_at_the_next_connection(url: str, ring: Ring) -> None:
    store = Store(open_by_login(url, ring))
    store.perform(new_act(None, MONDAY_MORNING), change_own_password, NEW_PASSWORD)
    ring.set(store_password_name(url), NEW_PASSWORD)
    store.reopen()
    assert len(store.read(people)) == 1
    store.close()
