"""Escalations: those of one case, and all that a customer still is to hear of."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.queries.backlog import cases_by_id
from console.data.tables.base import InstantType
from console.data.tables.escalations import EscalationRow
from console.data.tables.journal import EventRow
from console.domain.escalations import (
    Escalation,
    EscalationState,
    EscalationTarget,
    OpenEscalation,
    Standing,
    evidence_from_json,
)
from console.domain.ids import CaseId, EscalationId, PersonId


def open_escalations(session: Session) -> tuple[OpenEscalation, ...]:
    """All that are not over, in the order they were made."""
    found = _standing(session, EscalationRow.closed_at.is_(None))
    wanted = sorted({each.escalation.case for each in found})
    cases = {case.id: case for case in cases_by_id(session, wanted)}
    # On a server each statement sees what is committed by then; a case is never thrown away.
    return tuple(OpenEscalation(each, cases[each.escalation.case]) for each in found)


def escalations_of_case(session: Session, case: CaseId) -> tuple[Standing, ...]:
    """All there ever were in a case, in the order they were made."""
    return _standing(session, EscalationRow.case_id == case)


def _standing(session: Session, which: ColumnElement[bool]) -> tuple[Standing, ...]:
    rows = session.scalars(select(EscalationRow).where(which).order_by(EscalationRow.id)).all()
    moved = _moved_at(session, rows)
    return tuple(Standing(_escalation(row), moved.get(str(row.id), row.opened_at)) for row in rows)


def _moved_at(session: Session, rows: Sequence[EscalationRow]) -> dict[str, Instant]:
    """When another time was last promised, by the escalation's number."""
    if not rows:
        return {}
    asked = (
        select(EventRow.entity_id, func.max(EventRow.at, type_=InstantType()))
        .where(
            EventRow.case_id.in_({row.case_id for row in rows}),
            EventRow.kind == "EscalationMoved",
        )
        .group_by(EventRow.entity_id)
    )
    return {key: at for key, at in session.execute(asked)}


def _escalation(row: EscalationRow) -> Escalation:
    return Escalation(
        id=EscalationId(row.id),
        version=row.version,
        case=CaseId(row.case_id),
        target=EscalationTarget(row.target),
        reason=row.reason,
        gap_reason=row.gap_reason,
        evidence=evidence_from_json(row.evidence),
        owner=row.owner,
        reference=row.reference,
        state=EscalationState(row.state),
        next_word_by=row.next_word_by,
        opened_at=row.opened_at,
        opened_by=_person(row.opened_by),
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by=_person(row.answered_by),
        closed_at=row.closed_at,
        closed_by=_person(row.closed_by),
    )


def _person(key: int | None) -> PersonId | None:
    return None if key is None else PersonId(key)
