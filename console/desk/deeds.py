"""Acts on a case before they are carried out, as values that can wait on this machine's disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from whenever import Instant

from console.data.commands import cases, escalations, messages
from console.data.commands.undo import withdraw_act
from console.data.store import Answer
from console.desk.composed import Composed
from console.domain.cases import CaseKind, CaseState
from console.domain.completeness import Point
from console.domain.escalations import (
    EscalationTarget,
    NewEscalation,
    evidence_from_json,
    evidence_to_json,
)
from console.domain.ids import ActId, CaseId, EscalationId, MessageId, PersonId, new_uuid
from console.domain.instants import Clock
from console.domain.mail import Address, MailPart

UNDO_S = 5
"""How long an answer by mail waits, so that its author may take it back."""

Call = tuple[Callable[..., Answer], tuple[Any, ...]]
"""A command of the store, and what it is called with besides its transaction."""


class DeedKind(StrEnum):
    """What is done; the value lies in the pocket, so it never changes."""

    TAKE = "take"
    RELEASE = "release"
    HAND_OVER = "hand_over"
    SNOOZE = "snooze"
    CLOSE = "close"
    REOPEN = "reopen"
    SET_KIND = "set_kind"
    SET_TOPIC = "set_topic"
    TICK_POINT = "tick_point"
    NOTE = "note"
    REPLY = "reply"
    ESCALATE = "escalate"
    TAKE_UP = "take_up"
    ANSWER_ESCALATION = "answer_escalation"
    TELL_CUSTOMER_BY = "tell_customer_by"
    TAKE_BACK = "take_back"
    CLOSE_ESCALATION = "close_escalation"
    WITHDRAW = "withdraw"
    """Taking back an act that the store may have, or get, though nobody heard its answer."""


_RESTS_ON_SEEN = (DeedKind.HAND_OVER, DeedKind.SNOOZE, DeedKind.CLOSE, DeedKind.REPLY)
_FOR_GOOD = (
    DeedKind.TAKE_UP,
    DeedKind.ANSWER_ESCALATION,
    DeedKind.TELL_CUSTOMER_BY,
    DeedKind.TAKE_BACK,
    DeedKind.CLOSE_ESCALATION,
)
"""A step on the way of an escalation leads on, never back."""


@dataclass(frozen=True)
class Deed:
    """`arguments` are JSON; `seen` is the last event of the case its author had seen, None where
    only the feed's number tells.
    """

    kind: DeedKind
    case: CaseId
    arguments: Mapping[str, Any]
    parts: tuple[MailPart, ...] = ()
    seen: int | None = None

    @property
    def rests_on_seen(self) -> bool:
        """Whether what was seen decides if it may be done."""
        return self.kind in _RESTS_ON_SEEN

    @property
    def can_be_undone(self) -> bool:
        """Whether the store takes it back once it is carried out."""
        return self.kind not in _FOR_GOOD

    @property
    def text(self) -> str:
        """What was written: an answer, a note, what is asked of others or was answered by them."""
        return str(self.arguments.get("text", ""))

    @property
    def contents(self) -> tuple[bytes, ...]:
        """The bytes of its files."""
        return tuple(part.content for part in self.parts)

    @property
    def is_written(self) -> bool:
        return self.kind in (DeedKind.REPLY, DeedKind.NOTE)


def plain_deed(kind: DeedKind, case: CaseId, seen: int | None = None, /, **arguments: Any) -> Deed:
    """An act in which nothing is written."""
    return Deed(kind, case, arguments, seen=seen)


def note_deed(case: CaseId, text: str, parts: tuple[MailPart, ...]) -> Deed:
    return Deed(DeedKind.NOTE, case, {"message": str(new_uuid()), "text": text}, parts)


def reply_deed(answer: Composed) -> Deed:
    arguments = {
        "message": str(new_uuid()),
        "text": answer.text,
        "subject": answer.subject,
        "to": [[one.address, one.name] for one in answer.to],
        "cc": [[one.address, one.name] for one in answer.cc],
        "then": answer.then.value,
    }
    return Deed(DeedKind.REPLY, answer.case, arguments, answer.parts, answer.seen)


def escalate_deed(new: NewEscalation) -> Deed:
    arguments = {
        "target": new.target.value,
        "text": new.reason,
        "gap_reason": new.gap_reason,
        "evidence": evidence_to_json(new.evidence),
        "by": new.next_word_by.format_iso(),
        "known": new.known,
    }
    return Deed(DeedKind.ESCALATE, new.case, arguments)


def addresses(deed: Deed, name: str) -> tuple[Address, ...]:
    """Whom an answer goes to (`to`, `cc`)."""
    return tuple(Address(*one) for one in deed.arguments.get(name, ()))


def command_of(deed: Deed, seen: int, clock: Clock) -> Call:
    """The command that carries a deed out now."""
    case, given = deed.case, deed.arguments
    match deed.kind:
        case DeedKind.REPLY:
            return messages.write_reply, (_reply(deed, seen, clock.now().add(seconds=UNDO_S)),)
        case DeedKind.NOTE:
            message = MessageId(UUID(given["message"]))
            return messages.add_note, (case, message, deed.text, deed.parts)
        case DeedKind.HAND_OVER:
            return cases.hand_over, (case, PersonId(given["to"]), seen)
        case DeedKind.SNOOZE:
            return cases.snooze_case, (case, Instant.parse_iso(given["until"]), seen)
        case DeedKind.CLOSE:
            return cases.close_case, (case, seen)
        case _:
            return _unseen(deed)


def _unseen(deed: Deed) -> Call:
    """The commands that no fence holds back."""
    case, given = deed.case, deed.arguments
    match deed.kind:
        case DeedKind.TAKE:
            return cases.take_case, (case,)
        case DeedKind.RELEASE:
            return cases.release_case, (case,)
        case DeedKind.REOPEN:
            return cases.reopen_case, (case,)
        case DeedKind.SET_KIND:
            return cases.set_kind, (case, CaseKind(given["kind"]))
        case DeedKind.SET_TOPIC:
            return cases.set_topic, (case, given["topic"])
        case DeedKind.TICK_POINT:
            return cases.tick_point, (case, Point(given["point"]), given["is_known"])
        case DeedKind.WITHDRAW:
            return withdraw_act, (ActId(UUID(given["act"])),)
        case DeedKind.ESCALATE:
            return escalations.escalate, (_new_escalation(deed),)
        case _:
            return _step(deed, EscalationId(given["escalation"]))


def _step(deed: Deed, escalation: EscalationId) -> Call:
    """The commands that lead an escalation on."""
    given = deed.arguments
    match deed.kind:
        case DeedKind.TAKE_UP:
            return escalations.take_up, (escalation, given["owner"], given["reference"])
        case DeedKind.ANSWER_ESCALATION:
            return escalations.answer_escalation, (escalation, deed.text)
        case DeedKind.TELL_CUSTOMER_BY:
            by = Instant.parse_iso(given["by"])
            return escalations.tell_customer_by, (escalation, by, given["reason"])
        case DeedKind.TAKE_BACK:
            return escalations.take_back, (escalation, given["reason"])
        case DeedKind.CLOSE_ESCALATION:
            return escalations.close_escalation, (escalation,)
        case _:
            raise AssertionError(deed.kind)


def _new_escalation(deed: Deed) -> NewEscalation:
    given = deed.arguments
    return NewEscalation(
        case=deed.case,
        target=EscalationTarget(given["target"]),
        reason=deed.text,
        next_word_by=Instant.parse_iso(given["by"]),
        gap_reason=given["gap_reason"],
        evidence=evidence_from_json(given["evidence"]),
        known=EscalationId(given["known"]) if given["known"] else None,
    )


def _reply(deed: Deed, seen: int, not_before: Instant) -> messages.Reply:
    given = deed.arguments
    return messages.Reply(
        case=deed.case,
        message=MessageId(UUID(given["message"])),
        text=deed.text,
        subject=given["subject"],
        to=addresses(deed, "to"),
        cc=addresses(deed, "cc"),
        parts=deed.parts,
        then=CaseState(given["then"]),
        seen=seen,
        not_before=not_before,
    )
