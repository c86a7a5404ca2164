"""What a door may reach of the store: on a server no more than a visitor may."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes.clock import FakeClock
from fakes.keyrings import Ring
from fixtures.team_store import DOOR, SERVE, TeamStore
from peers.postgres import PASSWORD, Postgres

from console.data.commands.people import add_person
from console.data.errors import NotAllowed, StoreError
from console.data.opening import store_password_name
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.people import Role
from console.service.web_login import door_hall

NOBODYS = "0" * 64


@pytest.fixture
def team(postgres: Postgres, server_database: str, clock: FakeClock) -> Iterator[TeamStore]:
    """A store on a server with its machines, and somebody at work."""
    made = TeamStore(postgres, server_database)
    made.perform(new_act(None, clock.now()), add_person, "sunniva.l", "Sunniva", [Role.AGENT])
    for login in (SERVE, DOOR, "sunniva.l"):
        made.of(login)
    yield made
    made.close()


@pytest.fixture
def ring(team: TeamStore) -> Ring:
    """The passwords of all of them."""
    made = Ring()
    for login in (SERVE, DOOR, "sunniva.l", "postgres"):
        made.set(store_password_name(team.server.url(team.database, login)), PASSWORD)
    return made


def test_in_one_file_it_is_the_store_of_serve_which_goes_on(
    store: Store, store_url: str, clock: FakeClock
) -> None:
    hall = door_hall(store, store_url, "", Ring(), clock)
    assert hall is not None
    assert hall.visit(NOBODYS) is None
    hall.shut()
    assert door_hall(store, store_url, "", Ring(), clock) is not None


def test_on_a_server_it_is_opened_under_the_doors_own_login(
    team: TeamStore, ring: Ring, clock: FakeClock
) -> None:
    hall = door_hall(team, team.server.url(team.database, SERVE), DOOR, ring, clock)
    assert hall is not None
    assert hall.visit(NOBODYS) is None
    hall.shut()


def test_without_a_login_there_is_none(team: TeamStore, ring: Ring, clock: FakeClock) -> None:
    assert door_hall(team, team.server.url(team.database, SERVE), "", ring, clock) is None


@pytest.mark.parametrize("login", [SERVE, "sunniva.l"])
def test_a_login_that_may_do_more_opens_no_door(
    team: TeamStore, ring: Ring, clock: FakeClock, login: str
) -> None:
    with pytest.raises(NotAllowed, match="kan mer enn en besøkende"):
        door_hall(team, team.server.url(team.database, SERVE), login, ring, clock)


def test_a_superuser_opens_no_door(team: TeamStore, ring: Ring, clock: FakeClock) -> None:
    superuser = team.engine.url.username or ""
    team.server.give_password(superuser)
    ring.set(store_password_name(team.server.url(team.database, superuser)), PASSWORD)
    with pytest.raises(NotAllowed):
        door_hall(team, team.server.url(team.database, SERVE), superuser, ring, clock)


def test_a_password_that_is_missing_is_asked_for_by_its_name(
    team: TeamStore, clock: FakeClock
) -> None:
    with pytest.raises(StoreError, match="LoadCredential=store-door@"):
        door_hall(team, team.server.url(team.database, SERVE), DOOR, Ring(), clock)
