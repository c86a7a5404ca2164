"""Following the store: a thread that reads the feed and hands what changed to the loop.

Threads: `Follower` runs on a thread of its own; `arrived` and `lost` are called on the loop
through the one crossing point that it was given. The first change goes at once, a burst merges.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session
from whenever import Instant

from console.data.commit_watch import CommitWatch, watch_commits
from console.data.errors import LoginRefused, NotAllowed, StoreError, StoreNewer
from console.data.feed import Cursor, FeedItem, News, newest, news
from console.data.queries.backlog import cases_by_id, open_cases
from console.data.queries.chat_signs import chat_signs
from console.data.queries.floor import floor_now, floor_of
from console.data.queries.newer_cases import newer_cases
from console.data.queries.people import people, setting
from console.data.queries.presence import present
from console.data.queries.wire import Sources, sources
from console.data.schema import require_current
from console.data.store import Reading, Store
from console.desk.freshness import Remedy
from console.desk.mailbox import KEY as MAILBOX
from console.desk.mailbox import own_address
from console.domain.backlog import CaseSummary
from console.domain.chat_signs import ChatSigns
from console.domain.floor import NOTHING, Floor
from console.domain.ids import CaseId
from console.domain.instants import Clock, seconds_between
from console.domain.language import tr
from console.domain.people import Person
from console.domain.presence import Presence

TAKEN_WITHIN_S = 5.0
"""The next batch waits until the screen has taken the last one, so that what comes meanwhile is
merged and nothing piles up before a slow one; at most so long.
"""

ALWAYS_READ_S = 3.0
"""Read the feed at least so often, wake or no wake."""

REST_MAX_S = 0.05
"""Between two batches of a burst, at most."""

AT_ONCE = 50
"""So many events in one batch: what more there is comes after the screen has painted these. A
thousand at once would be a halt that one feels.
"""

SOURCES_EVERY_S = 2.0
"""How often it is looked when mail was fetched and `serve` showed life: that is no event."""

PASSING_EVERY_S = 0.5
"""Who is where and what visitors do is read when a wake brought no event, and at least so often in
a burst of them.
"""

RETRY_S = 1.0
REFUSED_RETRY_S = 4.0
"""Between tries where the store does not let us in: trying on and on could lock a login."""

log = logging.getLogger("console.desk")


@dataclass(frozen=True)
class Everything:
    """The store as a whole: at the start, and when the feed has started over."""

    cases: tuple[CaseSummary, ...]
    people: tuple[Person, ...]
    sources: Sources
    present: tuple[Presence, ...]
    read_at: Instant
    own_address: str
    """The mailbox's own, lower case; empty where no mailbox is named."""
    cursor: Cursor
    floor: Floor = NOTHING
    """All that goes on live."""
    signs: tuple[ChatSigns, ...] = ()
    """What the visitors of chats do just now."""


@dataclass(frozen=True)
class Batch:
    """What has changed since the last batch; None for what was not looked at.

    `delay_s` is how long ago the oldest of it was committed, by the store's clock; `ahead_s` how
    far this machine's clock goes before the store's.
    """

    items: tuple[FeedItem, ...]
    cases: tuple[CaseSummary, ...]
    people: tuple[Person, ...] | None
    sources: Sources | None
    present: tuple[Presence, ...] | None
    read_at: Instant
    delay_s: float | None
    ahead_s: float
    cursor: Cursor
    floor: Floor = NOTHING
    """What was touched of what goes on live."""
    signs: tuple[ChatSigns, ...] | None = None


@dataclass(frozen=True)
class Lost:
    """The store cannot be read, and why; the follower goes on trying."""

    reason: str
    at: Instant
    remedy: Remedy


Arrival = Everything | Batch | Lost

NOWHERE = Cursor("", 0)
"""Where a follower begins that knows nothing: it reads everything."""


def read_everything(session: Session, now: Instant) -> tuple[Everything, Cursor]:
    """All that the desk shows, and the feed's number from which it is followed.

    The number is read first: on a server, where each statement sees what is committed by then,
    what comes in between is read twice and never missed.
    """
    cursor = newest(session)
    whole = Everything(
        cases=open_cases(session),
        people=people(session),
        sources=sources(session),
        present=present(session, now),
        read_at=now,
        own_address=own_address(setting(session, MAILBOX)),
        cursor=cursor,
        floor=floor_now(session),
        signs=chat_signs(session, now),
    )
    return whole, cursor


class Follower:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        arrived: Callable[[Arrival], None],
        cursor: Cursor,
        *,
        is_lost: bool = False,
    ) -> None:
        """`is_lost` says that the store has not been reached yet."""
        self._store = store
        self._clock = clock
        self._arrived = arrived
        self._cursor = cursor
        self._is_lost = is_lost
        self._sources_due_s = self._passing_due_s = self._sure_until_s = 0.0
        self._watch: CommitWatch | None = None
        self._taken = threading.Event()
        self._stop = threading.Event()
        self._again = threading.Event()
        self._logged = ""
        self._thread = threading.Thread(target=self._run, name="feed", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread and waits for it."""
        self._stop.set()
        self._taken.set()
        self._again.set()
        watch = self._watch
        if watch is not None:
            watch.wake()
        self._thread.join()

    def try_again(self) -> None:
        """Tries at once, where the store is lost. Threads: any."""
        self._again.set()

    def taken(self) -> None:
        """The last arrival stands on the screen: the next may come. Threads: any."""
        self._taken.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._follow()
            except StoreError as error:
                self._told_once(error)
                self._lose(str(error), remedy(error), _retry_s(error))
            except Exception as error:  # whatever it is, a dead thread would tell nobody
                log.exception("following the store failed")
                words = tr("Lageret kunne ikke leses: {reason}", reason=error)
                self._lose(words, Remedy.WAIT, RETRY_S)

    def _told_once(self, error: StoreError) -> None:
        """A store that is away for hours is not logged every second."""
        if str(error) != self._logged:
            self._logged = str(error)
            log.warning("the store cannot be read: %s", error)

    def _lose(self, reason: str, remedy: Remedy, retry_s: float) -> None:
        self._is_lost = True
        self._arrived(Lost(reason, self._clock.now(), remedy))
        # Not all windows at the same instant when a server comes back.
        self._again.wait(retry_s * random.uniform(0.75, 1.25))
        self._again.clear()

    def _follow(self) -> None:
        if self._is_lost:
            self._store.reopen()
        watch = watch_commits(self._store.engine)
        self._watch = watch
        try:
            if self._is_lost:
                require_current(self._store.engine)
                self._is_lost = False
                self._logged = ""
            self._sure_until_s = 0.0
            with self._store.reading() as line:
                self._read_news(line)
                while not self._stop.is_set():
                    watch.wait(ALWAYS_READ_S)
                    self._read_news(line)
        finally:
            self._watch = None
            watch.close()

    def _read_news(self, line: Reading) -> None:
        more = True
        while more and not self._stop.is_set():
            arrival, self._cursor, more = line.read(self._next)
            self._taken.clear()
            began_s = time.monotonic()
            self._arrived(arrival)
            self._taken.wait(TAKEN_WITHIN_S)
            self._stop.wait(rest_s(time.monotonic() - began_s, more=more))

    def _next(self, session: Session) -> tuple[Arrival, Cursor, bool]:
        now_s, now = time.monotonic(), self._clock.now()
        if now_s < self._sure_until_s:
            newer = newer_cases(session, self._cursor)
            if newer is not None:
                found, cases = newer
                return self._batch(session, found, cases, now), found.cursor, found.more
        found = news(session, self._cursor, AT_ONCE)
        self._sure_until_s = now_s + ALWAYS_READ_S
        if found.is_restart:
            whole, cursor = read_everything(session, now)
            return whole, cursor, False
        touched = sorted({item.case for item in found.items if item.case is not None})
        cases = cases_by_id(session, [CaseId(case) for case in touched])
        return self._batch(session, found, cases, now), found.cursor, found.more

    def _batch(
        self, session: Session, found: News, cases: tuple[CaseSummary, ...], now: Instant
    ) -> Batch:
        entities = {item.entity for item in found.items}
        committed = [item.committed_at for item in found.items if item.committed_at is not None]
        is_due = self._passing_is_due(is_woken=not found.items)
        return Batch(
            items=found.items,
            cases=cases,
            people=people(session) if "person" in entities else None,
            sources=self._sources(session, "connector" in entities),
            present=present(session, now) if is_due else None,
            read_at=now,
            delay_s=seconds_between(min(committed), found.read_at) if committed else None,
            ahead_s=seconds_between(found.read_at, now),
            cursor=found.cursor,
            floor=floor_of(session, found.items),
            signs=chat_signs(session, now) if is_due else None,
        )

    def _sources(self, session: Session, is_due: bool) -> Sources | None:
        now_s = time.monotonic()
        if not is_due and now_s < self._sources_due_s:
            return None
        self._sources_due_s = now_s + SOURCES_EVERY_S
        return sources(session)

    def _passing_is_due(self, *, is_woken: bool) -> bool:
        """Whether it is time to look at what is no event: who is where, what visitors do."""
        now_s = time.monotonic()
        if not is_woken and now_s < self._passing_due_s:
            return False
        self._passing_due_s = now_s + PASSING_EVERY_S
        return True


def rest_s(took_s: float, *, more: bool) -> float:
    """How long the window then has for whoever works in it: as long as the batch took to come into
    sight. What has been committed meanwhile comes with the next; where `more` has been already,
    nobody waits for it any longer.
    """
    return 0.0 if more else min(took_s, REST_MAX_S)


def remedy(error: StoreError) -> Remedy:
    """What brings a store back that fails so."""
    if isinstance(error, LoginRefused | NotAllowed):
        return Remedy.SIGN_IN
    return Remedy.UPGRADE if isinstance(error, StoreNewer) else Remedy.WAIT


def _retry_s(error: StoreError) -> float:
    return REFUSED_RETRY_S if isinstance(error, LoginRefused) else RETRY_S
