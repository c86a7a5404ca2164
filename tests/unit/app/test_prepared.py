"""What the window gets of the store before its desk is made."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.clock import MONDAY_MORNING

from console.app.machine_clock import MachineClock
from console.app.prepared import Prepared, check_first_run, first_run, prepare
from console.data.commands.people import add_person, disable_person
from console.data.engine import SQLITE, open_engine, sqlite_url
from console.data.errors import StoreNewer, StoreOlder, StoreUnavailable
from console.data.schema import require_current
from console.data.store import Store
from console.data.transaction import new_act
from console.desk.places import Places
from console.desk.preferences import Preferences
from console.domain.people import Role


@pytest.fixture
def here(tmp_path: Path) -> Places:
    data = tmp_path / "data"
    data.mkdir()
    return Places(
        preferences=tmp_path / "preferences.json",
        pocket=data / "pocket.db",
        store=data / "desk.db",
        log=tmp_path / "console.log",
        serve_log=tmp_path / "serve.log",
    )


@pytest.fixture
def elsewhere() -> threading.Thread:
    """The thread that paints is another than the one that prepares."""
    return threading.Thread(name="painting")


@pytest.fixture
def mine(here: Places) -> Preferences:
    """This machine's own store, and Sunniva."""
    return Preferences(store=sqlite_url(here.store), login="sunniva.l")


@pytest.fixture
def set_up_here(here: Places, mine: Preferences) -> Iterator[Store]:
    done = first_run("Sunniva Lund", "", "", here, Preferences(), MachineClock())
    assert (done.preferences, done.warning) == (mine, "")
    store = Store(open_engine(mine.store))
    yield store
    store.close()


def open_files(folder: Path) -> list[str]:
    """Files in the folder that this process has open."""
    links = (Path("/proc/self/fd") / number for number in os.listdir("/proc/self/fd"))
    targets = [os.readlink(link) for link in links if link.is_symlink()]
    return [target for target in targets if target.startswith(str(folder))]


@pytest.mark.usefixtures("set_up_here")
def test_a_store_is_handed_over_read(
    here: Places, mine: Preferences, elsewhere: threading.Thread
) -> None:
    prepared = prepare(here, mine, elsewhere)
    assert prepared.me is not None
    assert (prepared.me.login, prepared.me.roles) == ("sunniva.l", frozenset(Role))
    assert (prepared.url, prepared.is_embedded, prepared.whole.cases) == (mine.store, True, ())
    assert here.pocket.is_file()
    prepared.close()
    assert open_files(here.store.parent) == []


@pytest.mark.usefixtures("set_up_here")
def test_a_login_that_nobody_has_is_nobody(
    here: Places, mine: Preferences, elsewhere: threading.Thread
) -> None:
    stranger = Preferences(store=mine.store, login="jonas.t")
    assert _me(prepare(here, stranger, elsewhere)) is None


def test_who_has_no_longer_access_is_nobody(
    here: Places, mine: Preferences, elsewhere: threading.Thread, set_up_here: Store
) -> None:
    keeper = ("astrid", "Astrid Bø", (Role.ADMINISTRATOR,))  # the last one is not let go
    set_up_here.perform(new_act(None, MONDAY_MORNING), add_person, *keeper)
    set_up_here.perform(new_act(None, MONDAY_MORNING), disable_person, "sunniva.l")
    assert _me(prepare(here, mine, elsewhere)) is None


def _me(prepared: Prepared) -> object:
    prepared.close()
    return prepared.me


def test_this_machines_own_store_is_made_when_it_is_missing(
    here: Places, mine: Preferences, elsewhere: threading.Thread
) -> None:
    assert _me(prepare(here, mine, elsewhere)) is None
    engine = open_engine(mine.store)
    require_current(engine)
    engine.dispose()


def test_a_store_elsewhere_is_not_made(
    here: Places, tmp_path: Path, elsewhere: threading.Thread
) -> None:
    wanted = Preferences(store=sqlite_url(tmp_path / "felles.db"), login="sunniva.l")
    with pytest.raises(StoreOlder, match="agent-console db init"):
        prepare(here, wanted, elsewhere)
    assert not (tmp_path / "felles.db").exists()


def test_a_newer_store_is_refused_and_let_go(
    here: Places, mine: Preferences, elsewhere: threading.Thread, set_up_here: Store
) -> None:
    set_up_here.close()
    connection = SQLITE.connect(here.store)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreNewer):
        prepare(here, mine, elsewhere)
    assert open_files(here.store.parent) == []


def test_a_pocket_that_cannot_be_opened_is_told_and_the_store_let_go(
    here: Places, mine: Preferences, elsewhere: threading.Thread, set_up_here: Store
) -> None:
    set_up_here.close()
    here.pocket.write_text("Kjære dagbok. " * 400, "utf-8")
    with pytest.raises(StoreUnavailable, match="Utkastene på denne maskinen"):
        prepare(here, mine, elsewhere)
    assert open_files(here.store.parent) == []


@pytest.mark.usefixtures("set_up_here")
def test_the_thread_that_paints_is_refused_the_store(here: Places, mine: Preferences) -> None:
    with pytest.raises(RuntimeError, match="store work on the thread that paints"):
        prepare(here, mine, threading.current_thread())
    assert open_files(here.store.parent) == []


def test_a_first_run_on_a_store_that_is_named_joins_it(
    here: Places, store: Store, store_url: str
) -> None:
    store.perform(new_act(None, MONDAY_MORNING), add_person, "jonas.t", "Jonas Tveit", [Role.AGENT])
    done = first_run("Jonas Tveit", "", "", here, Preferences(store=store_url), MachineClock())
    assert done.preferences == Preferences(store=store_url, login="jonas.t")
    assert not here.store.exists()


def test_what_is_wrong_with_the_answers_is_told_before_anything_is_made(here: Places) -> None:
    assert check_first_run("", "", "").startswith("Skriv navnet ditt")
    assert "e-postadresse" in check_first_run("Sunniva", "kundeservice", "")
    assert check_first_run("Sunniva", " kundeservice@mystore.no ", "") == ""
    assert not here.store.exists()
