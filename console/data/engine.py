"""Opening an engine on a store's URL: which SQLite, which pragmas, who may use it where.

SQLite: synchronous=FULL always; WAL only from library 3.51.3 on (earlier ones can corrupt a WAL
reset, sqlite.org/wal.html), else a rollback journal. Writers take the lock at once (BEGIN
IMMEDIATE), so that two programs queue instead of failing half way.
"""

from __future__ import annotations

import math
import re
import sqlite3
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from console.data.errors import StoreUnavailable
from console.data.server_engine import Password, server_engine
from console.domain.folding import words_of
from console.domain.language import tr

BUSY_TIMEOUT_S = 10
SAFE_WAL = (3, 51, 3)


def _newest_sqlite() -> ModuleType:
    """The newer of the interpreter's SQLite and the one that came with the package."""
    try:
        from pysqlite3 import dbapi2 as packaged  # noqa: PLC0415 - not packaged everywhere
    except ImportError:
        return sqlite3
    newer: ModuleType = max(sqlite3, packaged, key=lambda module: module.sqlite_version_info)
    return newer


SQLITE = _newest_sqlite()


def journal_mode(version: tuple[int, ...]) -> str:
    """The journal that an SQLite library of this version can be trusted with."""
    return "WAL" if version >= SAFE_WAL else "DELETE"


def sqlite_url(path: Path) -> str:
    """The URL of a store in one file."""
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def sqlite_file(url: str) -> Path | None:
    """The file of a store in one file; None for a server. Raises StoreUnavailable."""
    parsed = parse_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database
    return Path(str(parsed.database)) if is_file else None


def parse_url(url: str) -> URL:
    """The store's URL, checked. Raises StoreUnavailable with what to write instead."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreUnavailable(_bad_url(url)) from None
    kind = parsed.get_backend_name()
    is_forgetful = kind == "sqlite" and parsed.database in (None, "", ":memory:")
    if kind not in ("sqlite", "postgresql") or is_forgetful:
        raise StoreUnavailable(_bad_url(url))
    return parsed


def _bad_url(url: str) -> str:
    """What to write instead; a password in what was written is not repeated."""
    shown = re.sub(r"(://[^:@/]*):.*@", r"\1:***@", url)
    return tr(
        "«{url}» er ikke et lager. Skriv for eksempel sqlite:////home/meg/desk.db "
        "eller postgresql://navn@server/desk.",
        url=shown,
    )


def open_engine(
    url: str,
    busy_timeout_s: float = BUSY_TIMEOUT_S,
    password: Password = None,
    silence_s: float = math.inf,
) -> Engine:
    """An engine with the pragmas or settings that durability needs; connects lazily.

    `busy_timeout_s` is how long an SQLite store waits for another writer before StoreBusy;
    `password` is a server's, and so is `silence_s`: how long it may be silent when an answer is
    due (as long as it likes, for whoever changes or checks a whole store). Raises StoreUnavailable.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "postgresql":
        return server_engine(parsed, password, silence_s)
    engine = create_engine(
        parsed,
        module=SQLITE,
        connect_args={"timeout": busy_timeout_s},
        hide_parameters=True,  # what customers write has no place in a log
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA journal_mode={journal_mode(SQLITE.sqlite_version_info)}")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
    # Triggers index with it: a writer that does not know it adds nothing that is not found.
    connection.create_function("words_of", 1, words_of, deterministic=True)


def _begin_immediate(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return  # it never commits, so a transaction would hold the write lock for good
    connection.exec_driver_sql("BEGIN" if options.get("reading", False) else "BEGIN IMMEDIATE")


def refuse_on_thread(engine: Engine, painting: threading.Thread) -> None:
    """Makes store work on the thread that paints an error, not a stall."""

    def check(*_args: object) -> None:
        if threading.current_thread() is painting:
            raise RuntimeError("store work on the thread that paints")

    event.listen(engine, "before_cursor_execute", check)
