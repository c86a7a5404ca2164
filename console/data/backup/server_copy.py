"""The copy of a store on a server: pg_dump of one instant, while everybody goes on writing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from console.data.access.roles import PREFIX_FACT
from console.data.backup.manifest import Facts, KnownLogin, facts_of
from console.data.backup.programs import (
    drained,
    find_program,
    line_to,
    pour,
    running,
    server_version,
)
from console.data.backup.server_logins import known_logins
from console.data.errors import NotAllowed
from console.data.tables.journal import StoreFactRow
from console.data.translated import store_errors
from console.domain.language import tr

NOT_COPIED = "alembic_version"
"""Left empty in the copy: what is poured back is no store until the last step of a restore says
which schema it has. Until then no program opens it, so nothing in it can be sent."""


@dataclass(frozen=True)
class ServerCopy:
    """What is being copied, and the copy in pieces."""

    facts: Facts
    prefix: str
    tool: int
    logins: tuple[KnownLogin, ...]
    chunks: Iterator[bytes]


@contextmanager
def server_copy(engine: Engine, schema: str, folder: Path) -> Iterator[ServerCopy]:
    """One instant of the store. Raises StoreError; `folder` is ours alone."""
    frozen = engine.execution_options(isolation_level="REPEATABLE READ")
    with store_errors(), frozen.connect() as connection, connection.begin():
        connection.execute(text("SET TRANSACTION READ ONLY"))
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        _require_all_rows(connection)
        program, tool = find_program("pg_dump", server_version(connection))
        instant = connection.execute(text("SELECT pg_export_snapshot()")).scalar()
        session = Session(connection)
        facts = facts_of(session, schema)
        prefix = session.get_one(StoreFactRow, PREFIX_FACT).value
        line = line_to(connection)
        words = [
            str(program),
            "--format=custom",
            "--compress=1",  # most bytes are pictures and mail that hardly get smaller
            "--no-password",
            f"--snapshot={instant}",
            f"--exclude-table-data=public.{NOT_COPIED}",
            f"--dbname={line.words}",
        ]
        with running(words, folder, line.password, stdout=PIPE) as dump:
            logins = known_logins(connection, prefix)
            yield ServerCopy(facts, prefix, tool, logins, drained(dump))


def read_through(chunks: Iterable[bytes], tool: int, folder: Path) -> None:
    """Lets pg_restore read a whole copy, to nowhere. Raises StoreError for what it cannot read."""
    program, _ = find_program("pg_restore", tool)
    with running([str(program), f"--file={os.devnull}"], folder, stdin=PIPE) as reading:
        pour(chunks, reading)


def _require_all_rows(connection: Connection) -> None:
    asked = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    if not connection.execute(asked).scalar():
        raise NotAllowed(
            tr(
                "Denne kontoen ser ikke alle rader (utkast og notater er hver sin eiers), så en "
                "kopi ville mangle noe. Ingenting er skrevet. Ta kopien som serverens "
                "administrator, eller gi en egen konto BYPASSRLS og pg_read_all_data."
            )
        )
