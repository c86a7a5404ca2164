"""Acts on an escalation: ask others of the house, take it up, answer, move, take back, be done.

An event of each belongs to the case. What was asked stays as it was asked (`life_0004`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from whenever import Instant

from console.data.commands.case_steps import need_case
from console.data.commands.cases import actor_of
from console.data.errors import Conflict, Refused
from console.data.queries.history import happenings_of
from console.data.tables.cases import AttachmentRow, CaseRow, MessageRow
from console.data.tables.escalations import EscalationRow
from console.data.tables.journal import EventRow
from console.data.transaction import Transaction
from console.domain.cases import CaseKind
from console.domain.completeness import Point, known_points, point_name
from console.domain.escalations import (
    STEPS,
    EscalationState,
    Evidence,
    EvidenceKind,
    NewEscalation,
    evidence_to_json,
    first_line,
)
from console.domain.ids import CaseId, EscalationId
from console.domain.language import tr

_GIST = 160
"""An event is small: so much of a text stands in it, all of it in the row."""


def escalate(tx: Transaction, new: NewEscalation) -> dict[str, Any]:
    """Asks developers, product, finance or consulting; answers with its number.

    A time that has passed is taken: one that waited for the store is late, and not undone by that.
    Raises Refused for one without a reason, for a report with gaps and no word why it goes, and for
    evidence of another case; Conflict when a colleague asked and the author has not seen it.
    """
    actor_of(tx)
    case = need_case(tx, new.case)
    if not new.reason.strip():
        raise Refused(tr("Skriv hva de skal svare på. Ingenting ble sendt."))
    _refuse_missed(tx, new)
    _refuse_gaps(case, new.gap_reason)
    _refuse_foreign(tx, case, new.evidence)
    row = EscalationRow(
        case_id=case.id,
        target=new.target.value,
        reason=new.reason.strip(),
        gap_reason=new.gap_reason.strip(),
        evidence=evidence_to_json(new.evidence),
        state=EscalationState.ASKED.value,
        next_word_by=new.next_word_by,
        opened_at=tx.act.at,
        opened_by=tx.act.actor,
    )
    tx.session.add(row)
    tx.session.flush()
    _record(tx, "CaseEscalated", row, gist=_gist(row.reason), until=new.next_word_by.format_iso())
    return {"escalation": row.id}


def take_up(tx: Transaction, escalation: EscalationId, owner: str, reference: str) -> None:
    """Somebody there has it, and may call it by a number of theirs; both may be put right later.

    Raises Refused without a name, Conflict when it is answered or over.
    """
    row = _step(tx, escalation, EscalationState.IN_WORK)
    if not owner.strip():
        raise Refused(tr("Skriv hvem som arbeider med den. Ingenting ble endret."))
    row.owner, row.reference = owner.strip(), reference.strip()
    tx.session.flush()
    _record(tx, "EscalationTakenUp", row, owner=row.owner, reference=row.reference)


def answer_escalation(tx: Transaction, escalation: EscalationId, answer: str) -> None:
    """They have answered; the customer still is to hear it. Raises Refused, Conflict."""
    row = _step(tx, escalation, EscalationState.ANSWERED)
    if not answer.strip():
        raise Refused(tr("Skriv hva de svarte. Ingenting ble endret."))
    row.answer, row.answered_at, row.answered_by = answer.strip(), tx.act.at, tx.act.actor
    tx.session.flush()
    _record(tx, "EscalationAnswered", row, gist=_gist(row.answer))


def tell_customer_by(tx: Transaction, escalation: EscalationId, by: Instant, reason: str) -> None:
    """The customer is to hear from us by another time. Raises Refused, Conflict."""
    row = _step(tx, escalation, None)
    if not reason.strip():
        raise Refused(tr("Skriv hvorfor kunden skal få vite det senere. Fristen står."))
    row.next_word_by = by
    tx.session.flush()
    _record(tx, "EscalationMoved", row, gist=_gist(reason.strip()), until=by.format_iso())


def take_back(tx: Transaction, escalation: EscalationId, reason: str) -> None:
    """They need not answer any more. Raises Refused, Conflict."""
    row = _step(tx, escalation, EscalationState.TAKEN_BACK)
    if not reason.strip():
        raise Refused(tr("Skriv hvorfor de ikke skal svare. Ingenting ble endret."))
    _close(tx, row, "EscalationTakenBack", reason.strip())


def close_escalation(tx: Transaction, escalation: EscalationId) -> None:
    """The customer has heard what they answered. Raises Conflict before there is an answer."""
    _close(tx, _step(tx, escalation, EscalationState.DONE), "EscalationDone", "")


def undo_escalation(tx: Transaction, event: EventRow) -> None:
    """Its author takes it back at once. Raises Conflict when somebody has touched it since."""
    row = _held(tx, EscalationId(int(event.entity_id)))
    if row.version != event.data["version"]:
        raise Conflict(tr("Eskaleringen er endret etterpå, så dette kan ikke angres lenger."))
    row.state = EscalationState.TAKEN_BACK.value
    _close(tx, row, "EscalationTakenBack", "")


def _step(tx: Transaction, escalation: EscalationId, to: EscalationState | None) -> EscalationRow:
    """The row in its next state; None leaves it in the one it is in, as long as that is open."""
    actor_of(tx)
    row = _held(tx, escalation)
    before = EscalationState(row.state)
    after = to or before
    may_stay = before.is_open and (to is None or to is EscalationState.IN_WORK)
    if after not in STEPS[before] and not (after is before and may_stay):
        raise _no_step(tx, row)
    row.state = after.value
    return row


def _held(tx: Transaction, escalation: EscalationId) -> EscalationRow:
    """The row, after its case: all that goes on in a case goes one after the other."""
    row = tx.need(EscalationRow, escalation)
    need_case(tx, CaseId(row.case_id))
    tx.session.refresh(row, with_for_update={"key_share": True})
    return row


def _close(tx: Transaction, row: EscalationRow, kind: str, reason: str) -> None:
    row.closed_at, row.closed_by = tx.act.at, tx.act.actor
    tx.session.flush()
    _record(tx, kind, row, gist=_gist(reason))


def _no_step(tx: Transaction, row: EscalationRow) -> Conflict:
    """The refusal of a step that does not follow on what has happened: by whom, and when."""
    last = tx.session.scalars(
        select(EventRow)
        .where(
            EventRow.case_id == row.case_id,
            EventRow.entity == "escalation",
            EventRow.entity_id == str(row.id),
        )
        .order_by(EventRow.id.desc())
        .limit(1)
    ).all()
    return Conflict(
        tr(
            "Eskaleringen er kommet lenger siden du så den. Ingenting ble endret; teksten din er "
            "tatt vare på."
        ),
        happenings_of(tx.session, last),
    )


def _refuse_missed(tx: Transaction, new: NewEscalation) -> None:
    """One that a colleague made meanwhile: nobody there shall be asked twice."""
    missed = tx.session.scalars(
        select(EscalationRow.id).where(
            EscalationRow.case_id == new.case,
            EscalationRow.id > (new.known or 0),
            EscalationRow.closed_at.is_(None),
            EscalationRow.opened_by.is_distinct_from(tx.act.actor),
        )
    ).all()
    if missed:
        events = tx.session.scalars(
            select(EventRow)
            .where(
                EventRow.case_id == new.case,
                EventRow.kind == "CaseEscalated",
                EventRow.entity_id.in_([str(one) for one in missed]),
            )
            .order_by(EventRow.id)
        ).all()
        raise Conflict(
            tr(
                "En kollega har eskalert saken siden du så den. Ingenting er sendt; teksten din er "
                "tatt vare på."
            ),
            happenings_of(tx.session, events),
        )


def _refuse_gaps(case: CaseRow, gap_reason: str) -> None:
    """A fault report goes whole, or with a word on why it goes all the same."""
    if case.kind != CaseKind.BUG or gap_reason.strip():
        return
    ticked = {Point(name): is_known for name, is_known in case.points.items()}
    known = known_points((Point(name) for name in case.points_read), ticked)
    missing = ", ".join(point_name(point).lower() for point in Point if point not in known)
    if missing:
        raise Refused(
            tr(
                "Feilmeldingen mangler {missing}. Ingenting er sendt; be kunden om det, eller "
                "skriv hvorfor den skal av sted likevel.",
                missing=missing,
            )
        )


def _refuse_foreign(tx: Transaction, case: CaseRow, evidence: Iterable[Evidence]) -> None:
    """What is shown to others is of this case."""
    named: dict[EvidenceKind, set[UUID]] = {kind: set() for kind in EvidenceKind}
    for one in evidence:
        named[one.kind].add(one.id)
    said = select(MessageRow.id).where(MessageRow.case_id == case.id)
    files = (
        select(AttachmentRow.id)
        .join(MessageRow, MessageRow.no == AttachmentRow.message_no)
        .where(MessageRow.case_id == case.id)
    )
    messages, attachments = named[EvidenceKind.MESSAGE], named[EvidenceKind.ATTACHMENT]
    own = set(tx.session.scalars(said.where(MessageRow.id.in_(messages))))
    own |= set(tx.session.scalars(files.where(AttachmentRow.id.in_(attachments))))
    if not messages | attachments <= own:
        raise Refused(
            tr(
                "Noe som skulle følge med, hører ikke til saken. Ingenting er sendt; velg vedlegg "
                "på nytt."
            )
        )


def _record(tx: Transaction, kind: str, row: EscalationRow, **data: Any) -> None:
    told = {name: value for name, value in data.items() if value}
    tx.record(
        kind,
        "escalation",
        row.id,
        case=row.case_id,
        target=row.target,
        version=row.version,
        **told,
    )


def _gist(text: str) -> str:
    line = first_line(text)
    return line if len(line) <= _GIST else line[: _GIST - 1].rstrip() + "…"
