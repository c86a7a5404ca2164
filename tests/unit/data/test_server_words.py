"""Who a server does not let in is told why, and what to do."""

from __future__ import annotations

import pytest
from fakes.clock import MONDAY_MORNING
from fixtures.team_store import TeamStore
from peers.postgres import PASSWORD, Postgres

from console.data.commands.people import add_person, set_roles
from console.data.engine import open_engine
from console.data.errors import LoginRefused, LoginRevoked, StoreUnavailable
from console.data.feed import newest
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.people import Role


def told(url: str, kind: type[StoreUnavailable] = LoginRefused) -> str:
    store = Store(open_engine(url, password=PASSWORD))
    try:
        with pytest.raises(StoreUnavailable) as refused:
            store.read(newest)
    finally:
        store.close()
    assert type(refused.value) is kind
    words = str(refused.value)
    assert "tatt vare på" not in words, "nothing was written"
    return words


def test_a_login_without_a_role_is_told_who_gives_one(
    postgres: Postgres, server_database: str
) -> None:
    team = TeamStore(postgres, server_database)
    act = new_act(None, MONDAY_MORNING)
    team.perform(act, add_person, "sunniva.l", "Sunniva Larsen", [Role.AGENT])
    team.perform(new_act(None, MONDAY_MORNING), set_roles, "sunniva.l", [])
    team.close()
    postgres.give_password("sunniva.l")
    with postgres.connect() as connection:
        # As in every store; a copy of a database comes without its grants.
        connection.execute(f"REVOKE CONNECT ON DATABASE {server_database} FROM PUBLIC")
    words = told(postgres.url(server_database, "sunniva.l"), LoginRevoked)
    assert words.startswith("Kontoen din har ingen rolle i dette lageret")
    assert "agent-console user role" in words


def test_a_database_that_is_missing_is_told_with_how_to_make_it(postgres: Postgres) -> None:
    words = told(postgres.url("borte"), StoreUnavailable)
    assert words.endswith("createdb borte")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("local all all peer map=ingen", "bare fra maskinbrukeren med samme navn"),
        ("local replication all trust", "tar ikke imot kontoen din fra denne maskinen"),
    ],
    ids=["peer", "no rule"],
)
def test_who_comes_by_the_wrong_way_is_told_which(
    own_postgres: Postgres, rule: str, words: str
) -> None:
    own_postgres.stop()
    (own_postgres.folder / "data" / "pg_hba.conf").write_text(
        f"host all postgres 127.0.0.1/32 trust\n{rule}\n"
    )
    own_postgres.start()
    where = f"host={own_postgres.folder}&port={own_postgres.port}"
    assert words in told(f"postgresql://postgres@/postgres?{where}")


def test_a_login_that_the_server_does_not_know_is_told(own_postgres: Postgres) -> None:
    where = f"host={own_postgres.folder}&port={own_postgres.port}"
    words = told(f"postgresql://ingen@/postgres?{where}")
    assert words.startswith("Serveren har ingen konto med det navnet")
