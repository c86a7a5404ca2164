"""The open pages of a visit, and what each of them has been pushed: in order, each line once."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from whenever import Instant

from console.channels.web.reception import Visitor
from console.channels.web.shapes import line_told
from console.domain.visits import LineKind, SignsOfUs, VisitLine

_MOST_WAITING = 300
"""More than that waits for no page: it reads too slowly, and comes anew."""


class Page:
    """One WebSocket: what waits to be sent. Threads: the server's loop."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        """The newest line that it has."""
        self.is_late = False
        self._waiting: deque[str] = deque()
        self._is_told = asyncio.Event()

    def put(self, told: Mapping[str, Any]) -> None:
        """To be sent after what waits already."""
        if len(self._waiting) >= _MOST_WAITING:
            self.is_late = True
        else:
            self._waiting.append(json.dumps(told, ensure_ascii=False, separators=(",", ":")))
        self._is_told.set()

    async def next(self) -> str | None:
        """What is to be sent next; None: it is too late for this page."""
        while not self._waiting and not self.is_late:
            self._is_told.clear()
            await self._is_told.wait()
        return None if self.is_late else self._waiting.popleft()

    def take(self, lines: Iterable[VisitLine]) -> None:
        """Those that follow upon what it has; one that does not waits for those between."""
        for line in lines:
            if line.seq == self.seq + 1:
                self.put({"line": line_told(line)})
                self.seq = line.seq


class Party:
    """The pages of one visit, and the signs of us that they show. Threads: the server's loop."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.pages: set[Page] = set()
        self.is_over = False
        self._theirs: dict[int, Instant] = {}
        self._signs = SignsOfUs()
        self._shown: Mapping[str, Any] = {}

    @property
    def seq(self) -> int:
        """The newest line that all its pages have."""
        return min((page.seq for page in self.pages), default=0)

    def enter(self, page: Page, now: Instant) -> None:
        """A page comes; it is shown what the others are."""
        self.pages.add(page)
        self._shown = self._worth_showing(now)
        page.put({"signs": self._shown})
        if self.is_over:
            page.put({"ended": True})

    def know(self, lines: Iterable[VisitLine]) -> None:
        """When the visitor's own lines were said: we say by an instant what we have seen."""
        self._theirs |= {line.seq: line.at for line in lines if line.kind is LineKind.VISITOR}

    def bring(self, lines: Sequence[VisitLine]) -> None:
        """To every page, those that it does not have."""
        self.know(lines)
        for page in self.pages:
            page.take(lines)

    def tell(self, lines: Iterable[VisitLine], signs: SignsOfUs, now: Instant) -> None:
        """What the store said of it."""
        self.bring(tuple(lines))
        self.see(signs, now)
        is_all = signs.last_seq is None or self.seq >= signs.last_seq
        if signs.ended_at is not None and not self.is_over and is_all:
            self.is_over = True
            self.put({"ended": True})

    def see(self, signs: SignsOfUs, now: Instant) -> None:
        """Shows signs of us where they are others than before."""
        self._signs = signs
        self.look(now)

    def look(self, now: Instant) -> None:
        """Whoever typed does so no longer when their time is out."""
        worth = self._worth_showing(now)
        if worth != self._shown:
            self._shown = worth
            self.put({"signs": worth})

    def put(self, told: Mapping[str, Any]) -> None:
        """To every page."""
        for page in self.pages:
            page.put(told)

    def _worth_showing(self, now: Instant) -> Mapping[str, Any]:
        until, seen_at = self._signs.typing_until, self._signs.seen_at
        seen = (seq for seq, at in self._theirs.items() if seen_at is not None and at <= seen_at)
        return {"typing": until is not None and until > now, "seen_seq": max(seen, default=0)}
