"""A case, or part of one, that others of the house must answer, and how far they have come.

The targets are a choice drawn from product development and the contact forms (FACTS).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from whenever import Instant

from console.domain.backlog import CaseSummary
from console.domain.ids import CaseId, EscalationId, PersonId


class EscalationTarget(StrEnum):
    """Who is asked."""

    DEVELOPMENT = "development"
    PRODUCT = "product"
    FINANCE = "finance"
    CONSULTING = "consulting"


class EscalationState(StrEnum):
    """asked: nobody there has taken it up. in_work: somebody has, and is named. answered: we have
    their answer and owe it to the customer. taken_back, done: over.
    """

    ASKED = "asked"
    IN_WORK = "in_work"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"
    DONE = "done"

    @property
    def is_open(self) -> bool:
        """Whether the customer still is to hear something."""
        return self in OPEN_STATES


OPEN_STATES = (EscalationState.ASKED, EscalationState.IN_WORK, EscalationState.ANSWERED)

STEPS: dict[EscalationState, tuple[EscalationState, ...]] = {
    EscalationState.ASKED: (
        EscalationState.IN_WORK,
        EscalationState.ANSWERED,
        EscalationState.TAKEN_BACK,
    ),
    EscalationState.IN_WORK: (EscalationState.ANSWERED, EscalationState.TAKEN_BACK),
    EscalationState.ANSWERED: (EscalationState.DONE,),
    EscalationState.TAKEN_BACK: (),
    EscalationState.DONE: (),
}
"""Which state may follow on which. Only the open ones change without a step: who has it, what
they call it (in work), and by when the customer hears from us."""


class EvidenceKind(StrEnum):
    MESSAGE = "message"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A message or an attachment of the case that shows what is meant."""

    kind: EvidenceKind
    id: UUID


@dataclass(frozen=True, slots=True)
class Escalation:
    """One escalation as the store has it. `next_word_by` is when the customer is to hear from us.

    `owner` and `reference` are as the others say: a name, a number in their tracker. `gap_reason`
    is why it went although the report lacked something; empty where it lacked nothing.
    """

    id: EscalationId
    version: int
    case: CaseId
    target: EscalationTarget
    reason: str
    gap_reason: str
    evidence: tuple[Evidence, ...]
    owner: str
    reference: str
    state: EscalationState
    next_word_by: Instant
    opened_at: Instant
    opened_by: PersonId | None
    answer: str
    answered_at: Instant | None
    answered_by: PersonId | None
    closed_at: Instant | None
    closed_by: PersonId | None


@dataclass(frozen=True, slots=True)
class NewEscalation:
    """What is asked of others. `gap_reason` is why a report goes that lacks something.

    `known` is the newest escalation of the case that its author had seen, if any: whoever missed a
    colleague's is told instead of asking twice.
    """

    case: CaseId
    target: EscalationTarget
    reason: str
    next_word_by: Instant
    gap_reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    known: EscalationId | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """An escalation, and when the customer's next word of it was promised: from then it waits."""

    escalation: Escalation
    promised_at: Instant


@dataclass(frozen=True, slots=True)
class OpenEscalation:
    """One that the customer still is to hear of, with its case."""

    standing: Standing
    case: CaseSummary


def first_line(text: str) -> str:
    """What a longer text is called by."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def evidence_to_json(evidence: Iterable[Evidence]) -> list[str]:
    """Plain words ("message:0198…"); `evidence_from_json` reads the same back."""
    return [f"{one.kind.value}:{one.id}" for one in evidence]


def evidence_from_json(words: Iterable[object]) -> tuple[Evidence, ...]:
    """Raises ValueError for what is none."""
    return tuple(_evidence(str(word)) for word in words)


def _evidence(word: str) -> Evidence:
    kind, _, name = word.partition(":")
    return Evidence(EvidenceKind(kind), UUID(name))
