"""`agent-console db backup`, `restore` and `check --file`: what is said, and what is left."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest
from conftest import Type
from fixtures.house import House
from peers.postgres import Postgres

from console.cli.progress import progress_line
from console.data.engine import open_engine, sqlite_url
from console.data.schema import HEAD
from console.domain.ids import PersonId

GOLDEN = Path(__file__).resolve().parents[2] / "golden"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kopi.zip"


@pytest.fixture
def new(tmp_path: Path) -> str:
    """Where a store may be restored."""
    return sqlite_url(tmp_path / "ny.db")


def test_a_store_is_backed_up_checked_and_brought_back(
    typed: Type, house: House, store_url: str, jonas: PersonId, file: Path, new: str
) -> None:
    house.answer(jonas, house.arrive("frakt"))
    done = typed("db", "backup", file, "--store", store_url)
    assert (done.code, done.err) == (0, "")
    assert "Kopien er laget, lest tilbake og sjekket: 1 sak fra " in done.out
    assert f"bare du kan lese {file}" in done.out
    done = typed("db", "check", "--file", file)
    assert (done.code, done.out) == (0, f"Skjema {HEAD}, 1 sak: i orden\n")
    done = typed("db", "restore", file, "--store", new)
    assert (done.code, done.err) == (0, "")
    assert "Lageret er hentet tilbake: 1 sak fra " in done.out
    assert "1 svar var ikke ferdig sendt da kopien ble laget" in done.out
    assert "E-post som kom etter kopien, hentes på nytt" in done.out
    assert typed("db", "check", "--deep", "--store", new).code == 0


def test_a_backup_tells_programs_whether_it_is_whole(
    typed: Type, house: House, store_url: str, file: Path
) -> None:
    house.arrive("frakt")
    typed("db", "backup", file, "--store", store_url)
    done = typed("db", "check", "--file", file, "--json")
    assert (done.code, done.json) == (0, {"schema": HEAD, "faults": [], "cases": 1})


def test_a_damaged_backup_is_one_line(
    typed: Type, store_url: str, file: Path, new: str, tmp_path: Path
) -> None:
    typed("db", "backup", file, "--store", store_url)
    file.write_bytes(file.read_bytes()[:-100])
    assert typed("db", "check", "--file", file).code == 2
    done = typed("db", "restore", file, "--store", new)
    assert done.code == 2
    assert done.mistake.startswith("kopi.zip er ingen hel kopi av et lager")
    assert not (tmp_path / "ny.db").exists()


def test_a_store_with_a_fault_is_copied_and_the_answer_is_no(
    typed: Type, house: House, store_url: str, file: Path
) -> None:
    house.arrive("frakt")
    with house.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM feed WHERE seq = 1")
    done = typed("db", "backup", file, "--store", store_url)
    assert done.code == 1
    assert "1 hendelser mangler i strømmen\n" in done.out
    assert file.exists()
    assert typed("db", "check", "--file", file).code == 1


def test_an_older_store_is_copied_before_its_upgrade(
    typed: Type, tmp_path: Path, file: Path
) -> None:
    """As the program asks for when it finds one."""
    old = Path(shutil.copy(GOLDEN / "store_0001.db", tmp_path / "gammel.db"))
    done = typed("db", "backup", file, "--store", sqlite_url(old))
    assert done.code == 0
    assert "skjema 0001" in done.out


def test_who_needs_a_new_password_is_listed(
    typed: Type, house: House, file: Path, server_url: str, empty_server: Postgres
) -> None:
    del house
    engine = open_engine(server_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO person (login, name, roles) VALUES ('ny.ansatt', 'Ny', '[\"agent\"]')"
        )
        connection.exec_driver_sql('ALTER ROLE "ny.ansatt" PASSWORD NULL')
    engine.dispose()
    assert typed("db", "backup", file, "--store", server_url).code == 0
    done = typed("db", "restore", file, "--store", empty_server.url("gjenreist"))
    assert (done.code, done.err) == (0, "")
    assert "Disse trenger et nytt passord: ny.ansatt" in done.out
    assert typed("db", "check", "--store", empty_server.url("gjenreist")).code == 0


class Terminal(io.StringIO):
    """Somebody looks."""

    def isatty(self) -> bool:
        return True


def test_somebody_who_looks_sees_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress_line("Kopierer lageret:") as tell:
        tell(12_000_000, 40_000_000)
        tell(13_000_000, 0)
    shown = screen.getvalue().split("\r\x1b[K")
    assert shown == ["", "Kopierer lageret: 12 / 40 MB", "Kopierer lageret: 13 MB", ""]
