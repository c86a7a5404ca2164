"""The hall between door and house, as the store keeps it: the visitors' side, and the leader's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from whenever import Instant

from console.channels.web.hall import HallClosed, VisitOver
from console.data.commands import web_house, web_visits
from console.data.errors import StoreError, UnknownVisit, VisitEnded
from console.data.queries import web_news
from console.data.queries import web_visits as asked
from console.data.store import Answer, Store
from console.data.transaction import new_act
from console.data.web_watch import listen_in, listen_out
from console.domain.instants import Clock
from console.domain.visits import (
    HouseLine,
    NewVisit,
    NoticeKind,
    SignsOfUs,
    Visit,
    VisitFile,
    VisitLine,
    VisitNews,
)
from console.service.hold import steady
from console.service.leading_store import LeadingStore

SILENT_LOOK_S = 5.0
"""How often it is looked who has been silent for too long."""


class VisitorsStore:
    """Implements `console.channels.web.hall.VisitorsHall` over a store, on a server under the
    door's own login. `let_go` ends what was opened for it.
    """

    def __init__(self, store: Store, clock: Clock, let_go: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._let_go = let_go

    def shut(self) -> None:
        """Lets go of the store, unless others use it."""
        self._let_go()

    def begin(self, new: NewVisit, now: Instant) -> Visit:
        return self._do(now, web_visits.begin, new)["visit"]  # type: ignore[no-any-return]

    def visit(self, token_hash: str) -> Visit | None:
        with _told():
            return self._store.read_at_once(asked.visit, token_hash)

    def keep_file(
        self, token_hash: str, client_id: UUID, name: str, content_type: str, content: bytes
    ) -> VisitFile:
        now, command = self._clock.now(), web_visits.keep_file
        done = self._do(now, command, token_hash, client_id, name, content_type, content)
        return done["file"]  # type: ignore[no-any-return]

    def say(
        self, token_hash: str, client_id: UUID, text: str, files: Sequence[UUID], now: Instant
    ) -> tuple[VisitLine, bool]:
        done = self._do(now, web_visits.say, token_hash, client_id, text, files)
        return done["line"], done["is_new"]

    def lines(self, token_hash: str, after_seq: int, limit: int) -> tuple[VisitLine, ...]:
        with _told():
            return self._store.read_at_once(asked.lines, token_hash, after_seq, limit)

    def file(self, token_hash: str, file: UUID) -> tuple[VisitFile, bytes] | None:
        with _told():
            return self._store.read_at_once(asked.file, token_hash, file)

    def describe(self, token_hash: str, now: Instant, said: Mapping[str, str]) -> None:
        self._do(now, web_visits.describe, token_hash, said)

    def alive(self, token_hashes: Sequence[str], now: Instant) -> None:
        self._do(now, web_visits.alive, token_hashes)

    def gone(self, token_hash: str, now: Instant) -> None:
        self._do(now, web_visits.gone, token_hash)

    def close(self, token_hash: str, now: Instant) -> None:
        self._do(now, web_visits.close, token_hash)

    def typing(self, token_hash: str, until: Instant | None) -> None:
        self._do(self._clock.now(), web_visits.typing, token_hash, until)

    def seen(self, token_hash: str, seq: int) -> None:
        self._do(self._clock.now(), web_visits.seen, token_hash, seq)

    def signs(self, token_hashes: Sequence[str]) -> Mapping[str, SignsOfUs]:
        with _told():
            return self._store.read_at_once(asked.signs, token_hashes)

    def watch(self, wake: Callable[[UUID | None], None], stop: threading.Event) -> None:
        with _told():
            listen_out(self._store.engine, wake, stop)

    def _do(self, now: Instant, command: Callable[..., Answer], *args: object) -> dict[str, Any]:
        with _told():
            return self._store.upkeep(new_act(None, now), command, *args)


class LeadersHall:
    """Implements `console.channels.web.hall.HouseHall`; whoever no longer leads says nothing."""

    def __init__(self, desk: LeadingStore, now_s: Callable[[], float] = steady) -> None:
        self._desk = desk
        self._now_s = now_s
        self._looked_s = float("-inf")

    def news(self, after: int, budget: int) -> tuple[VisitNews, ...]:
        with _told():
            if self._now_s() >= self._looked_s + SILENT_LOOK_S:
                self._desk.upkeep(web_house.note_silent)
                self._looked_s = self._now_s()
            return self._desk.read(web_news.news, after, budget)

    def answer(
        self,
        visit: UUID,
        key: UUID,
        text: str,
        author: str,
        at: Instant,
        files: Sequence[tuple[str, str, bytes]],
    ) -> VisitLine:
        return self._line(web_house.answer, visit, key, text, author, at, files)

    def answer_all(self, lines: Sequence[HouseLine]) -> tuple[VisitLine | None, ...]:
        with _told():
            return tuple(self._desk.upkeep(web_house.answer_all, lines)["lines"])

    def notify(
        self, visit: UUID, key: UUID, notice: NoticeKind, details: Mapping[str, str], now: Instant
    ) -> VisitLine:
        del now  # the act bears the desk's own
        return self._line(web_house.notify, visit, key, notice, details)

    def line_by_key(self, visit: UUID, key: UUID) -> VisitLine | None:
        with _told():
            return self._desk.read(web_news.line_by_key, visit, key)

    def watch(self, wake: Callable[[], None], stop: threading.Event) -> None:
        with _told():
            listen_in(self._desk.engine, wake, stop)

    def _line(self, command: Callable[..., Answer], *args: object) -> VisitLine:
        with _told():
            return self._desk.upkeep(command, *args)["line"]  # type: ignore[no-any-return]


@contextmanager
def _told() -> Iterator[None]:
    """The store's failures in the hall's words."""
    try:
        yield
    except UnknownVisit as error:
        raise KeyError(str(error)) from error
    except VisitEnded as error:
        raise VisitOver(str(error)) from error
    except StoreError as error:
        raise HallClosed(str(error)) from error
