"""`serve` under a login that is no service's ends at once, and says why."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes.clock import MONDAY_MORNING, FakeClock
from fakes.mailbox import FakeMailbox
from fixtures.team_store import SERVE, TeamStore, add_house_logins
from peers.postgres import PASSWORD, Postgres

from console.data.commands.people import add_person
from console.data.engine import open_engine
from console.data.opening import store_password_name
from console.data.secrets import CREDENTIALS_VARIABLE, SecretStore, credential_file
from console.data.transaction import new_act
from console.domain.people import Role
from console.service.ending import Endings
from console.service.run import IMPOSSIBLE, Surroundings, open_store, serve_until

Tried = Callable[[str], str]


@pytest.fixture
def url(
    postgres: Postgres, server_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], str]:
    """A login's address on a shared store; its password is handed over as systemd would."""
    monkeypatch.setenv(CREDENTIALS_VARIABLE, str(tmp_path))

    def of(login: str) -> str:
        postgres.give_password(login)
        found = postgres.url(server_database, login)
        (tmp_path / credential_file(store_password_name(found))).write_text(PASSWORD)
        return found

    return of


@pytest.fixture
def refused(
    tmp_path: Path, clock: FakeClock, outside: FakeMailbox, capsys: pytest.CaptureFixture[str]
) -> Tried:
    """Starts `serve` on an address; why it ended."""

    def started(url: str) -> str:
        around = Surroundings(
            SecretStore(tmp_path), lambda _account: outside, open_store, io.StringIO()
        )
        assert serve_until(Endings(), url, clock, around) == IMPOSSIBLE
        return capsys.readouterr().err

    return started


@pytest.fixture
def founder(postgres: Postgres) -> Iterator[str]:
    """A login with the rights of whoever set the store up, though no superuser."""
    with postgres.connect() as connection:
        connection.execute("CREATE ROLE keeper LOGIN IN ROLE desk_owner, desk_gatekeeper")
        yield "keeper"
        connection.execute("DROP ROLE keeper")


def test_a_person_is_no_service(
    refused: Tried, url: Callable[[str], str], postgres: Postgres, server_database: str
) -> None:
    team = TeamStore(postgres, server_database)
    roles = [Role.AGENT, Role.ADMINISTRATOR]
    team.perform(new_act(None, MONDAY_MORNING), add_person, "sunniva.l", "Sunniva L", roles)
    team.close()
    told = refused(url("sunniva.l"))
    assert told.startswith("agent-console serve: sunniva.l er ingen tjeneste")
    assert "user machine LOGIN --for service" in told


def test_a_superuser_is_no_service(refused: Tried, url: Callable[[str], str]) -> None:
    assert "postgres er ingen tjeneste" in refused(url("postgres"))


def test_whoever_set_the_store_up_is_no_service(
    refused: Tried, url: Callable[[str], str], founder: str
) -> None:
    assert f"{founder} er ingen tjeneste" in refused(url(founder))


def test_a_password_that_is_missing_is_told_with_the_line_that_systemd_needs(
    refused: Tried, postgres: Postgres, server_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(CREDENTIALS_VARIABLE, raising=False)
    told = refused(postgres.url(server_database, SERVE))
    assert f"LoadCredential=store-serve@127.0.0.1-{postgres.port}:/" in told


def test_a_service_is_one(url: Callable[[str], str], server_url: str, tmp_path: Path) -> None:
    engine = open_engine(server_url)
    add_house_logins(engine)
    engine.dispose()
    open_store(url(SERVE)).close()


def test_on_a_store_in_one_file_whoever_can_read_it_serves(store_url: str, store: object) -> None:
    del store
    open_store(store_url).close()
