"""Noticing that somebody else has committed: a cheap question asked often.

SQLite: `PRAGMA data_version` on a connection of its own (7 µs; it sees every other connection's
commit). Threads: one thread only.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from console.data.translated import store_errors


class CommitWatch:
    """Says whether anything was committed since it was last asked."""

    def __init__(self, engine: Engine) -> None:
        with store_errors():
            self._connection: Connection = engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"
            )
        self._seen = self._version()

    def has_news(self) -> bool:
        version = self._version()
        changed, self._seen = version != self._seen, version
        return changed

    def close(self) -> None:
        self._connection.close()

    def _version(self) -> int:
        with store_errors():
            return int(self._connection.exec_driver_sql("PRAGMA data_version").scalar_one())
