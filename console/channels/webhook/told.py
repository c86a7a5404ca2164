"""What has been told and what of it the store has: shared by whoever hears and whoever pulls."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

from console.channels.contract import ChannelDown, LivePage
from console.channels.webhook.protocol.book import Book, Ours
from console.channels.webhook.protocol.reading import Told
from console.domain.instants import Clock
from console.domain.language import tr

Settled = Callable[[bool], None]
"""Called once: whether the store has it."""

FRESH_S = 30.0
"""It is pulled every few seconds; nobody pulled for so long is nobody there."""


class NobodyReads(Exception):
    """Nobody has asked yet what is new: what was known before is not known here."""


class ToldBook:
    """One life: from the first pull until it is closed. Threads: any."""

    def __init__(self, ours: Ours, version_from: int, clock: Clock) -> None:
        self._ours = ours
        self._version_from = version_from
        self._clock = clock
        self._changed = threading.Condition()
        self._book: Book | None = None
        self._waiting: list[tuple[int, Settled]] = []
        self._pulled_s = 0.0
        self._rings = 0
        self.is_closed = False

    @property
    def is_read(self) -> bool:
        """Whether somebody takes what is told into the store just now."""
        with self._changed:
            is_open = self._book is not None and not self.is_closed
            return is_open and monotonic() - self._pulled_s < FRESH_S

    def pull(self, cursor: bytes | None, budget: int) -> LivePage:
        """As the contract of live connectors has it. Raises ChannelDown once closed."""
        with self._changed:
            if self.is_closed:
                raise ChannelDown(tr("Webhooken tas ikke imot lenger."))
            self._pulled_s = monotonic()
            if self._book is None:
                self._book = Book(self._ours, self._version_from, cursor)
            self._book.tidy(self._clock.now())
            page = self._book.page(cursor, budget)
            settled = self._settled(self._book.stored)
        for tell in settled:
            tell(True)
        return page

    def take(self, told: Told, settled: Settled) -> bool:
        """Takes it in; whether the store has it already. If not, `settled` tells it, on any thread.

        Raises NobodyReads, NotUnderstood, Full.
        """
        with self._changed:
            if self._book is None or self.is_closed:
                raise NobodyReads
            place = self._book.take(told)
            if place <= self._book.stored:
                return True
            self._waiting.append((place, settled))
            self._rings += 1
            self._changed.notify_all()
            return False

    def wait(self, rings: int, timeout_s: float) -> int:
        """Waits until something was told; how often that was by then."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_closed or self._rings > rings, timeout_s)
            return self._rings

    def close(self) -> None:
        """Whoever waits for the store is told that it has nothing of it."""
        with self._changed:
            self.is_closed = True
            waiting, self._waiting = self._waiting, []
            self._changed.notify_all()
        for _, tell in waiting:
            tell(False)

    def _settled(self, stored: int) -> list[Settled]:
        done = [tell for place, tell in self._waiting if place <= stored]
        self._waiting = [waits for waits in self._waiting if waits[0] > stored]
        return done
