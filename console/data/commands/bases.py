"""Acts on a basis: ready, reduce, approve, hand over to accounting, credit. Source: BILLING, Life.

Each refuses with its reasons in words; a store on a server refuses the same by its own rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import select

from console.data.commands.basis_steps import (
    empty_snapshot,
    hold_all_of,
    insert_draft,
    need_basis,
    put_snapshot,
    require_may,
    require_role,
    take_step,
)
from console.data.errors import Conflict, Refused
from console.data.queries.bases import document_at
from console.data.queries.basis_work import drafted, hindrances_of_approval, revision_of
from console.data.tables.billing import BasisRow
from console.data.transaction import Transaction
from console.domain.billing.basis import BasisAct, BasisState, Hindered
from console.domain.billing.document import sum_in
from console.domain.billing.facts import Credited, Reduction
from console.domain.billing.reckoning import reduced_to
from console.domain.billing.snapshot import (
    credit_of,
    read_snapshot,
    recompute,
    snapshot_of,
)
from console.domain.billing.work import BillingError
from console.domain.ids import BasisId, IncidentId
from console.domain.language import tr

Reckoned = TypeVar("Reckoned")

_LONGEST_NUMBER = 40


def make_ready(tx: Transaction, basis: BasisId) -> dict[str, Any]:
    """Freezes what a draft comes to; answers with its sum. Raises Hindrances, Refused."""
    row = need_basis(tx, basis)
    require_may(tx, row, BasisAct.MADE_READY)
    found = drafted(tx.session, row)
    if found.facts is None or found.hindrances:
        raise Hindrances(found.hindrances)
    facts = found.facts
    put_snapshot(row, _reckoned(lambda: snapshot_of(facts)))
    row.state = BasisState.READY.value
    take_step(tx, row, BasisAct.MADE_READY)
    return {"sha256": row.snapshot_sha256}


def back_to_draft(tx: Transaction, basis: BasisId, reason: str) -> None:
    """A ready one can be changed again; a reduction falls away. Raises Refused."""
    row = need_basis(tx, basis)
    require_may(tx, row, BasisAct.TAKEN_BACK)
    if row.credits_id is not None:
        raise Refused(tr("En kreditering kan ikke endres, bare godkjennes. Ingenting ble endret."))
    row.state = BasisState.DRAFT.value
    empty_snapshot(row)
    take_step(tx, row, BasisAct.TAKEN_BACK, _reason(reason))


def reduce_basis(tx: Transaction, basis: BasisId, hours: int, reason: str) -> dict[str, Any]:
    """To fewer hours at discretion, never more; as many as reckoned is no reduction.

    Answers with its new sum. Raises Refused, NotAllowed for who worked on it.
    """
    row = need_basis(tx, basis)
    actor = require_may(tx, row, BasisAct.REDUCED)
    if row.credits_id is not None:
        raise Refused(tr("En kreditering kan ikke endres, bare godkjennes. Ingenting ble endret."))
    why = _reason(reason)
    if hours < 0:
        raise Refused(tr("Skriv hele timer fra 0 og opp. Ingenting ble endret."))
    read = read_snapshot(row.snapshot)
    _reckoned(lambda: reduced_to(hours, read.result.hours_before_reduction))
    is_reduction = hours != read.result.hours_before_reduction
    reduction = Reduction(hours, why, actor.login) if is_reduction else None
    names = {**read.facts.people, actor.login: actor.name}
    facts = replace(read.facts, reduction=reduction).with_people(names)
    put_snapshot(row, _reckoned(lambda: snapshot_of(facts)))
    row.reduced_to_hours = hours if is_reduction else None
    row.reduction_reason = why if is_reduction else ""
    row.reduced_by = actor.id if is_reduction else None
    take_step(tx, row, BasisAct.REDUCED, why)
    return {"sha256": row.snapshot_sha256}


def approve(tx: Transaction, basis: BasisId, seen_sha256: str) -> None:
    """Approves what was seen, and nothing else; never one's own work.

    Raises Conflict, Hindrances, NotAllowed, Refused.
    """
    hold_all_of(tx, basis)
    row = need_basis(tx, basis)
    actor = require_may(tx, row, BasisAct.APPROVED)
    if row.snapshot_sha256 != seen_sha256:
        raise Conflict(
            tr("Grunnlaget er endret etter at du så det. Det er ikke godkjent; se på det på nytt.")
        )
    _require_sound(row)
    hindrances = hindrances_of_approval(tx.session, row, tx.act.at)
    if hindrances:
        raise Hindrances(hindrances)
    row.state = BasisState.APPROVED.value
    row.approved_at, row.approved_by = tx.act.at, actor.id
    take_step(tx, row, BasisAct.APPROVED, approver=actor.login, approver_name=actor.name)


def export_basis(tx: Transaction, basis: BasisId) -> dict[str, Any]:
    """Hands it over to accounting; answers with the document's sum, the same ever after.

    Raises NotAllowed, Refused.
    """
    require_role(tx, BasisAct.EXPORTED)
    row = need_basis(tx, basis)
    if row.exported_at is not None:
        return {"sha256": row.export_sha256}
    require_may(tx, row, BasisAct.EXPORTED)
    _require_sound(row)
    row.export_sha256 = sum_in(document_at(tx.session, row, tx.act.at))
    row.state = BasisState.EXPORTED.value
    row.exported_at, row.exported_by = tx.act.at, tx.act.actor
    take_step(tx, row, BasisAct.EXPORTED)
    return {"sha256": row.export_sha256}


def confirm_invoice(tx: Transaction, basis: BasisId, invoice_number: str) -> None:
    """Accounting's number for what was exported. Raises Conflict for a second, other number."""
    number = invoice_number.strip()
    if not number or len(number) > _LONGEST_NUMBER or not number.isprintable():
        raise Refused(
            tr(
                "Skriv fakturanummeret, høyst {most} tegn. Ingenting ble endret.",
                most=_LONGEST_NUMBER,
            )
        )
    require_role(tx, BasisAct.INVOICED)
    row = need_basis(tx, basis)
    if row.invoice_number == number:
        return
    if row.invoice_number:
        raise Conflict(
            tr(
                "Grunnlag {basis} er allerede fakturert, med nummer {number}. Ingenting ble "
                "endret; en feil rettes med en kreditering.",
                basis=basis,
                number=row.invoice_number,
            )
        )
    require_may(tx, row, BasisAct.INVOICED)
    row.state = BasisState.INVOICED.value
    row.invoice_number, row.invoiced_at = number, tx.act.at
    take_step(tx, row, BasisAct.INVOICED)


def credit(tx: Transaction, basis: BasisId, reason: str) -> dict[str, Any]:
    """Takes back what was handed over: a credit that waits for approval, and a new draft.

    Answers with `credit` and `draft`, their numbers. Raises Refused, NotAllowed.
    """
    hold_all_of(tx, basis)
    row = need_basis(tx, basis)
    require_may(tx, row, BasisAct.CREDITED)
    if row.credits_id is not None:
        raise Refused(
            tr("En kreditering krediteres ikke. Ingenting ble endret; lag et nytt grunnlag.")
        )
    why = _reason(reason)
    _require_sound(row)
    counter = _credit_row(tx, row, why)
    row.state = BasisState.CREDITED.value
    take_step(tx, row, BasisAct.CREDITED, why, credit=counter.id)
    draft = tx.session.scalar(
        select(BasisRow.id).where(
            BasisRow.incident_id == row.incident_id,
            BasisRow.credits_id.is_(None),
            BasisRow.state.in_((BasisState.DRAFT.value, BasisState.READY.value)),
        )
    )
    if draft is None:
        draft = insert_draft(tx, IncidentId(row.incident_id)).id
    return {"credit": counter.id, "draft": draft}


class Hindrances(Refused):
    """What keeps a basis from going on, each by name; the message has them all in words."""

    def __init__(self, hindrances: Sequence[Hindered]) -> None:
        words = " ".join(one.words for one in hindrances)
        super().__init__(tr("{reasons} Ingenting ble endret.", reasons=words))
        self.hindrances = tuple(hindrances)


def _credit_row(tx: Transaction, row: BasisRow, reason: str) -> BasisRow:
    credited = Credited(row.id, row.snapshot_sha256, row.export_sha256, row.invoice_number, reason)
    counter = BasisRow(
        incident_id=row.incident_id,
        state=BasisState.READY.value,
        made_at=tx.act.at,
        credits_id=row.id,
    )
    revision = revision_of(tx.session, IncidentId(row.incident_id))
    put_snapshot(counter, _reckoned(lambda: credit_of(row.snapshot, revision, credited)))
    tx.session.add(counter)
    take_step(tx, counter, BasisAct.OPENED, reason)
    return counter


def _reason(text: str) -> str:
    if not text.strip():
        raise Refused(tr("Det mangler en begrunnelse. Skriv hvorfor; ingenting ble endret."))
    return text.strip()


def _reckoned(reckon: Callable[[], Reckoned]) -> Reckoned:
    """What it comes to, or Refused with the reason why to nothing."""
    try:
        return reckon()
    except BillingError as impossible:
        raise Refused(str(impossible)) from impossible


def _require_sound(row: BasisRow) -> None:
    """Raises Refused for a snapshot that does not come to its own figures any more."""
    differs = recompute(row.snapshot)
    if differs:
        raise Refused(
            tr(
                "Grunnlag {basis} regnes ikke ut til det samme som før ({what}). Det er ikke rørt. "
                "Kjør agent-console db check, og bruk det ikke før det er forklart.",
                basis=row.id,
                what="; ".join(differs)[:300],
            )
        )
