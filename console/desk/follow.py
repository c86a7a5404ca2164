"""Following the store: a thread that reads the feed and hands what changed to the loop.

Threads: `Follower` runs on a thread of its own; `arrived` and `lost` are called on the loop
through the one crossing point that it was given. The first change goes at once, a burst merges.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session
from whenever import Instant

from console.data.commit_watch import CommitWatch
from console.data.errors import StoreError
from console.data.feed import Cursor, FeedItem, newest, news
from console.data.queries.backlog import cases_by_id, open_cases
from console.data.queries.people import people, setting
from console.data.queries.wire import ConnectorStatus, connector_statuses
from console.data.store import Store
from console.data.store_file import StoreFile
from console.desk.mailbox import KEY as MAILBOX
from console.desk.mailbox import own_address
from console.domain.backlog import CaseSummary
from console.domain.ids import CaseId
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.people import Person

POLL_S = 0.03
"""Between questions whether something was committed (7 µs each on SQLite)."""

MERGE_S = 0.05
"""After a batch, so that a burst becomes one."""

ALWAYS_READ_S = 3.0
"""Read the feed at least so often, wake or no wake."""

RETRY_S = 1.0

log = logging.getLogger("console.desk")


@dataclass(frozen=True)
class Everything:
    """The store as a whole: at the start, and when the feed has started over."""

    cases: tuple[CaseSummary, ...]
    people: tuple[Person, ...]
    sources: tuple[ConnectorStatus, ...]
    read_at: Instant
    own_address: str
    """The mailbox's own, lower case; empty where no mailbox is named."""


@dataclass(frozen=True)
class Batch:
    """What has changed since the last batch."""

    items: tuple[FeedItem, ...]
    cases: tuple[CaseSummary, ...]
    people: tuple[Person, ...] | None
    sources: tuple[ConnectorStatus, ...]
    read_at: Instant


@dataclass(frozen=True)
class Lost:
    """The store cannot be read, and why; the follower goes on trying."""

    reason: str
    at: Instant


Arrival = Everything | Batch | Lost


def read_everything(session: Session, now: Instant) -> tuple[Everything, Cursor]:
    """All that the desk shows, and the feed's number it belongs to, in one transaction."""
    cursor = newest(session)
    whole = Everything(
        cases=open_cases(session),
        people=people(session),
        sources=connector_statuses(session),
        read_at=now,
        own_address=own_address(setting(session, MAILBOX)),
    )
    return whole, cursor


class Follower:
    def __init__(
        self, store: Store, clock: Clock, arrived: Callable[[Arrival], None], cursor: Cursor
    ) -> None:
        self._store = store
        self._clock = clock
        self._arrived = arrived
        self._cursor = cursor
        self._is_lost = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feed", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread and waits for it."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._follow(StoreFile(self._store.engine))
            except StoreError as error:
                log.warning("the store cannot be read: %s", error)
                self._lose(str(error))
            except Exception as error:  # whatever it is, a dead thread would tell nobody
                log.exception("following the store failed")
                self._lose(tr("Lageret kunne ikke leses: {reason}", reason=error))

    def _lose(self, reason: str) -> None:
        self._is_lost = True
        self._arrived(Lost(reason, self._clock.now()))
        self._stop.wait(RETRY_S)

    def _follow(self, file: StoreFile) -> None:
        if self._is_lost:
            self._store.reopen()
            self._is_lost = False
        watch = CommitWatch(self._store.engine)
        try:
            self._read_news()
            while not self._stop.is_set():
                self._wait_for_commit(watch, file)
                self._read_news()
                self._stop.wait(MERGE_S)
        finally:
            watch.close()

    def _wait_for_commit(self, watch: CommitWatch, file: StoreFile) -> None:
        waited = 0.0
        while waited < ALWAYS_READ_S and not watch.has_news():
            file.check()
            if self._stop.wait(POLL_S):
                return
            waited += POLL_S

    def _read_news(self) -> None:
        more = True
        while more and not self._stop.is_set():
            arrival, self._cursor, more = self._store.read(self._next)
            self._arrived(arrival)

    def _next(self, session: Session) -> tuple[Arrival, Cursor, bool]:
        found, now = news(session, self._cursor), self._clock.now()
        if found.is_restart:
            whole, cursor = read_everything(session, now)
            return whole, cursor, False
        touched = sorted({item.case for item in found.items if item.case is not None})
        has_people = any(item.entity == "person" for item in found.items)
        batch = Batch(
            items=found.items,
            cases=cases_by_id(session, [CaseId(case) for case in touched]),
            people=people(session) if has_people else None,
            sources=connector_statuses(session),
            read_at=now,
        )
        return batch, found.cursor, found.more
