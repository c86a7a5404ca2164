"""A store on a server, backed up and brought back on another server: people, machines, roles."""

from __future__ import annotations

import os
import stat
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from fakes.clock import FakeClock
from fixtures.house import House
from fixtures.restored import NAME, Target, bring_back
from fixtures.team_store import SERVE, TeamStore
from peers.postgres import PASSWORD, Postgres
from psycopg import sql
from sqlalchemy import text

from console.data.access.roles import make_roles
from console.data.backup import programs
from console.data.backup.archive import PAYLOAD, read_manifest
from console.data.backup.errors import BackupRefused
from console.data.backup.making import make_backup
from console.data.commands.cases import take_case
from console.data.commands.people import disable_person
from console.data.engine import open_engine
from console.data.errors import LoginRefused, NotAllowed, StoreError, StoreOlder, StoreUnavailable
from console.data.feed import newest
from console.data.inspection import inspect_store
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.ids import PersonId


@pytest.fixture
def store_url(server_url: str) -> str:
    """Every store here is on a server."""
    return server_url


@pytest.fixture
def store(postgres: Postgres, server_database: str) -> Iterator[TeamStore]:
    opened = TeamStore(postgres, server_database)
    yield opened
    opened.close()


@pytest.fixture
def with_passwords(store: TeamStore, jonas: PersonId, sunniva: PersonId) -> None:
    """Jonas, Sunniva and the always-on part have logged in before."""
    del jonas, sunniva
    for login in ("jonas", "sunniva", SERVE):
        store.of(login).read(newest)


def _logged_in(server: Postgres, login: str, password: str | None = PASSWORD) -> Store:
    return Store(open_engine(server.url(NAME, login), password=password))


@pytest.mark.usefixtures("with_passwords")
def test_people_and_machines_log_in_with_the_passwords_they_had(
    house: House,
    jonas: PersonId,
    backed_up: Callable[[], Path],
    target: Target,
    empty_server: Postgres,
    clock: FakeClock,
) -> None:
    case = house.arrive("frakt")
    assert bring_back(target, backed_up(), clock).without_password == ()
    for login in ("jonas", "sunniva", SERVE):
        mine = _logged_in(empty_server, login)
        assert mine.read(newest).seq > 0
        mine.close()
    mine = _logged_in(empty_server, "jonas")
    mine.perform(new_act(jonas, clock.now()), take_case, case)
    mine.close()
    wrong = _logged_in(empty_server, "jonas", "feil")
    with pytest.raises(LoginRefused):
        wrong.read(newest)
    wrong.close()


@pytest.mark.usefixtures("with_passwords")
def test_rights_and_guards_are_as_they_were(
    house: House,
    jonas: PersonId,
    backed_up: Callable[[], Path],
    target: Target,
    empty_server: Postgres,
    clock: FakeClock,
) -> None:
    house.arrive("frakt")
    assert bring_back(target, backed_up(), clock).faults == ()
    mine = _logged_in(empty_server, "jonas")
    with pytest.raises(NotAllowed):
        mine.perform(new_act(jonas, clock.now()), disable_person, "sunniva")
    mine.close()
    with empty_server.connect(NAME) as raw, pytest.raises(psycopg.Error, match="event"):
        raw.execute("UPDATE event SET kind = 'Forfalsket'")


@pytest.mark.usefixtures("with_passwords")
def test_who_has_no_access_any_more_gets_none(
    house: House,
    backed_up: Callable[[], Path],
    target: Target,
    empty_server: Postgres,
    clock: FakeClock,
) -> None:
    house.act(None, disable_person, "sunniva")
    bring_back(target, backed_up(), clock)
    gone = _logged_in(empty_server, "sunniva")
    with pytest.raises(LoginRefused):
        gone.read(newest)
    gone.close()


def _copying_login(server: Postgres, database: str, options: str) -> str:
    """A login that is no superuser, and may read the store."""
    with server.connect() as connection:
        connection.execute(f"CREATE ROLE kopist LOGIN {options}")
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO kopist").format(sql.Identifier(database))
        )
    with server.connect(database) as connection:
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO kopist")
        connection.execute("GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO kopist")
    server.give_password("kopist")
    return server.url(database, "kopist")


@pytest.fixture
def no_copyist(postgres: Postgres, server_database: str) -> Iterator[None]:
    """The login is gone again when the test is over."""
    yield
    with postgres.connect(server_database) as connection:
        connection.execute("DROP OWNED BY kopist; DROP ROLE kopist")


@pytest.mark.usefixtures("no_copyist", "with_passwords")
def test_a_login_that_sees_all_rows_copies_all_but_passwords(
    house: House,
    postgres: Postgres,
    server_database: str,
    backup_path: Path,
    target: Target,
    clock: FakeClock,
) -> None:
    house.arrive("frakt")
    url = _copying_login(postgres, server_database, "BYPASSRLS")
    engine = open_engine(url, password=PASSWORD)
    make_backup(engine, backup_path, clock.now())
    engine.dispose()
    back = bring_back(target, backup_path, clock)
    assert back.without_password == ("jonas", SERVE, "sunniva")
    assert back.faults == ()


@pytest.mark.usefixtures("no_copyist")
def test_a_login_that_does_not_see_all_rows_makes_no_backup(
    house: House, postgres: Postgres, server_database: str, backup_path: Path
) -> None:
    url = _copying_login(postgres, server_database, "NOBYPASSRLS")
    engine = open_engine(url, password=PASSWORD)
    with pytest.raises(NotAllowed, match=r"ser ikke alle rader.*Ingenting er skrevet"):
        make_backup(engine, backup_path, house.clock.now())
    engine.dispose()
    assert list(backup_path.parent.iterdir()) == []


def test_without_pg_dump_it_says_what_to_install(
    house: House, backup_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(programs, "FOLDERS", str(tmp_path / "*" / "bin"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreUnavailable, match=r"pg_dump \d+ eller nyere.*postgresql-client"):
        make_backup(house.store.engine, backup_path, house.clock.now())
    assert list(backup_path.parent.iterdir()) == []


def _program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_a_program_older_than_the_server_is_not_used(
    house: House, backup_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _program(tmp_path / "9" / "bin", "pg_dump", "echo 'pg_dump (PostgreSQL) 9.6.24'")
    monkeypatch.setattr(programs, "FOLDERS", str(tmp_path / "*" / "bin"))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(StoreUnavailable, match="finnes ikke på denne maskinen"):
        make_backup(house.store.engine, backup_path, house.clock.now())


def test_what_the_program_said_is_told_and_no_half_file_is_left(
    house: House, backup_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = (
        'PATH=/usr/bin:/bin; case "$1" in --version) echo "pg_dump 99.1"; exit;; esac\n'
        "echo halv; echo umulig >&2; exit 1"
    )
    _program(tmp_path / "99" / "bin", "pg_dump", script)
    monkeypatch.setattr(programs, "FOLDERS", str(tmp_path / "*" / "bin"))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BackupRefused, match=r"pg_dump ga opp \(umulig\)"):
        make_backup(house.store.engine, backup_path, house.clock.now())
    assert list(backup_path.parent.iterdir()) == []


def test_no_password_stands_on_a_command_line_nor_in_a_file(
    house: House,
    postgres: Postgres,
    server_database: str,
    backup_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """A pg_dump of the test's own writes down what it was told, and looks for files that know."""
    seen = tmp_path / "sett"
    script = (
        'PATH=/usr/bin:/bin; case "$1" in --version) echo "pg_dump 99.1"; exit;; esac\n'
        f'echo "$@" > {seen}; grep -rl {PASSWORD} {backup_path.parent} >> {seen}\n'
        f'echo "$PGPASSWORD" > {seen}.env; exit 1'
    )
    _program(tmp_path / "99" / "bin", "pg_dump", script)
    monkeypatch.setattr(programs, "FOLDERS", str(tmp_path / "*" / "bin"))
    monkeypatch.setenv("PATH", "/nowhere")
    with postgres.connect() as connection:
        connection.execute("CREATE ROLE sjef LOGIN SUPERUSER")
    postgres.give_password("sjef")
    engine = open_engine(postgres.url(server_database, "sjef"), password=PASSWORD)
    with pytest.raises(BackupRefused):
        make_backup(engine, backup_path, house.clock.now())
    engine.dispose()
    with postgres.connect() as connection:
        connection.execute("DROP ROLE sjef")
    told = seen.read_text()
    assert "host=127.0.0.1" in told
    assert PASSWORD not in told
    assert str(backup_path.parent) not in told
    assert Path(f"{seen}.env").read_text().strip() == PASSWORD
    assert os.listdir(backup_path.parent) == []


@pytest.mark.usefixtures("with_passwords")
def test_a_login_that_is_somebody_elses_on_the_new_server_is_told(
    backed_up: Callable[[], Path], target: Target, empty_server: Postgres, clock: FakeClock
) -> None:
    file = backed_up()
    with empty_server.connect() as connection:
        connection.execute("CREATE ROLE jonas LOGIN SUPERUSER")
    with pytest.raises(BackupRefused, match=r"hører til noe annet: jonas\. Ingenting er endret"):
        bring_back(target, file, clock)
    with empty_server.connect() as connection:
        roles = connection.execute("SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_'")
        assert sorted(row[0] for row in roles) == ["jonas", "postgres"]


@pytest.mark.usefixtures("with_passwords")
def test_beside_a_store_with_the_same_roles_it_is_refused(
    backed_up: Callable[[], Path], target: Target, empty_server: Postgres, clock: FakeClock
) -> None:
    """Otherwise people would get the rights of the backup in the store that is in use."""
    file = backed_up()
    bring_back(target, file, clock)
    beside = empty_server.database(name="ved_siden")
    with pytest.raises(BackupRefused, match=f"Databasen {NAME} på samme server bruker"):
        bring_back(Target(empty_server.url(beside), empty_server), file, clock)
    empty_server.drop(beside)


@pytest.mark.usefixtures("with_passwords")
def test_where_the_logins_still_are_they_keep_the_passwords_of_now(
    backed_up: Callable[[], Path], target: Target, empty_server: Postgres, clock: FakeClock
) -> None:
    """The database was lost, not the server: a password that was changed since stays changed."""
    file = backed_up()
    bring_back(target, file, clock)
    with empty_server.connect() as connection:
        connection.execute("ALTER ROLE jonas PASSWORD 'nytt-passord'")
    empty_server.drop(NAME)
    empty_server.database(name=NAME)
    assert bring_back(target, file, clock).without_password == ()
    mine = _logged_in(empty_server, "jonas", "nytt-passord")
    assert mine.read(newest).seq > 0
    mine.close()


def test_a_restore_that_fails_at_its_last_step_leaves_the_database_empty(
    house: House, backed_up: Callable[[], Path], target: Target, clock: FakeClock
) -> None:
    """Everything was poured back, and then one login could not be made."""
    house.arrive("frakt")
    with house.store.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(_NO_LOGIN))
    with pytest.raises(StoreError, match="not a login"):
        bring_back(target, backed_up(), clock)
    assert target.is_empty()


_NO_LOGIN = "INSERT INTO person (login, name, roles) VALUES ('Ikke Gyldig', 'Ingen', '[]')"


def test_what_is_poured_back_is_no_store_before_the_last_step(
    backed_up: Callable[[], Path], empty_server: Postgres
) -> None:
    """A restore that is killed half way leaves nothing that a program would open and send from."""
    file = backed_up()
    engine = open_engine(empty_server.url(NAME))
    with engine.begin() as connection:
        make_roles(connection, read_manifest(file).prefix)
    program, _ = programs.find_program("pg_restore", 0)
    line = f"host=127.0.0.1 port={empty_server.port} user=postgres dbname={NAME}"
    with zipfile.ZipFile(file) as archive:
        payload = archive.read(PAYLOAD)
    subprocess.run([program, "--exit-on-error", f"--dbname={line}"], input=payload, check=True)
    with pytest.raises(StoreOlder, match="Lageret er tomt"):
        inspect_store(engine)
    engine.dispose()
