"""Finding out what became of an answer whose fate is unknown; what stays so, a person decides.

Looked for at once, then 1, 5 and 15 minutes after. "Absent" is believed only from the second look
on: a server that took a mail as the line broke may file its copy a little later, and a customer
who gets an answer twice is worse off than one who waits a minute.
"""

from __future__ import annotations

import logging
from itertools import takewhile

from console.channels.contract import Absent, ChannelError, Connector, Sent, Unknown
from console.data.commands.delivery import finish
from console.data.errors import Refused
from console.data.queries.wire import Unsettled, to_send, unknown_outcomes
from console.domain.cases import DeliveryState
from console.domain.ids import OutboxId
from console.domain.instants import seconds_between
from console.service.envelope import from_stored
from console.service.leading_store import LeadingStore

log = logging.getLogger("console.mail")

LOOKS_S = (0.0, 60.0, 300.0, 900.0)
"""Ages of the doubt at which it is looked into."""

BELIEVED_FROM_S = 60.0
BELIEVED_UNTIL_S = 3600.0
"""How old a doubt may be for "absent" to settle it: later, people may have moved the copy."""

AGAIN_S = 60.0
"""When to look again if the mailbox could not be reached."""


class Reconciling:
    """Looks into each doubt at its times. Threads: the one of its part."""

    def __init__(self, desk: LeadingStore, connector: Connector) -> None:
        self._desk = desk
        self._connector = connector
        self._next_look_s: dict[OutboxId, float] = {}

    def look(self) -> None:
        """Looks into what is due. Raises StoreError."""
        doubts = self._desk.read(unknown_outcomes, self._connector.name)
        kept = {doubt.outbox for doubt in doubts}
        self._next_look_s = {k: v for k, v in self._next_look_s.items() if k in kept}
        for doubt in doubts:
            age_s = self._age_s(doubt)
            if self._desk.term.holds() and self._next_look_s.setdefault(doubt.outbox, 0.0) <= age_s:
                self._look_into(doubt, age_s)

    def waits_s(self) -> list[float]:
        """Seconds until each look that is still to come."""
        doubts = self._desk.read(unknown_outcomes, self._connector.name)
        return [
            max(0.0, at_s - self._age_s(doubt))
            for doubt in doubts
            if (at_s := self._next_look_s.get(doubt.outbox, 0.0)) != float("inf")
        ]

    def _age_s(self, doubt: Unsettled) -> float:
        return seconds_between(doubt.since, self._desk.now())

    def _look_into(self, doubt: Unsettled, age_s: float) -> None:
        try:
            found = self._found(doubt)
        except ChannelError as error:
            log.warning("fate of answer %s not found out: %s", doubt.outbox, error)
            self._next_look_s[doubt.outbox] = age_s + AGAIN_S
            return
        passed = len(list(takewhile(lambda at_s: at_s <= age_s, LOOKS_S)))
        later = LOOKS_S[passed:]
        self._next_look_s[doubt.outbox] = later[0] if later else float("inf")
        match found:
            case Sent():
                self._settle(doubt, DeliveryState.ACCEPTED, found.receipt)
            case Absent() if BELIEVED_FROM_S <= age_s <= BELIEVED_UNTIL_S:
                self._settle(doubt, DeliveryState.COMPOSED, "")
            case _:
                log.info("fate of answer %s still unknown", doubt.outbox)

    def _found(self, doubt: Unsettled) -> Sent | Absent | Unknown:
        job = self._desk.read(to_send, doubt.outbox)
        if job.rendered is None:
            return Unknown("never rendered")
        return self._connector.reconcile(from_stored(job.rendered, job.envelope))

    def _settle(self, doubt: Unsettled, state: DeliveryState, words: str) -> None:
        log.info("fate of answer %s: %s", doubt.outbox, state.value)
        try:
            self._desk.perform(finish, doubt.outbox, self._desk.term.epoch, state, words)
        except Refused as error:
            # A person has settled it meanwhile, or another leads: theirs counts.
            log.info("answer %s was settled elsewhere: %s", doubt.outbox, error)
