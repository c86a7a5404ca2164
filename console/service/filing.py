"""Copies of what was sent, in the house's folder of sent mail. Never holds up the sending."""

from __future__ import annotations

import logging
from collections.abc import Callable

from console.channels.contract import ChannelError, Connector
from console.data.commands.delivery import mark_filed
from console.data.queries.wire import to_send, unfiled
from console.domain.ids import OutboxId
from console.service.envelope import from_stored
from console.service.hold import Growth, Hold
from console.service.leading_store import LeadingStore

log = logging.getLogger("console.mail")

AGAIN = Growth(first_s=10.0, longest_s=600.0)


class Filing:
    """Files each accepted answer once. Threads: the one of its part."""

    def __init__(
        self, desk: LeadingStore, connector: Connector, now_s: Callable[[], float]
    ) -> None:
        self._desk = desk
        self._connector = connector
        self._hold = Hold(AGAIN, now_s)
        self._hopeless: set[OutboxId] = set()

    def file_all(self, may_go_on: Callable[[], bool]) -> None:
        """Files what is not yet filed; after a failure not before its time. Raises StoreError."""
        if self._hold.left_s() > 0:
            return
        for outbox in self._desk.read(unfiled, self._connector.name):
            if not may_go_on():
                return
            if outbox not in self._hopeless and not self._file(outbox):
                return
        self._hold.clear()

    def waits_s(self) -> list[float]:
        """Seconds until the next try, if one is to come."""
        left_s = self._hold.left_s()
        return [left_s] if left_s > 0 else []

    def _file(self, outbox: OutboxId) -> bool:
        job = self._desk.read(to_send, outbox)
        try:
            self._connector.file_sent(from_stored(job.rendered or b"", job.envelope))
        except ChannelError as error:
            wait_s = self._hold.fail()
            log.warning("copy of answer %s not filed (%s); again in %d s", outbox, error, wait_s)
            return False
        except Exception:  # this one copy; the others and the sending go on
            log.exception("copy of answer %s cannot be filed", outbox)
            self._hopeless.add(outbox)
            return True
        self._desk.perform(mark_filed, outbox, self._desk.term.epoch)
        return True
