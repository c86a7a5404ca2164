"""What a customer was promised by when: made, kept or withdrawn, never moved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from whenever import Instant

from console.data.commands.case_steps import need_case
from console.data.commands.cases import actor_of
from console.data.errors import Conflict, Refused
from console.data.tables.escalations import PromiseRow
from console.data.tables.journal import EventRow
from console.data.transaction import Transaction
from console.domain.ids import CaseId, PromiseId
from console.domain.language import tr
from console.domain.subjects import snippet


def promise(
    tx: Transaction, new: PromiseId, case: CaseId, text: str, due_at: Instant
) -> dict[str, Any]:
    """Keeps in mind what a customer was promised; `new` was made by its author.

    A time that has passed is taken: one that waited for the store is late, not undone by that.
    Raises Refused for a promise of nothing.
    """
    actor_of(tx)
    need_case(tx, case)
    if not text.strip():
        raise Refused(tr("Skriv hva kunden er lovet. Ingenting ble lagret."))
    row = PromiseRow(
        id=new,
        case_id=case,
        text=text.strip(),
        due_at=due_at,
        made_at=tx.act.at,
        made_by=tx.act.actor,
    )
    tx.session.add(row)
    tx.session.flush()
    _record(tx, "PromiseMade", row)
    return {"promise": str(new)}


def keep_promise(tx: Transaction, promise: PromiseId) -> None:
    """The customer got what was promised. Raises Conflict when it was withdrawn."""
    row = _held(tx, promise)
    if row.withdrawn_at is not None:
        raise Conflict(tr("Løftet er trukket tilbake. Ingenting ble endret."))
    if row.kept_at is None:
        row.kept_at = tx.act.at
        tx.session.flush()
        _record(tx, "PromiseKept", row)


def withdraw_promise(tx: Transaction, promise: PromiseId) -> None:
    """It is promised no more. Raises Conflict when it was kept."""
    row = _held(tx, promise)
    if row.kept_at is not None:
        raise Conflict(tr("Løftet er allerede holdt. Ingenting ble endret."))
    if row.withdrawn_at is None:
        row.withdrawn_at = tx.act.at
        tx.session.flush()
        _record(tx, "PromiseWithdrawn", row)


def undo_promise(tx: Transaction, event: EventRow) -> None:
    """Its author takes it back at once."""
    withdraw_promise(tx, PromiseId(UUID(event.entity_id)))


def _held(tx: Transaction, promise: PromiseId) -> PromiseRow:
    """The promise, after its case: all that goes on in a case goes one after the other."""
    actor_of(tx)
    row = tx.need(PromiseRow, promise)
    need_case(tx, CaseId(row.case_id))
    tx.session.refresh(row, with_for_update={"key_share": True})
    return row


def _record(tx: Transaction, kind: str, row: PromiseRow) -> None:
    tx.record(
        kind,
        "promise",
        row.id,
        case=row.case_id,
        gist=snippet(row.text),
        until=row.due_at.format_iso(),
    )
