"""What becomes of an incident's basis when something that it rests on is changed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from console.data.commands.basis_steps import (
    empty_snapshot,
    insert_draft,
    need_basis,
    take_step,
)
from console.data.queries.basis_work import logged, still_fits
from console.data.tables.billing import BasisRow
from console.data.tables.journal import EventRow
from console.data.transaction import Transaction
from console.domain.billing.basis import BasisAct, BasisState
from console.domain.billing.work import WorkInterval
from console.domain.ids import BasisId, IncidentId
from console.domain.language import tr

_AFTER = "WorkAfterApproval"


def touched(tx: Transaction, incident: IncidentId) -> None:
    """Called last in every act on an incident that its bill may rest on, after a flush.

    The first draft comes with the incident. A ready basis that no longer fits goes back to draft.
    After an approval nothing of it changes: more work is free, or gets a draft of its own.
    """
    last = tx.session.scalar(
        select(BasisRow.id)
        .where(BasisRow.incident_id == incident, BasisRow.credits_id.is_(None))
        .order_by(BasisRow.id.desc())
        .limit(1)
    )
    if last is None:
        insert_draft(tx, incident)
    else:
        # Held from here on: whoever makes it ready, approves it or hands it over is waited for.
        _follow(tx, need_basis(tx, BasisId(last)))


def _follow(tx: Transaction, row: BasisRow) -> None:
    match BasisState(row.state):
        case BasisState.READY:
            if not still_fits(tx.session, row):
                _take_back(tx, row)
        case BasisState.APPROVED | BasisState.EXPORTED | BasisState.INVOICED:
            _after_approval(tx, row)


def _take_back(tx: Transaction, row: BasisRow) -> None:
    row.state = BasisState.DRAFT.value
    empty_snapshot(row)
    take_step(tx, row, BasisAct.TAKEN_BACK, tr("Det grunnlaget bygger på, ble endret."))


def _after_approval(tx: Transaction, row: BasisRow) -> None:
    found = logged(tx.session, IncidentId(row.incident_id))
    if found.has_to_bill(tx.act.at):
        new = insert_draft(tx, IncidentId(row.incident_id))
        _tell(tx, row, found.division.to_bill, is_free=False, basis=new.id)
    elif found.division.free or found.done.running:
        _tell(tx, row, found.division.free, is_free=True)


def _tell(
    tx: Transaction,
    row: BasisRow,
    work: Iterable[WorkInterval],
    *,
    is_free: bool,
    basis: int | None = None,
) -> None:
    """Once for each length that the work has come to."""
    seconds = sum(each.end.timestamp() - each.start.timestamp() for each in work)
    last = tx.session.scalars(
        select(EventRow)
        .where(
            EventRow.entity == "basis", EventRow.entity_id == str(row.id), EventRow.kind == _AFTER
        )
        .order_by(EventRow.id.desc())
        .limit(1)
    ).first()
    data = {"free": is_free, "seconds": seconds, "basis": basis}
    if last is None or {key: last.data.get(key) for key in data} != data:
        tx.record(_AFTER, "basis", row.id, incident=str(row.incident_id), **data)
