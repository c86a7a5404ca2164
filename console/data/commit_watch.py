"""Noticing that somebody else has committed.

SQLite: `PRAGMA data_version`, a question of 7 µs that is asked often. PostgreSQL: LISTEN on a
connection of its own; what a notice says is never trusted, it only wakes. Threads: one uses a
watch, any may `wake` it.
"""

from __future__ import annotations

import select as wires
import socket
import threading
import time
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from sqlalchemy import Connection, Engine, text

from console.data.errors import StorePooled
from console.data.server_errors import wire_errors
from console.data.store_file import StoreFile
from console.data.translated import store_errors
from console.domain.language import tr

if TYPE_CHECKING:
    import psycopg

POLL_S = 0.03
"""Between two questions to a store in one file."""

HEARD_WITHIN_S = 2.0
"""A notice to oneself that takes longer will never come."""

CHANNEL = "feed"


class CommitWatch(Protocol):
    """Says whether anything was committed since it was last asked."""

    def has_news(self) -> bool:
        """Whether anything was; never waits. Raises StoreError."""

    def wait(self, timeout_s: float) -> bool:
        """The same, and waits for it; ends early when woken. Raises StoreError."""

    def wake(self) -> None:
        """Ends a wait, now or at once when it begins; nothing once it is closed."""

    def close(self) -> None: ...


def watch_commits(engine: Engine) -> CommitWatch:
    """A watch on the engine's store. Raises StoreError; StorePooled when it would hear nothing."""
    return FileWatch(engine) if engine.dialect.name == "sqlite" else ServerWatch(engine)


class FileWatch:
    """A store in one file: sees every other connection's commit, and another file in its place."""

    def __init__(self, engine: Engine) -> None:
        self._file = StoreFile(engine)
        with store_errors():
            self._connection: Connection = engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"
            )
        self._woken = threading.Event()
        self._seen = self._version()

    def has_news(self) -> bool:
        self._file.check()
        version = self._version()
        changed, self._seen = version != self._seen, version
        return changed

    def wait(self, timeout_s: float) -> bool:
        until = time.monotonic() + timeout_s
        while not self.has_news():
            if self._woken.wait(POLL_S) or time.monotonic() >= until:
                self._woken.clear()
                return False
        return True

    def wake(self) -> None:
        self._woken.set()

    def close(self) -> None:
        self._connection.close()

    def _version(self) -> int:
        with store_errors():
            return int(self._connection.exec_driver_sql("PRAGMA data_version").scalar_one())


class ServerWatch:
    """A store on a server: hears of every commit that made an event, unless it is a standby; or
    of what else is told on a channel. `heard` is what the newest notices said.
    """

    def __init__(self, engine: Engine, channel: str = CHANNEL) -> None:
        self._channel = channel
        self.heard: tuple[str, ...] = ()
        with store_errors(), wire_errors():
            pooled = engine.raw_connection()
            connection = pooled.driver_connection
            pooled.detach()
        self._connection: psycopg.Connection = connection  # type: ignore[assignment]
        self._wakes, self._waker = socket.socketpair()
        self._waking = threading.Lock()
        self._is_closed = False
        self._engine = engine
        self._hears = False
        try:
            with wire_errors():
                self._connection.autocommit = True
                self._listen()
        except BaseException:
            self.close()
            raise

    def has_news(self) -> bool:
        """Straight from the wire."""
        with wire_errors():
            wire = self._connection.pgconn
            wire.consume_input()
            heard = []
            while (notice := wire.notifies()) is not None:
                heard.append(notice.extra.decode(errors="replace"))
            self.heard = tuple(dict.fromkeys(heard))
            return bool(heard)

    def wait(self, timeout_s: float) -> bool:
        if not self._hears:
            with wire_errors():
                self._listen()
        until = time.monotonic() + timeout_s
        while not self.has_news():
            left = max(0.0, until - time.monotonic())
            ready, _, _ = wires.select(
                [self._connection.fileno(), self._wakes.fileno()], [], [], left
            )
            if self._wakes.fileno() in ready:
                self._wakes.recv(64)
                return False
            if not ready:
                return False
        return True

    def wake(self) -> None:
        with self._waking:
            if not self._is_closed:
                self._waker.send(b"!")

    def close(self) -> None:
        with self._waking:
            self._is_closed = True
            self._wakes.close()
            self._waker.close()
        self._connection.close()

    def _listen(self) -> None:
        """Begins to hear. A standby tells nothing: it is merely read, until it is promoted."""
        row = self._connection.execute("SELECT pg_is_in_recovery()").fetchone()
        if row is None or row[0]:
            return
        self._prove(self._engine)
        self._connection.execute(f"LISTEN {self._channel}")
        self._hears = True

    def _prove(self, engine: Engine) -> None:
        """A pooler between us gives every statement another session: nothing would be heard."""
        channel = f"heard_{uuid4().hex}"
        self._connection.execute(f"LISTEN {channel}")
        with store_errors(), engine.connect() as other:
            other.execute(text("SELECT pg_notify(:channel, '')"), {"channel": channel})
            other.commit()
        until = time.monotonic() + HEARD_WITHIN_S
        # A server that goes down says so on the same line: that is no news, and no pooler's doing.
        while not self.has_news():
            left = until - time.monotonic()
            if left <= 0:
                raise _pooled()
            wires.select([self._connection.fileno()], [], [], left)
        self._connection.execute(f"UNLISTEN {channel}")


def _pooled() -> StorePooled:
    return StorePooled(
        tr(
            "Endringer i lageret når ikke frem gjennom denne adressen (antakelig går den "
            "gjennom en pgbouncer). Ingenting er endret. Bruk adressen direkte til "
            "PostgreSQL."
        )
    )
