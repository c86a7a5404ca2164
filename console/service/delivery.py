"""Sending answers: claimed, rendered once, said to be under way, handed over, outcome written.

Each step is committed before the next begins, so that a crash leaves behind how far it came.
Nothing is ever sent twice by itself unless it is proven not to have been taken.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from uuid import UUID

from console.channels.contract import ChannelError, Connector, Deferred, Refused, Rendered, Sent
from console.data.commands.delivery import (
    begin_transmitting,
    claim_next,
    finish,
    hurry,
    keep_rendered,
    recover,
)
from console.data.queries.wire import ToSend, next_due, to_send
from console.domain.cases import DeliveryState
from console.domain.ids import OutboxId
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.service.bell import Bell
from console.service.envelope import from_stored, to_stored
from console.service.filing import Filing
from console.service.hold import Growth, Hold, steady
from console.service.leading_store import LeadingStore
from console.service.mail_doubts import LOOKS, MailDoubts
from console.service.outcomes import STORE_AWAY, Outcome, as_state, one_try, write_hard
from console.service.part import PartState, Rest
from console.service.proving import Proving
from console.service.reconciling import Reconciling

log = logging.getLogger("console.mail")

LOOK_S = 60.0
"""How often the outbox is looked at when nothing wakes us."""

BREATH_S = 0.1
"""The shortest rest between two rounds."""

RETRY = Growth(first_s=60.0, longest_s=3600.0)
"""How long a mail that the server put off waits, unless the server says."""

AWAY = Growth(first_s=1.0, longest_s=300.0)
"""How long everything waits after a mail that was put off: the server is likely to be away."""


class Delivery:
    """The part that sends. There must never be two of it at work on one account."""

    def __init__(
        self,
        desk: LeadingStore,
        connector: Connector,
        bell: Bell,
        server_back: threading.Event,
        now_s: Callable[[], float] = steady,
    ) -> None:
        """`server_back` is set by whoever sees the server answer again after a failure."""
        self._desk = desk
        self._connector = connector
        self._bell = bell
        self._server_back = server_back
        self._hold = Hold(AWAY, now_s)
        self._reconciling = Reconciling(desk, MailDoubts(desk, connector), LOOKS)
        self._filing = Filing(desk, connector, now_s)
        self._proving = Proving(connector, now_s)
        self._is_new = True
        self._problem = ""

    def step(self) -> Rest:
        """Sends what is due, finds out what is unknown, files copies. Raises StoreError."""
        if self._is_new:
            self._desk.perform(recover, self._desk.term.epoch, self._connector.name)
        if self._is_new or self._server_back.is_set():
            # What was put off waits for nothing any more: hours may have gone by without a line.
            self._server_back.clear()
            self._desk.perform(hurry, self._connector.name)
            self._hold.clear()
            self._is_new = False
        while self._may_go_on() and self._is_due() and self._send_next():
            pass
        self._reconciling.look()
        self._filing.file_all(self._may_go_on)
        if self._may_go_on() and not self._problem:
            self._proving.look()
        return self._rest()

    def break_off(self) -> None:
        """Ends the connection under a call that waits on it."""
        self._connector.close()

    def close(self) -> None:
        """Ends the connection."""
        self._connector.close()

    def _may_go_on(self) -> bool:
        return self._desk.term.holds() and not self._bell.is_stopped()

    def _is_due(self) -> bool:
        due = self._desk.read(next_due, self._connector.name)
        return due is not None and due <= self._desk.now() and self._hold.left_s() == 0

    def _rest(self) -> Rest:
        parts = (self._reconciling, self._filing, self._proving)
        waits = [LOOK_S, *(wait_s for part in parts for wait_s in part.waits_s())]
        due = self._desk.read(next_due, self._connector.name)
        if due is not None:
            waits.append(max(self._hold.left_s(), seconds_between(self._desk.now(), due)))
        problem = self._problem or self._proving.problem
        state = PartState.FAILING if problem else PartState.OK
        return Rest(max(BREATH_S, min(waits)), state, problem or tr("sender svar"))

    def _send_next(self) -> bool:
        """Sends one. False when nothing more is to be sent now."""
        desk, epoch = self._desk, self._desk.term.epoch
        claimed = desk.perform(claim_next, self._connector.name, epoch)
        if not claimed:
            return False
        outbox = OutboxId(UUID(claimed["outbox"]))
        prepared = self._prepared(outbox)
        if prepared is None:
            return True
        job, rendered = prepared
        desk.perform(begin_transmitting, outbox, epoch)
        outcome = self._transmit(rendered)
        self._settle(outbox, job.attempts, outcome)
        self._note(outcome)
        return self._hold.left_s() == 0

    def _note(self, outcome: Outcome) -> None:
        """Sending as a whole pauses after a mail that was put off, longer each time."""
        if isinstance(outcome, Deferred):
            self._problem = outcome.reason
            self._hold.fail()
        else:
            self._problem = ""
            self._hold.clear()
        if isinstance(outcome, Sent | Refused):
            self._proving.sent()

    def _prepared(self, outbox: OutboxId) -> tuple[ToSend, Rendered] | None:
        """The bytes to send, made once. None when they cannot be made: then it is refused."""
        desk, epoch = self._desk, self._desk.term.epoch
        try:
            job = desk.read(to_send, outbox)
            if job.rendered is not None:
                return job, from_stored(job.rendered, job.envelope)
            rendered = self._connector.render(job.mail)
        except STORE_AWAY:
            raise
        except ChannelError as error:
            desk.perform(finish, outbox, epoch, DeliveryState.REFUSED, str(error))
            return None
        except Exception as error:  # one bad answer must not stop the ones behind it
            log.exception("answer %s could not be rendered", outbox)
            words = tr("svaret kunne ikke gjøres klart ({kind})", kind=type(error).__name__)
            desk.perform(finish, outbox, epoch, DeliveryState.REFUSED, words)
            return None
        desk.perform(keep_rendered, outbox, epoch, rendered.raw, to_stored(rendered))
        return job, rendered

    def _transmit(self, rendered: Rendered) -> Outcome:
        return one_try(self._desk.term, partial(self._connector.send, rendered), log)

    def _settle(self, outbox: OutboxId, attempts: int, outcome: Outcome) -> None:
        state, words, retry_s = as_state(outcome, RETRY.delay_s(attempts))
        log.info("answer %s: %s", outbox, state.value)
        epoch = self._desk.term.epoch
        write_hard(self._desk, self._bell, finish, outbox, epoch, state, words, retry_s)
