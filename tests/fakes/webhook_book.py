"""What an exchange tells by webhook, and a store that pulls it from the book as `serve` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from whenever import Instant

from console.channels.webhook.protocol.book import Book, Ours
from console.channels.webhook.protocol.reading import CallTold, MemberTold
from console.domain.calls import CallState, Ending, MemberState
from console.domain.live_news import CallSeen, LiveItem, MembersSeen, StandingSeen

NOW = Instant.from_utc(2026, 11, 26, 9)
OURS = Ours(("kundeservice",), 10)
FIRST = 1 << 40
TELEPHONE = "PJSIP/21"


def at(seconds: float) -> Instant:
    return NOW.add(seconds=seconds)


def waiting(second: float, call: str = "a", **changes: Any) -> CallTold:
    return CallTold(at(second), call, CallState.WAITING, changes=changes)


def ringing(second: float, call: str = "a") -> CallTold:
    return CallTold(at(second), call, CallState.RINGING, TELEPHONE)


def answered(second: float, call: str = "a", telephone: str = TELEPHONE) -> CallTold:
    return CallTold(at(second), call, CallState.TALKING, telephone)


def ended(second: float, call: str = "a", how: Ending | None = None) -> CallTold:
    return CallTold(at(second), call, CallState.ENDED, how=how)


def member(second: float, state: MemberState | None, queue: str = "") -> MemberTold:
    return MemberTold(at(second), TELEPHONE, queue, state)


class Store:
    """Pulls as `serve` does, and keeps the newest of each."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.cursor: bytes | None = None
        self.calls: dict[str, CallSeen] = {}
        self.members: MembersSeen | None = None
        self.pages = 0

    def pull(self, budget: int = 100) -> list[LiveItem]:
        found: list[LiveItem] = []
        page = self.book.page(self.cursor, budget)
        while True:
            self.pages += 1
            found += page.items
            self._keep(page.items)
            self.cursor = page.cursor
            if not page.more:
                return found
            page = self.book.page(self.cursor, budget)

    def begin_anew(self, terms: int = 1) -> None:
        """Another `serve` leads: it knows the cursor alone."""
        self.book = Book(OURS, FIRST + (terms << 28), self.cursor)

    def _keep(self, items: Sequence[LiveItem]) -> None:
        for item in items:
            if isinstance(item, CallSeen):
                known = self.calls.get(item.remote_id)
                if known is None or item.version > known.version:
                    self.calls[item.remote_id] = item
            elif isinstance(item, MembersSeen):
                if self.members is None or item.version > self.members.version:
                    self.members = item
            elif isinstance(item, StandingSeen):
                self._end(item)

    def _end(self, standing: StandingSeen) -> None:
        for name, call in self.calls.items():
            is_over = call.state is CallState.ENDED
            if not is_over and name not in standing.calls and call.version < standing.version:
                self.calls[name] = replace(call, state=CallState.ENDED, ending=Ending.UNSEEN)
