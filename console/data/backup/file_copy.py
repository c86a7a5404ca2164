"""The copy of a store in one file: the engine's own online backup of one instant.

In WAL mode everybody goes on writing meanwhile. With a rollback journal (an older SQLite) writers
wait until the copy is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from console.data.backup.archive import CHUNK_BYTES
from console.data.backup.manifest import Facts, facts_of
from console.data.backup.progress import Progress
from console.data.engine import SQLITE, open_engine, sqlite_url
from console.data.inspection import Inspection, inspect_store
from console.data.schema import initialise
from console.data.translated import store_errors

_PAGES_A_STEP = 2_000


def copy_file(engine: Engine, to: Path, tell: Progress) -> None:
    """Copies one instant of the store into a new file. Raises StoreError, and SQLite's errors."""
    with store_errors(), engine.execution_options(reading=True).connect() as connection:
        # The read transaction holds the instant: without it a write would begin the copy anew.
        page_bytes = connection.execute(text("PRAGMA page_size")).scalar() or 0
        connection.execute(text("SELECT count(*) FROM alembic_version"))
        source: Any = connection.connection.driver_connection
        copy = SQLITE.connect(to)

        def step(_status: int, left: int, total: int) -> None:
            tell((total - left) * page_bytes, total * page_bytes)

        try:
            source.backup(copy, pages=_PAGES_A_STEP, progress=step)
            # One file and nothing beside it, whatever journal the store is used with.
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()


def file_facts(path: Path, schema: str) -> Facts:
    """What is in a copy."""
    with _opened(path) as engine, store_errors(), Session(engine) as session:
        return facts_of(session, schema)


def file_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def inspect_copy(path: Path) -> Inspection:
    """Upgrades a copy that is thrown away, and looks for faults in it. Raises StoreError."""
    with _opened(path) as engine:
        initialise(engine)
        return inspect_store(engine, deep=True)


@contextmanager
def _opened(path: Path) -> Iterator[Engine]:
    engine = open_engine(sqlite_url(path))
    try:
        yield engine
    finally:
        engine.dispose()
