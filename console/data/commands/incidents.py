"""Acts on a critical incident: open, acknowledge, link a case, judge, note, declare over."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from sqlalchemy import select
from whenever import Instant

from console.data.commands.basis_drafts import touched
from console.data.commands.cases import actor_of
from console.data.commands.incident_steps import need_incident, refuse_future, whole_seconds
from console.data.errors import Conflict, Refused
from console.data.queries.history import names_of
from console.data.queries.incidents import entries_of
from console.data.tables.billing import BasisRow
from console.data.tables.cases import CaseRow
from console.data.tables.oncall import ClosingNoteRow, IncidentCaseRow, IncidentRow, VerdictRow
from console.data.tables.shops import ShopRow
from console.data.transaction import Transaction
from console.domain.billing.basis import BasisState
from console.domain.ids import CaseId, IncidentId, ShopId
from console.domain.language import tr
from console.domain.oncall.incident import ClosingNote, IncidentState, Product, Verdict
from console.domain.oncall.work_done import work_done


@dataclass(frozen=True, slots=True)
class NewIncident:
    """A critical report, as whoever opens it knows it. `id` is made by the caller."""

    id: IncidentId
    title: str
    product: Product
    shop: ShopId | None
    reporter_name: str
    reporter_phone: str
    reported_at: Instant
    case: CaseId | None = None


def open_incident(tx: Transaction, new: NewIncident) -> dict[str, Any]:
    """Answers with the number that people call it by. Raises Refused, NotFound."""
    if not new.title.strip():
        raise Refused(tr("Hendelsen mangler en tittel. Skriv kort hva som er galt."))
    refuse_future(tx, new.reported_at)
    if new.shop is not None:
        tx.need(ShopRow, new.shop)
    row = IncidentRow(
        id=new.id,
        title=new.title.strip(),
        product=new.product.value,
        shop_id=new.shop,
        reporter_name=new.reporter_name.strip(),
        reporter_phone=new.reporter_phone.strip(),
        reported_at=whole_seconds(new.reported_at),
        opened_at=tx.act.at,
        opened_by=tx.act.actor,
        state=IncidentState.OPEN.value,
    )
    tx.session.add(row)
    tx.session.flush()
    _record(tx, "IncidentOpened", row.id, no=row.no)
    if new.case is not None:
        link_case(tx, new.id, new.case)
    touched(tx, new.id)
    return {"no": row.no}


def acknowledge(tx: Transaction, incident: IncidentId) -> None:
    """The first to see to it stays the first; that others did too is told, not refused."""
    actor, row = actor_of(tx), need_incident(tx, incident)
    if row.acknowledged_at is None:
        row.acknowledged_at, row.acknowledged_by = tx.act.at, actor
        tx.session.flush()
        _record(tx, "IncidentAcknowledged", incident)
    elif row.acknowledged_by != actor:
        _record(tx, "IncidentAlsoAcknowledged", incident)


def link_case(tx: Transaction, incident: IncidentId, case: CaseId) -> None:
    """Says that a case came by an incident. Raises NotFound."""
    need_incident(tx, incident, held=False)
    tx.need(CaseRow, case)
    if tx.session.get(IncidentCaseRow, (incident, case)) is None:
        tx.session.add(
            IncidentCaseRow(
                incident_id=incident, case_id=case, linked_at=tx.act.at, linked_by=tx.act.actor
            )
        )
        tx.session.flush()
        _record(tx, "IncidentLinked", incident, case)


def name_shop(tx: Transaction, incident: IncidentId, shop: ShopId) -> None:
    """Says which shop it is for, where nobody knew when it was opened. Raises Refused, NotFound.

    Once, and before a basis is made ready: whoever is billed is frozen in it.
    """
    actor_of(tx)
    row, named = need_incident(tx, incident), tx.need(ShopRow, shop)
    if row.shop_id == named.id:
        return
    if row.shop_id is not None:
        raise Refused(tr("Hendelsen har en butikk alt. Ingenting ble endret."))
    beyond = select(BasisRow.id).where(
        BasisRow.incident_id == incident, BasisRow.state != BasisState.DRAFT.value
    )
    if tx.session.scalar(beyond.limit(1)) is not None:
        raise Refused(
            tr(
                "Fakturagrunnlaget er ikke lenger en kladd, så butikken kan ikke settes. Ingenting "
                "ble endret; ta grunnlaget tilbake til kladd først."
            )
        )
    row.shop_id = named.id
    tx.session.flush()
    _record(tx, "IncidentShopNamed", incident, shop=named.id)


def give_verdict(tx: Transaction, incident: IncidentId, verdict: Verdict, reason: str) -> None:
    """Whose fault it was, as the actor judges; the last verdict counts. Raises Refused."""
    actor = actor_of(tx)
    if not reason.strip():
        raise Refused(tr("Vurderingen mangler en begrunnelse. Skriv hva som viser det."))
    need_incident(tx, incident)
    row = VerdictRow(
        incident_id=incident,
        verdict=verdict.value,
        reason=reason.strip(),
        at=tx.act.at,
        by_id=actor,
    )
    tx.session.add(row)
    tx.session.flush()
    _record(tx, "VerdictGiven", incident, no=row.no, verdict=verdict.value)
    touched(tx, incident)


def write_closing_note(
    tx: Transaction, incident: IncidentId, note: ClosingNote, seen_version: int
) -> dict[str, Any]:
    """The closing note becomes this; `seen_version` is 0 where there was none.

    Answers with its version. Raises Conflict when somebody else wrote in it meanwhile.
    """
    actor = actor_of(tx)
    need_incident(tx, incident)
    row = tx.session.get(ClosingNoteRow, incident)
    if (0 if row is None else row.version) != seen_version:
        raise _written_meanwhile(tx, row)
    if row is None:
        row = ClosingNoteRow(incident_id=incident, changed_at=tx.act.at, changed_by=actor)
        tx.session.add(row)
    for field in fields(note):
        setattr(row, field.name, getattr(note, field.name))
    row.changed_at, row.changed_by = tx.act.at, actor
    tx.session.flush()
    _record(tx, "ClosingNoteWritten", incident, version=row.version)
    touched(tx, incident)
    return {"version": row.version}


def declare_over(tx: Transaction, incident: IncidentId) -> None:
    """The technician's word that the work is done. Raises Refused while anybody's work runs."""
    actor, row = actor_of(tx), need_incident(tx, incident)
    if row.state == IncidentState.OVER:
        return
    running = {int(one.person) for one in work_done(entries_of(tx.session, incident), {}).running}
    if running:
        names = sorted(names_of(tx.session, running).values())
        raise Refused(
            tr(
                "Arbeidet til {names} løper ennå. Avslutt det i arbeidsloggen først; hendelsen er "
                "fortsatt åpen.",
                names=", ".join(names),
            )
        )
    row.state, row.over_at, row.over_by = IncidentState.OVER.value, tx.act.at, actor
    tx.session.flush()
    _record(tx, "IncidentOver", incident)
    touched(tx, incident)


def reopen_incident(tx: Transaction, incident: IncidentId) -> None:
    """There is more to do after all."""
    actor_of(tx)
    row = need_incident(tx, incident)
    if row.state == IncidentState.OPEN:
        return
    row.state, row.over_at, row.over_by = IncidentState.OPEN.value, None, None
    tx.session.flush()
    _record(tx, "IncidentReopened", incident)
    touched(tx, incident)


def _written_meanwhile(tx: Transaction, row: ClosingNoteRow | None) -> Conflict:
    by = None if row is None else row.changed_by
    return Conflict(
        tr(
            "{name} har skrevet i sluttnotatet etter at du så det. Ditt er ikke lagret over det; "
            "velg hvilket som skal gjelde.",
            name=names_of(tx.session, {by}).get(by, "") if by is not None else tr("Noen"),
        )
    )


def _record(
    tx: Transaction, kind: str, incident: UUID, case: CaseId | None = None, **data: Any
) -> None:
    tx.record(kind, "incident", incident, case=case, **data)
