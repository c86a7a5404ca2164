"""What acts on a basis have in common: holding it, who may, and the step that tells of it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from console.data.commands.cases import actor_of
from console.data.errors import NotAllowed, NotFound, Refused
from console.data.queries.bases import described
from console.data.tables.billing import BasisRow, BasisStepRow
from console.data.tables.oncall import WorkEntryRow
from console.data.tables.people import PersonRow
from console.data.transaction import Transaction
from console.domain.billing.basis import LIFE, BasisAct, BasisState, state_words
from console.domain.billing.canonical import sum_of
from console.domain.billing.snapshot import read_snapshot
from console.domain.billing.step_chain import FIRST, Step, chained
from console.domain.ids import BasisId, IncidentId
from console.domain.language import tr


def need_basis(tx: Transaction, basis: BasisId) -> BasisRow:
    """The basis's row, as it is now and nobody else's to change until the end. Raises NotFound."""
    row = tx.session.scalar(
        select(BasisRow)
        .where(BasisRow.id == basis)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound(
            tr("Fant ikke grunnlag {basis} i lageret. Ingenting ble endret.", basis=basis)
        )
    return row


def hold_all_of(tx: Transaction, basis: BasisId) -> None:
    """All bases of its incident are nobody else's to change until the end, one after the other:
    what is approved, and which number the next gets, follows from the others.
    """
    incident = select(BasisRow.incident_id).where(BasisRow.id == basis).scalar_subquery()
    every = select(BasisRow.id).where(BasisRow.incident_id == incident).order_by(BasisRow.id)
    tx.session.scalars(every.with_for_update(key_share=True)).all()


def require_may(tx: Transaction, row: BasisRow, act: BasisAct) -> PersonRow:
    """The actor, if the act is theirs to do and the basis is where it can be done.

    Raises NotAllowed, Refused.
    """
    actor, allowed = require_role(tx, act), LIFE[act]
    if BasisState(row.state) not in allowed.before:
        raise Refused(
            tr(
                "Grunnlag {basis} er {state}, så dette kan ikke gjøres med det. Ingenting ble "
                "endret.",
                basis=row.id,
                state=state_words(BasisState(row.state)),
            )
        )
    if not allowed.may_be_on_the_log and _is_on_the_log(tx, row, actor):
        raise NotAllowed(
            tr(
                "Du står selv i arbeidsloggen til hendelsen. En annen leder må gjøre dette; "
                "ingenting ble endret."
            )
        )
    return actor


def require_role(tx: Transaction, act: BasisAct) -> PersonRow:
    """The actor, if such acts are theirs. Raises NotAllowed."""
    actor = tx.need(PersonRow, actor_of(tx))
    if LIFE[act].roles.isdisjoint(actor.roles):
        raise NotAllowed(
            tr(
                "Rollen din gir ikke lov til dette. Ingenting ble endret. En administrator gir "
                "roller."
            )
        )
    return actor


def put_snapshot(row: BasisRow, snapshot: str) -> None:
    """The row's snapshot, and its own figures beside it."""
    result = read_snapshot(snapshot).result
    row.snapshot, row.snapshot_sha256 = snapshot, sum_of(snapshot)
    row.started_hours = result.started_hours
    row.ex_vat_ore, row.vat_ore, row.incl_vat_ore = (
        result.ex_vat_ore,
        result.vat_ore,
        result.incl_vat_ore,
    )


def empty_snapshot(row: BasisRow) -> None:
    """A draft holds nothing: what it would cost follows from the log as that is then.

    A reduction falls away with what it was decided upon.
    """
    row.snapshot = row.snapshot_sha256 = row.reduction_reason = ""
    row.started_hours = row.ex_vat_ore = row.vat_ore = row.incl_vat_ore = 0
    row.reduced_to_hours = row.reduced_by = None


def take_step(tx: Transaction, row: BasisRow, act: BasisAct, reason: str = "", **more: Any) -> None:
    """Writes what was done to the row, and the step and the event that tell of it.

    `more` is what the step tells besides the basis's own columns.
    """
    tx.session.flush()
    last = tx.session.scalar(
        select(BasisStepRow)
        .where(BasisStepRow.basis_id == row.id)
        .order_by(BasisStepRow.step.desc())
        .limit(1)
    )
    step = Step(
        basis=BasisId(row.id),
        step=1 if last is None else last.step + 1,
        kind=act.value,
        at=tx.act.at,
        by=tx.act.actor,
        reason=reason,
        before="" if last is None else last.after,
        after=_text({**described(row), **more}),
    )
    earlier = FIRST if last is None else last.sha256
    tx.session.add(
        BasisStepRow(
            basis_id=step.basis,
            step=step.step,
            kind=step.kind,
            at=step.at,
            by_id=step.by,
            reason=step.reason,
            before=step.before,
            after=step.after,
            earlier_sha256=earlier,
            sha256=chained(earlier, step),
        )
    )
    tx.session.flush()
    tx.record(_EVENTS[act], "basis", row.id, step=step.step, incident=str(row.incident_id))


def insert_draft(tx: Transaction, incident: IncidentId) -> BasisRow:
    """A new draft of an incident's."""
    row = BasisRow(incident_id=incident, state=BasisState.DRAFT.value, made_at=tx.act.at)
    tx.session.add(row)
    take_step(tx, row, BasisAct.OPENED)
    return row


_EVENTS = {
    BasisAct.OPENED: "BasisOpened",
    BasisAct.MADE_READY: "BasisMadeReady",
    BasisAct.TAKEN_BACK: "BasisTakenBack",
    BasisAct.REDUCED: "BasisReduced",
    BasisAct.APPROVED: "BasisApproved",
    BasisAct.EXPORTED: "BasisExported",
    BasisAct.INVOICED: "BasisInvoiced",
    BasisAct.CREDITED: "BasisCredited",
}


def _is_on_the_log(tx: Transaction, row: BasisRow, actor: PersonRow) -> bool:
    own = select(WorkEntryRow.no).where(
        WorkEntryRow.incident_id == row.incident_id, WorkEntryRow.technician_id == actor.id
    )
    return tx.session.scalar(own.limit(1)) is not None


def _text(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
