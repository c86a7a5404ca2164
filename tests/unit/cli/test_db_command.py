"""`agent-console db`: a store made, upgraded, checked; every refusal one line, nothing lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from conftest import Outcome, Type
from fixtures.house import House

from console.data.engine import SQLITE, open_engine, sqlite_url
from console.data.schema import HEAD
from console.domain.ids import PersonId


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Where a store may be made."""
    return tmp_path / "ny.db"


def set_revision(path: Path, revision: str) -> None:
    connection = SQLITE.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = ?", [revision])
    connection.commit()
    connection.close()


def test_a_store_is_made_where_there_is_none(typed: Type, new: Path) -> None:
    done = typed("db", "init", "--store", sqlite_url(new))
    assert (done.code, done.err) == (0, "")
    assert done.out == f"Lageret er klart: {sqlite_url(new)}\n"
    assert typed("db", "check", "--store", sqlite_url(new)).code == 0


def test_making_it_again_changes_nothing(typed: Type, house: House, store_url: str) -> None:
    case = house.arrive("frakt")
    assert typed("db", "init", "--store", store_url).code == 0
    assert house.open(case).summary.id == case


def test_a_newer_store_is_left_alone(typed: Type, store_path: Path, store_url: str) -> None:
    set_revision(store_path, "9999")
    for command in ("init", "upgrade", "check"):
        done = typed("db", command, "--store", store_url)
        assert done.code == 2
        assert "nyere utgave av programmet (skjema 9999" in done.mistake


def test_a_store_of_today_needs_no_upgrade(typed: Type, store_url: str) -> None:
    done = typed("db", "upgrade", "--store", store_url)
    assert (done.code, done.out) == (0, f"Lageret har allerede skjema {HEAD}.\n")


def test_an_upgrade_from_a_schema_that_never_was_is_told(
    typed: Type, store_path: Path, store_url: str
) -> None:
    set_revision(store_path, "0000")
    done = typed("db", "upgrade", "--store", store_url)
    assert done.code == 2
    assert "0000" in done.mistake


@pytest.mark.parametrize("command", ["upgrade", "check"])
def test_what_is_not_there_is_not_made_by_looking(typed: Type, new: Path, command: str) -> None:
    done = typed("db", command, "--store", sqlite_url(new))
    assert done.code == 2
    assert done.mistake.startswith("Lageret er tomt. Lag det med: agent-console db init")
    assert not new.exists()


COMMANDS = ["init", "upgrade", "check"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_no_store_is_told_and_left_alone(
    typed: Type, new: Path, command: str
) -> None:
    new.write_text("Kjære dagbok. " * 400, "utf-8")
    before = new.read_bytes()
    done = typed("db", command, "--store", sqlite_url(new))
    assert done.code == 2
    assert "kan ikke åpnes" in done.mistake
    assert new.read_bytes() == before


@pytest.mark.parametrize("command", COMMANDS)
def test_somebody_elses_database_is_told_and_left_alone(
    typed: Type, new: Path, command: str
) -> None:
    connection = SQLITE.connect(new)
    connection.execute("CREATE TABLE oppskrift (navn TEXT)")
    connection.close()
    done = typed("db", command, "--store", sqlite_url(new))
    assert done.code == 2
    assert "har noe annet i seg" in done.mistake


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_folder_is_told_and_not_made(typed: Type, tmp_path: Path, command: str) -> None:
    done = typed("db", command, "--store", sqlite_url(tmp_path / "borte" / "desk.db"))
    assert done.code == 2
    assert "kan ikke åpnes" in done.mistake
    assert not (tmp_path / "borte").exists()


@pytest.mark.parametrize("url", ["desk.db", "mysql://meg@server/desk", "sqlite://", "://", "x:y:z"])
def test_what_is_no_store_says_what_to_write(typed: Type, url: str) -> None:
    done = typed("db", "check", "--store", url)
    assert done.code == 2
    assert "er ikke et lager. Skriv for eksempel sqlite:////" in done.mistake


def test_a_store_that_may_only_be_read_is_checked_and_refuses_to_be_written(
    typed: Type, store_path: Path
) -> None:
    url = f"sqlite:///file:{store_path}?mode=ro&uri=true"
    assert typed("db", "check", "--store", url).code == 0
    done = typed("user", "add", "sunniva.l", "Sunniva Larsen", "--store", url)
    assert done.code == 2
    assert "Lageret kan bare leses" in done.mistake


@pytest.fixture
def held(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another program writes and does not let go; nobody waits ten seconds for it here."""
    quick = partial(open_engine, busy_timeout_s=0.05)
    monkeypatch.setattr("console.data.opening.open_engine", quick)
    connection = SQLITE.connect(store_path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.close()


@pytest.mark.usefixtures("held")
def test_a_store_that_another_program_holds_is_busy_and_can_be_checked(
    typed: Type, store_url: str
) -> None:
    done = typed("db", "init", "--store", store_url)
    assert done.code == 2
    assert "Et annet program holder lageret låst" in done.mistake
    assert typed("db", "check", "--store", store_url).code == 0


def test_a_whole_store_is_told_with_what_is_in_it(
    typed: Type, house: House, store_url: str
) -> None:
    house.arrive("frakt")
    done = typed("db", "check", "--store", store_url)
    assert (done.code, done.out) == (0, f"Skjema {HEAD}, 1 sak: i orden\n")
    house.arrive("betaling")
    done = typed("db", "check", "--store", store_url, "--json")
    assert (done.code, done.json) == (0, {"schema": HEAD, "faults": [], "cases": 2})


def test_a_store_with_a_fault_is_told_and_is_no(
    typed: Type, house: House, store_url: str, sunniva: PersonId
) -> None:
    del sunniva
    house.arrive("frakt")
    with house.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM feed WHERE seq = (SELECT max(seq) FROM feed)")
    done = typed("db", "check", "--store", store_url)
    assert done.code == 1
    assert done.out.endswith(f"Skjema {HEAD}, 1 sak: ikke i orden\n")
    found = typed("db", "check", "--store", store_url, "--json")
    assert (found.code, len(found.json["faults"])) == (1, 1)


def test_the_store_is_the_typed_one_then_the_environments_then_this_machines(
    typed: Type, home: Path, tmp_path: Path, empty_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def checked(*words: str) -> Outcome:
        return typed("db", "check", *words)

    mine = home / "data" / "agent-console" / "desk.db"
    assert str(mine) in checked().mistake
    named = [Path(shutil.copy(empty_desk, tmp_path / f"{name}.db")) for name in ("a", "b", "c")]
    monkeypatch.setenv("AGENT_CONSOLE_STORE", sqlite_url(named[0]))
    assert checked().code == 0
    os.unlink(named[0])
    assert "a.db" in checked().mistake
    assert checked("--store", sqlite_url(named[1])).code == 0
    assert typed("--store", sqlite_url(named[2]), "db", "check").code == 0
