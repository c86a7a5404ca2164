"""Saying and doing things outside: claimed, said to be under way, handed over, outcome written.

Each step is committed before the next begins. The lines of a chat go in their order: what was put
off, or is in doubt, is passed by no later one of the same chat. Lines of different chats that are
due at once are claimed, said where the connector can, and their outcomes written, together:
commits are what they cost.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from uuid import UUID

from whenever import Instant

from console.channels.contract import Deferred, LiveConnector, Refused, SaysTogether
from console.data.commands.delivery import Told, hurry
from console.domain.cases import DeliveryState
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.outward import OutgoingLine
from console.service.bell import Bell
from console.service.hold import Growth, Hold, steady
from console.service.leading_store import LeadingStore
from console.service.live_queues import ACTS, LINES, LOOKS, Job, Queue
from console.service.outcomes import (
    STORE_AWAY,
    HandOver,
    Outcome,
    as_state,
    one_try,
    one_try_of_all,
    write_hard,
)
from console.service.part import PartState, Rest
from console.service.reconciling import Reconciling

log = logging.getLogger("console.live")

LOOK_S = 30.0
"""How often it is looked when nothing wakes us."""

BREATH_S = 0.1
"""The shortest rest between two rounds."""

AWAY = Growth(first_s=1.0, longest_s=30.0)
"""How long everything waits after something that was put off, unless the other side says longer:
the next would be put off as well.
"""


class LiveDelivery:
    """The part that says and does. There must never be two of it at work on one connector."""

    def __init__(
        self,
        desk: LeadingStore,
        connector: LiveConnector,
        bell: Bell,
        server_back: threading.Event,
        now_s: Callable[[], float] = steady,
    ) -> None:
        """`server_back` is set by whoever sees the other side answer again after a failure."""
        self._desk = desk
        self._connector = connector
        self._bell = bell
        self._server_back = server_back
        self._hold = Hold(AWAY, now_s)
        self._queues = tuple(Queue(desk, connector, steps) for steps in (LINES, ACTS))
        self._reconciling = tuple(Reconciling(desk, queue, LOOKS) for queue in self._queues)
        self._is_new = self._may_doubt = True
        self._problem = ""

    def step(self) -> Rest:
        """Finds out what is unknown, hands over what is due. Raises StoreError."""
        if self._is_new:
            for queue in self._queues:
                queue.recover()
        if self._is_new or self._server_back.is_set():
            self._server_back.clear()
            self._desk.perform(hurry, self._connector.name)
            self._hold.clear()
            self._is_new = False
        self._look_into_doubts()
        return self._rest(self._hand_over_all())

    def break_off(self) -> None:
        """Ends the connection under a call that waits on it."""
        self._connector.close()

    def close(self) -> None:
        """Holds nothing: the connection is shared, and closed by whoever made it."""

    def _may_go_on(self) -> bool:
        return self._desk.term.holds() and not self._bell.is_stopped()

    def _look_into_doubts(self) -> None:
        """Nothing comes to be in doubt but here: where nothing is, none has to be looked for."""
        if not self._may_doubt:
            return
        for reconciling in self._reconciling:
            reconciling.look()
        self._may_doubt = any(reconciling.has_found for reconciling in self._reconciling)

    def _rest(self, dues: Iterable[Instant]) -> Rest:
        now, held_s = self._desk.now(), self._hold.left_s()
        waits = [LOOK_S, *(max(held_s, seconds_between(now, due)) for due in dues)]
        if self._may_doubt:
            waits += (s for reconciling in self._reconciling for s in reconciling.waits_s())
        seconds = max(BREATH_S, min(waits))
        if self._problem:
            return Rest(seconds, PartState.FAILING, self._problem)
        return Rest(seconds, text=tr("sender det vi skriver og ber om"))

    def _hand_over_all(self) -> Sequence[Instant]:
        """Hands over what is due; when what is left of each queue will be."""
        while self._may_go_on() and self._hold.left_s() == 0:
            dues = self._hand_over_some()
            if dues is not None:
                return dues
        return [due for queue in self._queues if (due := queue.due()) is not None]

    def _hand_over_some(self) -> Sequence[Instant] | None:
        """Hands over the next, lines before acts. Where there is none: when there will be."""
        dues = []
        for queue in self._queues:
            due = queue.due()
            if due is None:
                continue
            dues.append(due)
            keys = queue.claim() if due <= self._desk.now() else ()
            if keys:
                self._work_off(queue, keys)
                return None
        return dues

    def _work_off(self, queue: Queue, keys: Sequence[UUID]) -> None:
        """Hands over what was claimed together, and writes all the outcomes at once."""
        jobs = self._prepared(queue, keys)
        told = self._all_at_once(jobs) or self._one_by_one(queue, jobs)
        for key, state, _, _ in told:
            log.info("%s %s: %s", queue.steps.key, key, state.value)
        epoch = self._desk.term.epoch
        write_hard(self._desk, self._bell, queue.steps.finish_all, epoch, told)
        if any(state is DeliveryState.UNKNOWN for _, state, _, _ in told):
            self._may_doubt = True
            self._look_into_doubts()

    def _one_by_one(self, queue: Queue, jobs: Mapping[UUID, Job | Refused]) -> list[Told]:
        told: list[Told] = []
        for key, job in jobs.items():
            if self._hold.left_s() > 0 or not self._may_go_on():
                # The one before was put off: so would this be. It goes back as it was.
                told.append((key, DeliveryState.COMPOSED, "", 0.0))
            else:
                told.append(self._handed_over(queue, key, job))
        return told

    def _all_at_once(self, jobs: Mapping[UUID, Job | Refused]) -> list[Told]:
        """Nothing where they are not all lines, or the connector says each by itself."""
        said = [
            (job, job.what)
            for job in jobs.values()
            if isinstance(job, Job) and isinstance(job.what, OutgoingLine)
        ]
        connector = self._connector
        if not isinstance(connector, SaysTogether) or not 1 < len(said) == len(jobs):
            return []
        say = partial(connector.say_together, [line for _, line in said])
        outcomes = one_try_of_all(self._desk.term, say, len(said), log)
        put_off = [outcome for outcome in outcomes if isinstance(outcome, Deferred)]
        self._note((put_off or outcomes)[0])
        return [
            (job.key, *as_state(outcome, AWAY.delay_s(job.attempts)))
            for (job, _), outcome in zip(said, outcomes, strict=True)
        ]

    def _handed_over(self, queue: Queue, key: UUID, job: Job | Refused) -> Told:
        if isinstance(job, Refused):
            return (key, *as_state(job, 0.0))
        if not isinstance(job.what, OutgoingLine) and job.what.is_too_late(self._desk.now()):
            outcome: Outcome = Refused(tr("kom ikke fram i tide; be om det igjen"))
        else:
            queue.begin(key)
            outcome = one_try(self._desk.term, self._hand_over(job), log)
        self._note(outcome)
        return (key, *as_state(outcome, AWAY.delay_s(job.attempts)))

    def _prepared(self, queue: Queue, keys: Sequence[UUID]) -> dict[UUID, Job | Refused]:
        """All of them at once; where that fails one by one."""
        try:
            return {job.key: job for job in queue.jobs(keys)}
        except STORE_AWAY:
            raise
        except Exception as error:  # one that cannot be read must not stop those behind it
            if len(keys) > 1:
                return {key: self._prepared(queue, (key,))[key] for key in keys}
            log.exception("%s could not be made ready", keys[0])
            words = tr("kunne ikke gjøres klart ({kind})", kind=type(error).__name__)
            return {keys[0]: Refused(words)}

    def _hand_over(self, job: Job) -> HandOver:
        if isinstance(job.what, OutgoingLine):
            return partial(self._connector.say, job.what)
        return partial(self._connector.act, job.what)

    def _note(self, outcome: Outcome) -> None:
        if isinstance(outcome, Deferred):
            self._problem = outcome.reason
            self._hold.fail(outcome.retry_after_s or 0.0)
        else:
            self._problem = ""
            self._hold.clear()
