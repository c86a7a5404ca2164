"""How a case is changed: load, fence, remember what was before, record the event."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from whenever import Instant

from console.data.errors import Conflict
from console.data.queries.history import happenings_of
from console.data.tables.cases import CaseRow
from console.data.tables.journal import EventRow
from console.data.transaction import Transaction
from console.domain.history import FENCE_KINDS
from console.domain.ids import CaseId
from console.domain.language import tr

KEPT = (
    "state",
    "owner_id",
    "waiting_since",
    "snoozed_until",
    "closed_at",
    "kind",
    "topic",
    "first_reply_at",
    "points",
)
"""What undo brings back."""


def need_case(tx: Transaction, case: CaseId) -> CaseRow:
    """The case's row, held: whoever acts on the case at the same instant comes after us.

    Raises NotFound.
    """
    return tx.need(CaseRow, case, held=True)


def fence(tx: Transaction, case: CaseId, seen: int) -> None:
    """Refuses when somebody else did something in the case that the author has not seen.

    `seen` is the last event of the case that the author had on the screen.
    Raises Conflict with what happened.
    """
    missed = tx.session.scalars(
        select(EventRow)
        .where(
            EventRow.case_id == case,
            EventRow.id > seen,
            EventRow.kind.in_(FENCE_KINDS),
            or_(EventRow.actor_id.is_(None), EventRow.actor_id != tx.act.actor),
        )
        .order_by(EventRow.id)
    ).all()
    if missed:
        raise Conflict(
            tr(
                "Saken er endret siden du så den. Ingenting er sendt eller endret; teksten din "
                "er tatt vare på."
            ),
            happenings_of(tx.session, missed),
        )


def solved(tx: Transaction, case: CaseId) -> Conflict:
    """The refusal of an act that makes no sense in a solved case: who solved it."""
    closing = tx.session.scalars(
        select(EventRow)
        .where(EventRow.case_id == case, EventRow.kind.in_(("CaseClosed", "CaseAnswered")))
        .order_by(EventRow.id.desc())
        .limit(1)
    ).all()
    by = happenings_of(tx.session, closing)
    return Conflict(
        tr(
            "{name} har løst saken. Åpne den igjen før du tar den.",
            name=(by[0].actor_name if by else "") or tr("Noen"),
        ),
        by,
    )


def change_case(tx: Transaction, row: CaseRow, event: str, /, **changes: Any) -> None:
    """Sets columns of a case and records the event with what was before."""
    before = {name: plain(getattr(row, name)) for name in KEPT}
    for name, value in changes.items():
        setattr(row, name, value)
    after = {name: plain(value) for name, value in changes.items()}
    tx.session.flush()
    tx.record_case(event, row.id, before=before, after=after, version=row.version)


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    return value.format_iso() if isinstance(value, Instant) else value
