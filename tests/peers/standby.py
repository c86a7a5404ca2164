"""A second PostgreSQL that follows another, until it is promoted in its place."""

from __future__ import annotations

import os
import pwd
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .postgres import SUPERUSER, Postgres, free_port
from .waiting import until

_REPLICATION = "\nlocal replication all trust\n"
_PLACE = "\nport = {port}\nunix_socket_directories = '{folder}'\n"


@dataclass
class Standby:
    """Copied from `primary` while that runs, and a hot standby of it from then on."""

    primary: Postgres
    server: Postgres

    def promote(self) -> None:
        """From now on it is the one that is written to; its timeline is another."""
        with self.server.connect() as connection:
            connection.execute("SELECT pg_promote()")

    def take_place(self) -> None:
        """Answers where the primary had answered, which must have ended."""
        self.server.stop()
        _answer_at(self.server, self.primary.port)
        self.server.start()

    def caught_up(self) -> None:
        """Waits until it has everything that the primary has."""
        with self.primary.connect() as connection:
            row = connection.execute("SELECT pg_current_wal_lsn()::text").fetchone()
        assert row is not None
        until(lambda: self._has(str(row[0])), "the standby to catch up")

    def _has(self, lsn: str) -> bool:
        with self.server.connect() as connection:
            asked = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
            row = connection.execute(asked, (lsn,)).fetchone()
        return bool(row and row[0])


def standby_of(primary: Postgres) -> Standby:
    """A hot standby, started; to be removed by whoever asked for it."""
    hba = primary.folder / "data" / "pg_hba.conf"
    hba.write_text(hba.read_text() + _REPLICATION)
    with primary.connect() as connection:
        connection.execute("SELECT pg_reload_conf()")
    server = Postgres(folder=Path(tempfile.mkdtemp(prefix="pg-")), port=free_port())
    server.folder.chmod(0o755)
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(server.folder, owner.pw_uid, owner.pw_gid)
    data = str(server.folder / "data")
    where = ("-h", str(primary.folder), "-p", str(primary.port), "-U", SUPERUSER)
    words = ("-D", data, "-R", "--checkpoint=fast", "--no-sync", *where)
    if server.run("pg_basebackup", *words) != 0:
        raise RuntimeError(f"pg_basebackup failed: {(server.folder / 'log').read_text()}")
    _answer_at(server, server.port)
    server.start()
    standby = Standby(primary, server)
    standby.caught_up()
    return standby


def _answer_at(server: Postgres, port: int) -> None:
    server.port = port
    with (server.folder / "data" / "postgresql.conf").open("a") as file:
        file.write(_PLACE.format(port=port, folder=server.folder))
