"""Answers by mail whose fate is unknown: looked for in the mailbox.

Looked for at once, then 1, 5 and 15 minutes after. "Absent" is believed only from the second look
on: a server that took a mail as the line broke may file its copy a little later, and a customer
who gets an answer twice is worse off than one who waits a minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from console.channels.contract import Absent, Connector, Sent, Unknown
from console.data.commands.delivery import finish
from console.data.queries.wire import Unsettled, to_send, unknown_outcomes
from console.domain.cases import DeliveryState
from console.domain.ids import OutboxId
from console.service.envelope import from_stored
from console.service.leading_store import LeadingStore
from console.service.reconciling import Looks

LOOKS = Looks((0.0, 60.0, 300.0, 900.0), 60.0, 3600.0, 60.0)
"""After an hour people may have moved the copy."""


class MailDoubts:
    """The outbox's. Threads: the one of its part."""

    def __init__(self, desk: LeadingStore, connector: Connector) -> None:
        self._desk = desk
        self._connector = connector

    def doubts(self) -> Sequence[Unsettled]:
        return self._desk.read(unknown_outcomes, self._connector.name)

    def found(self, key: UUID) -> Sent | Absent | Unknown:
        job = self._desk.read(to_send, OutboxId(key))
        if job.rendered is None:
            return Unknown("never rendered")
        return self._connector.reconcile(from_stored(job.rendered, job.envelope))

    def settle(self, key: UUID, state: DeliveryState, words: str) -> None:
        self._desk.perform(finish, OutboxId(key), self._desk.term.epoch, state, words)
