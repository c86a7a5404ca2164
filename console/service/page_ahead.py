"""The next page of mail, fetched and read while the store is busy with this one."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from console.channels.contract import Connector, Page

LET_GO_S = 5.0
"""How long the end waits for a call whose connection was just closed."""


class PageAhead:
    """Pages in order, at most one of them ahead of time. Threads: one, beside its own."""

    def __init__(self, connector: Connector, budget: int) -> None:
        self._connector = connector
        self._budget = budget
        self._place: bytes | None = None
        self._thread: threading.Thread | None = None
        self._page: Future[Page] = Future()

    def begin(self, place: bytes) -> None:
        """Begins to fetch what comes after a place."""
        self.drop()
        self._place, self._page = place, Future()
        # A daemon, as the parts are: a call that hangs cannot keep the process alive.
        self._thread = threading.Thread(
            target=self._fetch, args=(place, self._page), name="mail.ahead", daemon=True
        )
        self._thread.start()

    def page(self, place: bytes | None) -> Page:
        """What comes after a place, from ahead of time if it was begun. Raises ChannelError."""
        if self._thread is None or self._place != place:
            self.drop()
            return self._connector.pull(place, self._budget)
        self._thread.join()
        self._thread = None
        return self._page.result()

    def drop(self, within_s: float | None = None) -> None:
        """Waits for what was begun and forgets it; no longer than `within_s`."""
        if self._thread is not None:
            self._thread.join(within_s)
            self._thread = None

    def _fetch(self, place: bytes, page: Future[Page]) -> None:
        try:
            page.set_result(self._connector.pull(place, self._budget))
        except BaseException as error:  # whoever asks for the page hears of it
            page.set_exception(error)
