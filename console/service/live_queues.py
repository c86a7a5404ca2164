"""What goes out to a live connector: lines that are said in chats, and acts. Two queues, one way.

A doubt is looked into at once: the other side knows what it took by our own id, and takes the same
once more as taken before. So "absent" is believed at any age.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from whenever import Instant

from console.channels.contract import Absent, LiveConnector, Sent, Unknown
from console.data.commands.delivery import finish, recover
from console.data.commands.lines import claim_lines, finish_lines
from console.data.commands.outward import (
    begin_act,
    claim_act,
    finish_act,
    finish_acts,
    recover_acts,
)
from console.data.queries.lines import next_line_due
from console.data.queries.outward import (
    acts_to_do,
    lines_to_say,
    next_act_due,
    unknown_acts,
)
from console.data.queries.wire import Unsettled, unknown_outcomes
from console.domain.cases import DeliveryState
from console.domain.outward import OutgoingLine, OutwardAct
from console.service.leading_store import LeadingStore
from console.service.reconciling import Looks

LOOKS = Looks((0.0, 5.0, 15.0, 60.0, 300.0), 0.0, float("inf"), 5.0)


@dataclass(frozen=True)
class Job:
    """Something to hand over, by its row in the outbox or its act."""

    key: UUID
    what: OutgoingLine | OutwardAct
    attempts: int


@dataclass(frozen=True)
class Steps:
    """The commands and queries of one queue. `key` is the name of a claim's answer: one, or several
    that may go side by side. `begin` says that one is under way; None where claiming does.
    `finish` writes one outcome, `finish_all` those of what was claimed together.
    """

    key: str
    due: Callable[..., Instant | None]
    claim: Callable[..., dict[str, Any]]
    read: Callable[..., Sequence[Job]]
    begin: Callable[..., None] | None
    finish: Callable[..., None]
    finish_all: Callable[..., None]
    doubts: Callable[..., Sequence[Unsettled]]
    recover: Callable[..., dict[str, Any]]


class Queue:
    """One of them, worked off by its leader. Threads: the one of its part."""

    def __init__(self, desk: LeadingStore, connector: LiveConnector, steps: Steps) -> None:
        self._desk = desk
        self._connector = connector
        self.steps = steps

    def recover(self) -> None:
        """What was left half done is to be done, or in doubt. Raises StoreError."""
        self._desk.perform(self.steps.recover, self._epoch, self._connector.name)

    def due(self) -> Instant | None:
        """When there may be something to hand over. Raises StoreError."""
        return self._desk.read(self.steps.due, self._connector.name, self._desk.now())

    def claim(self) -> tuple[UUID, ...]:
        """Claims the next, or several of different kin. Raises StoreError."""
        answer = self._desk.perform(self.steps.claim, self._connector.name, self._epoch)
        claimed = answer.get(self.steps.key, ())
        return tuple(map(UUID, (claimed,) if isinstance(claimed, str) else claimed))

    def job(self, key: UUID) -> Job:
        """What was claimed. Raises StoreError."""
        (job,) = self.jobs((key,))
        return job

    def jobs(self, keys: Sequence[UUID]) -> Sequence[Job]:
        """What was claimed together, in this order. Raises StoreError."""
        return self._desk.read(self.steps.read, keys)

    def begin(self, key: UUID) -> None:
        """From here on nobody can be sure until an answer comes. Raises StoreError."""
        if self.steps.begin is not None:
            self._desk.perform(self.steps.begin, key, self._epoch)

    def doubts(self) -> Sequence[Unsettled]:
        return self._desk.read(self.steps.doubts, self._connector.name)

    def found(self, key: UUID) -> Sent | Absent | Unknown:
        return self._connector.reconcile(self.job(key).what)

    def settle(self, key: UUID, state: DeliveryState, words: str) -> None:
        self._desk.perform(self.steps.finish, key, self._epoch, state, words)

    @property
    def _epoch(self) -> int:
        return self._desk.term.epoch


def _lines(*args: Any) -> Sequence[Job]:
    return [Job(one.outbox, one.line, one.attempts) for one in lines_to_say(*args)]


def _acts(*args: Any) -> Sequence[Job]:
    return [Job(one.act.id, one.act, one.attempts) for one in acts_to_do(*args)]


LINES = Steps(
    key="outbox",
    due=next_line_due,
    claim=claim_lines,
    read=_lines,
    begin=None,
    finish=finish,
    finish_all=finish_lines,
    doubts=unknown_outcomes,
    recover=recover,
)
ACTS = Steps(
    key="act",
    due=next_act_due,
    claim=claim_act,
    read=_acts,
    begin=begin_act,
    finish=finish_act,
    finish_all=finish_acts,
    doubts=unknown_acts,
    recover=recover_acts,
)
