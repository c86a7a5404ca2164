"""Looking at the firm's status page: one polite question for the whole team.

A question that hangs (a name server that does not answer) must not keep the lease from another
`serve`: it is asked in a thread of its own, and left to itself when the part has to end.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as StillWaiting
from dataclasses import dataclass, field

from console.channels.contract import ChannelDown, ChannelError
from console.channels.status.answers import Fetched, NotNow, Unchanged
from console.data.commands.status_report import keep_failure, keep_report, keep_unchanged
from console.data.queries.status_report import kept_report, status_address
from console.domain.language import tr
from console.domain.status_page import host_of
from console.service.hold import Growth
from console.service.leading_store import LeadingStore
from console.service.part import PartState, Rest

FetchStatus = Callable[[str, str], Fetched | Unchanged]
"""Asks the page at an address, with the mark of what it said last. Raises ChannelError."""

EVERY_S = 30.0
PATIENCE_S = 10.0
"""Longer than a fetch may take by itself."""

AGAIN = Growth(first_s=5.0, longest_s=60.0)
"""After failures. One that failed is «ukjent» at once, so the second try comes soon."""

OFF_VARIABLE = "AGENT_CONSOLE_STATUS_PAGE"
"""Set to "off", this machine asks no status page."""

log = logging.getLogger("console.service")


def is_turned_off() -> bool:
    """Whether this machine is told to ask no status page."""
    return os.environ.get(OFF_VARIABLE, "") == "off"


@dataclass
class StatusWatch:
    """The part that looks. Nothing is asked where the firm has set no address."""

    desk: LeadingStore
    fetch: FetchStatus
    patience_s: float = PATIENCE_S
    _asked: Future[Fetched | Unchanged] = field(default_factory=Future)
    _thread: threading.Thread | None = None
    _failures: int = 0

    def step(self) -> Rest:
        """Asks once, and keeps what it says, or why it says nothing. Raises StoreError."""
        address = self.desk.read(status_address)
        if not address:
            return Rest(EVERY_S, text=tr("ingen statusside er satt"))
        try:
            answer = self._ask(address)
        except ChannelError as error:
            return self._fail(error)
        except CancelledError:
            return Rest(EVERY_S)
        self._failures = 0
        if isinstance(answer, Fetched):
            self.desk.upkeep(keep_report, answer.report, answer.etag)
        else:
            self.desk.upkeep(keep_unchanged)
        return Rest(EVERY_S, text=tr("leser {host}", host=host_of(address)))

    def break_off(self) -> None:
        """Waits no longer for what was asked."""
        self._asked.cancel()

    def close(self) -> None:
        """Holds nothing; what still hangs ends by itself, and nobody hears of it."""

    def _ask(self, address: str) -> Fetched | Unchanged:
        if self._thread is not None and self._thread.is_alive():
            raise ChannelDown(tr("{host} svarer ikke i tide.", host=host_of(address)))
        kept = self.desk.read(kept_report)
        is_the_same = kept.report is not None and kept.report.address == address
        etag = kept.etag if is_the_same else ""
        self._asked = Future()
        self._thread = threading.Thread(
            target=self._answer, args=(self._asked, address, etag), name="status.ask", daemon=True
        )
        self._thread.start()
        try:
            return self._asked.result(self.patience_s)
        except StillWaiting:
            self._asked.cancel()
            raise ChannelDown(tr("{host} svarer ikke i tide.", host=host_of(address))) from None
        finally:
            if not self._asked.cancelled():
                self._thread.join()  # it has answered: another may ask

    def _answer(self, asked: Future[Fetched | Unchanged], address: str, etag: str) -> None:
        try:
            answer = self.fetch(address, etag)
        except BaseException as error:  # whoever waits hears of it
            if asked.set_running_or_notify_cancel():
                asked.set_exception(error)
        else:
            if asked.set_running_or_notify_cancel():
                asked.set_result(answer)

    def _fail(self, error: ChannelError) -> Rest:
        self._failures += 1
        if self._failures == 1:
            log.warning("the status page cannot be fetched: %s", error)
        self.desk.upkeep(keep_failure, str(error))
        wait_s = AGAIN.delay_s(self._failures)
        if isinstance(error, NotNow):
            wait_s = max(wait_s, error.retry_after_s)
        return Rest(wait_s, PartState.FAILING, str(error))
