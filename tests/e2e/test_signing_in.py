"""A window on a shared store, from a machine that knows nothing to an open desk, by keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from fakes.clock import MONDAY_MORNING
from fixtures.team_store import TeamStore
from peers.desktop import Desktop, DesktopMissing
from peers.postgres import PASSWORD, Postgres
from peers.waiting import until

from console.data.commands.people import add_person
from console.data.transaction import new_act
from console.domain.people import Role

NEW_PASSWORD = "et helt annet passord"

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(200)]


@pytest.fixture
def url(postgres: Postgres, server_database: str) -> str:
    """The shared store, as Sunniva was told it."""
    store = TeamStore(postgres, server_database)
    act = new_act(None, MONDAY_MORNING)
    store.perform(act, add_person, "sunniva.l", "Sunniva Larsen", [Role.AGENT])
    store.close()
    postgres.give_password("sunniva.l")
    return postgres.url(server_database, "sunniva.l")


@pytest.fixture
def desktop(request: pytest.FixtureRequest) -> Iterator[Desktop]:
    try:
        desktop = Desktop()
    except DesktopMissing as missing:
        pytest.fail(str(missing), pytrace=False)
    desktop.start()
    failed_before = request.session.testsfailed
    yield desktop
    if request.session.testsfailed > failed_before:
        desktop.screenshot(Path("out") / f"{request.node.name}.png")
    desktop.stop()


def chosen(desktop: Desktop) -> dict[str, object]:
    """What this machine remembers."""
    (file,) = desktop.home.rglob("agent-console/preferences.json")
    found: dict[str, object] = json.loads(file.read_text("utf-8"))
    return found


def test_a_newcomer_mistypes_comes_in_and_is_known_the_next_time(
    desktop: Desktop, url: str
) -> None:
    window = desktop.launch()
    desktop.click("felles lager", "push button")
    desktop.see("Adresse til lageret", "text")
    desktop.type(url)
    desktop.key("Tab", "Tab")
    desktop.type("feil")
    desktop.key("Return")
    desktop.see("Lageret tok ikke imot passordet")
    desktop.type(PASSWORD)
    desktop.key("Return")
    desktop.see("E-post", "check box")
    until(lambda: chosen(desktop)["store"] == url, "the store is remembered")
    assert chosen(desktop)["login"] == "sunniva.l"
    assert PASSWORD not in json.dumps(chosen(desktop))
    window.terminate()
    window.wait(20)

    desktop.launch()
    desktop.see("E-post", "check box")
    assert not desktop.find("Logg inn", "push button")


def test_a_store_that_was_typed_asks_for_the_password_and_lets_one_change_it(
    desktop: Desktop, url: str
) -> None:
    desktop.launch("--store", url)
    desktop.see("Passordet til lageret mangler")
    desktop.type(PASSWORD)
    desktop.key("Return")
    desktop.click("Innstillinger", "check box")
    parts = desktop.see("Del av innstillingene")
    desktop.click_at(parts.x + parts.w - 20, parts.y + parts.h // 2)
    desktop.see("Sunniva Larsen (sunniva.l)")
    desktop.click("Nytt passord til lageret", "password text")
    desktop.type(NEW_PASSWORD)
    desktop.key("Return")
    desktop.see("Passordet ditt er byttet.")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url, password=PASSWORD)
    psycopg.connect(url, password=NEW_PASSWORD).close()
    # A store that was typed is for this time only.
    assert not list(desktop.home.rglob("agent-console/preferences.json"))


def locked_out(server: Postgres) -> None:
    """Sunniva's password is changed while she works, and her connections are cut."""
    ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s"
    with server.connect() as connection:
        connection.execute(f"ALTER ROLE \"sunniva.l\" PASSWORD '{NEW_PASSWORD}'")
        connection.execute(ending, ("sunniva.l",))


def at_work(desktop: Desktop, url: str) -> None:
    desktop.launch("--store", url)
    desktop.see("Passordet til lageret mangler")
    desktop.type(PASSWORD)
    desktop.key("Return")
    desktop.see("E-post", "check box")


def test_who_is_locked_out_while_working_signs_in_again_from_the_band(
    desktop: Desktop, url: str, postgres: Postgres
) -> None:
    at_work(desktop, url)
    locked_out(postgres)
    desktop.see("Lageret tok ikke imot passordet. Du ser det som var her da")
    desktop.click("Logg inn", "push button")
    desktop.see("Passord", "password text")
    desktop.type(NEW_PASSWORD)
    desktop.key("Return")
    desktop.see("Tilbake kl.")
    desktop.see("E-post", "check box")


def test_a_colleague_takes_over_the_machine_of_who_is_locked_out(
    desktop: Desktop, url: str, postgres: Postgres, server_database: str
) -> None:
    store = TeamStore(postgres, server_database)
    store.perform(new_act(None, MONDAY_MORNING), add_person, "jonas", "Jonas Tveit", [Role.AGENT])
    store.close()
    postgres.give_password("jonas")
    at_work(desktop, url)
    locked_out(postgres)
    desktop.click("Logg inn", "push button")
    desktop.click("Bruk en annen konto", "push button")
    desktop.key("ctrl+a")
    desktop.type("jonas")
    desktop.key("Tab")
    desktop.type(PASSWORD)
    desktop.key("Return")
    desktop.see("Jonas Tveit")
    desktop.see("E-post", "check box")
    assert not desktop.find("Lageret tok ikke imot passordet")
