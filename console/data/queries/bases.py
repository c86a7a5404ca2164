"""Bases for invoices, as values: by state, one with its steps, what was handed over of one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.errors import NotFound, Refused
from console.data.queries.basis_work import Drafted, drafted, hindrances_of_approval
from console.data.tables.billing import BasisRow, BasisStepRow
from console.data.tables.oncall import IncidentRow
from console.data.tables.shops import ShopRow
from console.domain.billing.basis import Basis, BasisAct, BasisState, Hindered
from console.domain.billing.document import Approval, document_of
from console.domain.billing.step_chain import ChainedStep, Step
from console.domain.ids import BasisId, IncidentId, PersonId
from console.domain.language import tr


def bases(session: Session, states: Iterable[BasisState]) -> tuple[Basis, ...]:
    """All in these states, newest first."""
    wanted = sorted(state.value for state in states)
    return _bases(session, BasisRow.state.in_(wanted))


def basis(session: Session, basis: BasisId) -> Basis:
    """Raises NotFound."""
    found = _bases(session, BasisRow.id == basis)
    if not found:
        raise _not_found(basis)
    return found[0]


def bases_of_incident(session: Session, incident: IncidentId) -> tuple[Basis, ...]:
    """All of one incident, credits too, newest first."""
    return _bases(session, BasisRow.incident_id == incident)


def basis_steps(session: Session, basis: BasisId) -> tuple[ChainedStep, ...]:
    """What was done with a basis, from the first on."""
    wanted = select(BasisStepRow).where(BasisStepRow.basis_id == basis).order_by(BasisStepRow.step)
    return tuple(_step(row) for row in session.scalars(wanted))


def draft_of(session: Session, basis: BasisId) -> Drafted:
    """What a draft would be if it were made ready now, and what is missing. Raises NotFound."""
    return drafted(session, _row(session, basis))


def approval_hindrances(session: Session, basis: BasisId, now: Instant) -> tuple[Hindered, ...]:
    """What keeps a ready basis from being approved, whoever would do it. Raises NotFound."""
    return hindrances_of_approval(session, _row(session, basis), now)


def past_snapshots(session: Session) -> tuple[tuple[BasisId, str], ...]:
    """Of every basis that was approved and not credited since, oldest first: for a preview."""
    states = (BasisState.APPROVED, BasisState.EXPORTED, BasisState.INVOICED)
    wanted = (
        select(BasisRow.id, BasisRow.snapshot)
        .where(BasisRow.state.in_([one.value for one in states]), BasisRow.credits_id.is_(None))
        .order_by(BasisRow.id)
    )
    return tuple((BasisId(row.id), row.snapshot) for row in session.execute(wanted))


def described(row: BasisRow) -> dict[str, Any]:
    """What of a basis each step of its chain bears witness of."""
    return {
        "state": row.state,
        "snapshot_sha256": row.snapshot_sha256,
        "started_hours": row.started_hours,
        "ex_vat_ore": row.ex_vat_ore,
        "vat_ore": row.vat_ore,
        "incl_vat_ore": row.incl_vat_ore,
        "reduced_to_hours": row.reduced_to_hours,
        "approved_by": row.approved_by,
        "export_sha256": row.export_sha256,
        "invoice_number": row.invoice_number,
    }


def document(session: Session, basis: BasisId) -> str:
    """What accounting was handed, to the byte. Raises NotFound, Refused before it is exported."""
    row = _row(session, basis)
    if row.exported_at is None:
        raise Refused(
            tr(
                "Grunnlag {basis} er ikke eksportert ennå, så det har ikke noe dokument.",
                basis=basis,
            )
        )
    return document_at(session, row, row.exported_at)


def document_at(session: Session, row: BasisRow, exported_at: Instant) -> str:
    """The document of an approved basis, handed over at an instant. Raises Refused."""
    if row.approved_at is None or (approver := _approver(session, row)) is None:
        raise Refused(
            tr(
                "Grunnlag {basis} mangler godkjenningen i historikken sin, så det kan ikke "
                "eksporteres. Kjør agent-console db check.",
                basis=row.id,
            )
        )
    login, name = approver
    approval = Approval(BasisId(row.id), row.approved_at, login, name, exported_at)
    return document_of(row.snapshot, approval)


def _approver(session: Session, row: BasisRow) -> tuple[str, str] | None:
    """Login and name, as they were then, of who approved; None where no step tells of that act.

    Whoever writes SQL of their own can put steps in the chain, but in their own name only.
    """
    after = session.scalar(
        select(BasisStepRow.after)
        .where(
            BasisStepRow.basis_id == row.id,
            BasisStepRow.kind == BasisAct.APPROVED.value,
            BasisStepRow.by_id == row.approved_by,
            BasisStepRow.at == row.approved_at,
        )
        .order_by(BasisStepRow.step)
    )
    try:
        told = json.loads(after or "")
        return told["approver"], told["approver_name"]
    except (ValueError, KeyError, TypeError):
        return None


def _row(session: Session, basis: BasisId) -> BasisRow:
    row = session.get(BasisRow, basis)
    if row is None:
        raise _not_found(basis)
    return row


def _not_found(basis: BasisId) -> NotFound:
    return NotFound(tr("Fant ikke grunnlag {basis} i lageret. Ingenting ble endret.", basis=basis))


def _bases(session: Session, which: ColumnElement[bool]) -> tuple[Basis, ...]:
    found = session.execute(
        select(BasisRow, IncidentRow.no, IncidentRow.title, ShopRow.name)
        .join(IncidentRow, IncidentRow.id == BasisRow.incident_id)
        .outerjoin(ShopRow, ShopRow.id == IncidentRow.shop_id)
        .where(which)
        .order_by(BasisRow.id.desc())
    )
    return tuple(_basis(row, no, title, shop or "") for row, no, title, shop in found)


def _basis(row: BasisRow, incident_no: int, title: str, shop_name: str) -> Basis:
    return Basis(
        id=BasisId(row.id),
        incident=IncidentId(row.incident_id),
        incident_no=incident_no,
        title=title,
        shop_name=shop_name,
        state=BasisState(row.state),
        snapshot=row.snapshot,
        snapshot_sha256=row.snapshot_sha256,
        started_hours=row.started_hours,
        ex_vat_ore=row.ex_vat_ore,
        vat_ore=row.vat_ore,
        incl_vat_ore=row.incl_vat_ore,
        reduced_to_hours=row.reduced_to_hours,
        reduction_reason=row.reduction_reason,
        made_at=row.made_at,
        approved_at=row.approved_at,
        approved_by=None if row.approved_by is None else PersonId(row.approved_by),
        exported_at=row.exported_at,
        exported_by=None if row.exported_by is None else PersonId(row.exported_by),
        export_sha256=row.export_sha256,
        invoice_number=row.invoice_number,
        invoiced_at=row.invoiced_at,
        credits=None if row.credits_id is None else BasisId(row.credits_id),
    )


def _step(row: BasisStepRow) -> ChainedStep:
    step = Step(
        basis=BasisId(row.basis_id),
        step=row.step,
        kind=row.kind,
        at=row.at,
        by=None if row.by_id is None else PersonId(row.by_id),
        reason=row.reason,
        before=row.before,
        after=row.after,
    )
    return ChainedStep(step, row.earlier_sha256, row.sha256)
