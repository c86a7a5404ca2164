"""A crowd on a PostgreSQL: many write, some read the feed, and lines and server are cut under them.

Beside the feed runs a plain sequence table, written in the same transactions, with a reader that
remembers the highest number. It loses rows: a run in which it does not has shown nothing.
"""

from __future__ import annotations

import random
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import ParamSpec, TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.commands.messages import add_note
from console.data.engine import open_engine
from console.data.errors import StoreBusy, StoreUnavailable
from console.data.feed import Cursor, newest, news
from console.data.store import Answer, Store
from console.data.transaction import Transaction, new_act
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid

from .postgres import PASSWORD, Postgres
from .tcp_proxy import TcpProxy

P = ParamSpec("P")
T = TypeVar("T")

PLAIN = (
    "CREATE TABLE plain (id bigserial PRIMARY KEY)",
    "GRANT SELECT, INSERT ON plain TO PUBLIC",
    "GRANT USAGE ON SEQUENCE plain_id_seq TO PUBLIC",
)
READER = "serve"
POLL_S = 0.005
AGAIN_S = 0.05
PATIENCE_S = 60
_AT = Instant.from_utc(2026, 11, 23, 8, 41)


@dataclass(frozen=True)
class Load:
    """How many write, for how long, how often readers are cut, and how the server goes down."""

    writers: int
    seconds: float
    cuts: int
    restarts: tuple[signal.Signals, ...]
    readers: int = 4


@dataclass
class Outcome:
    """What was written and acknowledged, what is in the store, and what each reader read."""

    acknowledged: list[str] = field(default_factory=list)
    stored: list[tuple[int, str]] = field(default_factory=list)
    read: list[list[tuple[int, str]]] = field(default_factory=list)
    restarts_told: int = 0
    plain_stored: int = 0
    plain_read: int = 0
    killed: int = 0
    cut: int = 0

    @property
    def plain_lost(self) -> int:
        return self.plain_stored - self.plain_read

    def faults(self) -> Iterator[str]:
        """What is not as it must be, in words."""
        acts = [act for _seq, act in self.stored]
        if len(set(acts)) != len(acts):
            yield "an act was carried out twice"
        if set(acts) != set(self.acknowledged):
            yield "acts acknowledged and acts stored differ"
        if self.restarts_told:
            yield "a reader was told to begin anew, though no number was given twice"
        for number, read in enumerate(self.read):
            if read != self.stored:
                yield f"reader {number} read {len(read)} of {len(self.stored)}, or in another order"


@dataclass(frozen=True)
class Writer:
    """Who writes, and in which case: nobody waits for another's."""

    login: str
    person: PersonId
    case: CaseId


def noted_in_both(tx: Transaction, case: CaseId, message: MessageId, words: str) -> Answer:
    """A note, and its row in the plain table; how long the rest takes differs."""
    tx.session.execute(text("INSERT INTO plain DEFAULT VALUES"))
    tx.session.execute(text("SELECT pg_sleep(random() * 0.01)"))
    return add_note(tx, case, message, words, ())


class Crowd:
    """One run of a load. `writers` have logins with a password; so has the readers' login."""

    def __init__(
        self, server: Postgres, database: str, writers: Sequence[Writer], load: Load, seed: int = 1
    ) -> None:
        self._server = server
        self._database = database
        self._writers = writers
        self._load = load
        self._chance = random.Random(seed)
        self._line = TcpProxy(server.port)
        self._is_over, self._is_quiet = threading.Event(), threading.Event()
        self._out = Outcome()

    def run(self) -> Outcome:
        with self._server.connect(self._database) as admin:
            for statement in PLAIN:
                admin.execute(statement)
        self._line.start()
        stores: list[Store] = []
        try:
            with ThreadPoolExecutor(self._load.writers + self._load.readers + 1) as threads:
                try:
                    self._work(threads, stores)
                finally:
                    self._is_over.set()
                    self._is_quiet.set()
        finally:
            for store in stores:
                store.close()
            self._line.stop()
        return self._out

    def _work(self, threads: ThreadPoolExecutor, stores: list[Store]) -> None:
        ports = [(self._server, self._line)[n % 2].port for n in range(self._load.readers)]
        readers = [self._store(READER, port) for port in ports]
        writers = {w.login: self._store(w.login, self._server.port) for w in self._writers}
        plain = Store(open_engine(self._server.url(self._database)))
        stores += [*readers, *writers.values(), plain]
        start = readers[0].read(newest)
        reading = [threads.submit(self._read, store, start) for store in readers]
        plainly = threads.submit(self._read_plainly, plain)
        writing = [
            threads.submit(self._write, writers[w.login], w)
            for w in (self._writers * self._load.writers)[: self._load.writers]
        ]
        self._disturb([*writing, *reading, plainly])
        self._is_over.set()
        for done in writing:
            self._out.acknowledged += done.result(60)
        self._is_quiet.set()
        self._out.read = [done.result(60) for done in reading]
        self._out.plain_read = plainly.result(60)
        self._out.stored = plain.read(_stored, start.seq)
        self._out.plain_stored = len(plain.read(_plain_after, 0))

    def _store(self, login: str, port: int) -> Store:
        url = f"postgresql://{login}@127.0.0.1:{port}/{self._database}"
        return Store(open_engine(url, password=PASSWORD))

    def _disturb(self, working: Sequence[Future[object]]) -> None:
        """Cuts, spread over the time, with the server's restarts among them."""
        downs = len(self._load.restarts)
        when = {self._load.cuts * (n + 1) // (downs + 1): n for n in range(downs)}
        pause = threading.Event()
        for number in range(self._load.cuts):
            pause.wait(self._load.seconds / self._load.cuts)
            if any(one.done() for one in working):
                return  # it has failed, and says why
            if number in when:
                self._server.restart(self._load.restarts[when[number]])
            if self._chance.random() < 0.5:
                self._out.cut += self._line.cut() > 0
            else:
                self._out.killed += self._kill()

    def _kill(self) -> int:
        """Ends one reader's session on the server."""
        with self._server.connect(self._database) as admin:
            found = admin.execute(
                "SELECT pid FROM pg_stat_activity WHERE usename = %s ORDER BY pid", (READER,)
            ).fetchall()
            if not found:
                return 0
            (pid,) = self._chance.choice(found)
            admin.execute("SELECT pg_terminate_backend(%s)", (pid,))
        return 1

    def _write(self, store: Store, writer: Writer) -> list[str]:
        """Notes without end; each is tried until the store says that it is kept."""
        kept: list[str] = []
        while not self._is_over.is_set():
            act, message = new_act(writer.person, _AT), MessageId(new_uuid())
            perform = partial(store.perform, act, noted_in_both)
            _patiently(perform, writer.case, message, "Ringte.")
            kept.append(str(act.id))
        return kept

    def _read(self, store: Store, start: Cursor) -> list[tuple[int, str]]:
        """The feed, from a cursor, until nobody writes any more and all of it is read."""
        read: list[tuple[int, str]] = []
        cursor = start
        is_last = False
        while not is_last:
            is_last = self._is_quiet.wait(POLL_S)
            more = True
            while more:
                found = _patiently(store.read, news, cursor)
                self._out.restarts_told += found.is_restart
                read += [(item.seq, str(item.act)) for item in found.items]
                cursor, more = found.cursor, found.more
        return read

    def _read_plainly(self, store: Store) -> int:
        """How many rows a reader sees who remembers the highest number."""
        last = seen = 0
        is_last = False
        while not is_last:
            is_last = self._is_quiet.wait(POLL_S)
            found = _patiently(store.read, _plain_after, last)
            seen += len(found)
            last = found[-1] if found else last
        return seen


def _patiently(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Again and again while the server is away or restarts."""
    pause = threading.Event()
    for _ in range(int(PATIENCE_S / AGAIN_S)):
        with suppress(StoreUnavailable, StoreBusy):
            return work(*args, **kwargs)
        pause.wait(AGAIN_S)
    return work(*args, **kwargs)


def _plain_after(session: Session, after: int) -> list[int]:
    asked = text("SELECT id FROM plain WHERE id > :after ORDER BY id")
    return [*session.execute(asked, {"after": after}).scalars()]


def _stored(session: Session, after: int) -> list[tuple[int, str]]:
    """The feed as the store has it."""
    asked = text(
        "SELECT seq, act_id FROM feed JOIN event ON event.id = feed.event_id "
        "WHERE seq > :after ORDER BY seq"
    )
    return [(row.seq, str(row.act_id)) for row in session.execute(asked, {"after": after})]
