"""What happened in a case besides what was said, and which of it stops an act that missed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from whenever import Instant

from console.domain.ids import PersonId


@dataclass(frozen=True)
class Happening:
    """An event of a case. `seq` grows with time within the case; `actor` None is the service."""

    seq: int
    kind: str
    at: Instant
    actor: PersonId | None
    actor_name: str
    data: Mapping[str, Any] = field(default_factory=dict)
    receiver_name: str = ""
    """Who was given the case, of a hand-over."""


SHOWN_KINDS = (
    "CaseOpened",
    "CaseTaken",
    "CaseReleased",
    "CaseHandedOver",
    "CaseSnoozed",
    "CaseWoken",
    "CaseClosed",
    "CaseReopened",
    "CaseKindSet",
    "CaseTopicSet",
    "CaseEscalated",
    "EscalationTakenUp",
    "EscalationAnswered",
    "EscalationMoved",
    "EscalationTakenBack",
    "EscalationDone",
    "ChatOpened",
    "ChatTaken",
    "ChatGivenBack",
    "ChatHandedOver",
    "ChatEnded",
    "AddressAsked",
    "ChatMoved",
    "CallAnswered",
    "CallEnded",
    "CallUnseen",
    "CallPassedOn",
    "CallerNamed",
    "CalledBack",
    "PromiseMade",
    "PromiseKept",
    "PromiseWithdrawn",
    "ActUndone",
)
"""Events that stand in the timeline as a quiet line."""

FENCE_KINDS = (
    "CaseTaken",
    "CaseHandedOver",
    "CaseClosed",
    "ReplyWritten",
    "MailArrived",
    "ChatTaken",
    "ChatHandedOver",
    "ChatAnswered",
    "ChatSaid",
)
"""What an author must have seen before an answer, a hand-over, a snooze or a close goes through.

A line in a chat goes through whatever the visitor says meanwhile: there one speaks as it happens.

No step of an escalation is among them: that a colleague asks others of the house, or that they
answer, makes no answer to the customer wrong, and it would be stopped where the customer waits. Who
asks twice is told by the escalation itself (`NewEscalation.known`).
"""
