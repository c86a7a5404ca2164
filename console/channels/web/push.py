"""Brings to open pages what is new for them: woken by the store, read once for all of them.

Threads: the server's loop; one thread watches, and the store is read in the reception's.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from console.channels.web.hall import HallClosed, VisitorsHall
from console.channels.web.pages import Page, Party
from console.channels.web.reception import LANGUAGES, Reception, Visitor
from console.channels.web.refusal import Refusal
from console.domain.visits import SignsOfUs, VisitLine

_LINES_AT_ONCE = 100

log = logging.getLogger("console.web")


@dataclass(frozen=True, slots=True)
class Fresh:
    """What the store says of a visit."""

    lines: tuple[VisitLine, ...]
    signs: SignsOfUs


class Pusher:
    """One for a door."""

    def __init__(self, reception: Reception) -> None:
        self._at = reception
        self._parties: dict[UUID, Party] = {}
        self._woken: set[UUID] = set()
        self._is_woken = asyncio.Event()
        self._is_watching = threading.Event()
        self._opening: dict[str, Mapping[str, str]] = {}
        self._heard: set[str] = set()

    @property
    def is_watching(self) -> bool:
        """Whether the store would wake it. Threads: any."""
        return self._is_watching.is_set()

    @asynccontextmanager
    async def running(self, _app: object) -> AsyncIterator[None]:
        """Brings what is new for as long as this lasts."""
        loop, stop = asyncio.get_running_loop(), threading.Event()

        def wake(visit: UUID | None) -> None:
            loop.call_soon_threadsafe(self.woken, visit)

        watcher = threading.Thread(
            target=self._watch, args=(wake, stop), name="web.watch", daemon=True
        )
        watcher.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                of_ours = [tasks.create_task(self._bring_on()), tasks.create_task(self._look_on())]
                yield
                for task in of_ours:
                    task.cancel()
        finally:
            stop.set()

    def woken(self, visit: UUID | None) -> None:
        """A visit (None: any) may have news."""
        known = self._parties if visit is None else (visit,)
        fresh = [each for each in known if each in self._parties]
        if fresh:
            self._woken.update(fresh)
            self._is_woken.set()

    def said(self, visit: UUID, line: VisitLine) -> None:
        """A visitor's line was stored here: their other pages need not wait for the store's wake,
        but where one before it is missing.
        """
        party = self._parties.get(visit)
        if party is not None:
            party.bring((line,))
            if party.seq < line.seq:
                self.woken(visit)

    @property
    def pages(self) -> int:
        """How many there are. Threads: any."""
        return sum(len(party.pages) for party in tuple(self._parties.values()))

    def pages_of(self, visit: UUID) -> int:
        party = self._parties.get(visit)
        return len(party.pages) if party else 0

    async def enter(self, visitor: Visitor, after_seq: int) -> Page:
        """A page that has the lines up to this one, and is brought all that follow. Raises Refusal
        where the store is away or does not know the visit.
        """
        lines, signs = await self._at.ask_of(visitor, _whole, self._at.hall)
        await self._at.ask(self._at.hall.alive, [visitor.token_hash], self._at.clock.now())
        last_seq = lines[-1].seq if lines else 0
        party = self._parties.setdefault(visitor.visit, Party(visitor))
        page = Page(min(after_seq, last_seq))
        page.put({"ready": True, "last_seq": last_seq})
        page.take(lines[page.seq :])
        now = self._at.clock.now()
        party.know(lines)
        party.enter(page, now)
        party.tell((), signs, now)
        self.woken(visitor.visit)
        return page

    def leave(self, visitor: Visitor, page: Page) -> None:
        """A page is gone."""
        party = self._parties.get(visitor.visit)
        if party is not None:
            party.pages.discard(page)
            if not party.pages:
                del self._parties[visitor.visit]

    def hear(self, visitor: Visitor) -> None:
        """A page gave a sign of life, also one that has no line; the store is told soon."""
        self._heard.add(visitor.token_hash)

    def miss(self, visitor: Visitor) -> None:
        """A page said that it goes: what was heard of it before counts no more."""
        self._heard.discard(visitor.token_hash)

    async def _bring_on(self) -> None:
        while True:
            await self._is_woken.wait()
            self._is_woken.clear()
            visits, self._woken = self._woken, set()
            parties = [self._parties[visit] for visit in visits if visit in self._parties]
            try:
                await self._bring(parties)
            except Refusal:
                await asyncio.sleep(self._at.pace.retry_s)
                self.woken(None)
            except Exception:
                log.exception("what is new for visitors was not brought; it is tried again")
                await asyncio.sleep(self._at.pace.retry_s)

    async def _bring(self, parties: list[Party]) -> None:
        asked = {party.visitor.token_hash: party.seq for party in parties}
        fresh = await self._at.look(_fresh, self._at.hall, asked)
        now = self._at.clock.now()
        for party in parties:
            found = fresh.get(party.visitor.token_hash)
            if found is None:
                continue
            party.tell(found.lines, found.signs, now)
            if party.pages and party.seq < (found.signs.last_seq or 0):
                self.woken(party.visitor.visit)

    async def _look_on(self) -> None:
        pace, clock = self._at.pace, asyncio.get_running_loop()
        whole_s = alive_s = clock.time()
        while True:
            await asyncio.sleep(pace.look_s)
            try:
                self._look()
                if clock.time() - whole_s >= pace.whole_look_s:
                    whole_s = clock.time()
                    self.woken(None)
                if clock.time() - alive_s >= pace.alive_s:
                    alive_s = clock.time()
                    await self._say_who_is_there()
            except Refusal:
                log.info("the store was not told which visitors are there")
            except Exception:
                log.exception("visitors were not looked after; it is tried again")

    def _look(self) -> None:
        """What changes by time alone."""
        now = self._at.clock.now()
        opening = {language: self._at.opening(language) for language in LANGUAGES}
        for party in self._parties.values():
            party.look(now)
            language, site = party.visitor.language, self._at.settings.site(party.visitor.site)
            is_other = self._opening.get(language, opening.get(language)) != opening.get(language)
            if is_other and site is not None:
                party.put({"state": self._at.config(site, language)})
        self._opening = opening

    async def _say_who_is_there(self) -> None:
        heard, self._heard = self._heard, set()
        if heard:
            await self._at.ask(self._at.hall.alive, sorted(heard), self._at.clock.now())

    def _watch(self, wake: Callable[[UUID | None], None], stop: threading.Event) -> None:
        """Its own thread's work."""
        while not stop.is_set():
            self._is_watching.set()
            try:
                self._at.hall.watch(wake, stop)
            except HallClosed as error:
                log.warning("visitors' news are not heard: %s", error)
            except RuntimeError:
                # The loop has ended under a wake.
                log.info("nobody is there to be woken")
            except Exception:
                log.exception("visitors' news are not heard; it is tried again")
            self._is_watching.clear()
            stop.wait(self._at.pace.retry_s)


def _whole(token_hash: str, hall: VisitorsHall) -> tuple[tuple[VisitLine, ...], SignsOfUs]:
    """All lines of a visit, and the signs. Raises KeyError."""
    signs = hall.signs([token_hash])[token_hash]
    lines: list[VisitLine] = []
    while page := hall.lines(token_hash, len(lines), _LINES_AT_ONCE):
        lines += page
    return tuple(lines), signs


def _fresh(hall: VisitorsHall, asked: Mapping[str, int]) -> dict[str, Fresh]:
    """By token: the signs in one question, lines only where there are newer ones."""
    told = hall.signs(list(asked))
    found: dict[str, Fresh] = {}
    for token_hash, signs in told.items():
        after_seq = asked[token_hash]
        is_newer = signs.last_seq is None or signs.last_seq > after_seq
        lines = hall.lines(token_hash, after_seq, _LINES_AT_ONCE) if is_newer else ()
        found[token_hash] = Fresh(lines, signs)
    return found
