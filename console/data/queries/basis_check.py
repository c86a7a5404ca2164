"""Whether a stored basis still is what was approved: reckoned again, bound by its steps, and
standing on the log as it was. Each fault has a name; what is found is told, nothing is mended.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.errors import StoreError
from console.data.queries.bases import basis, basis_steps, described, document_at
from console.data.queries.basis_work import everybody
from console.data.queries.incidents import incident
from console.data.tables.billing import BasisRow
from console.data.tables.journal import EventRow
from console.data.tables.oncall import WorkEntryRow
from console.domain.billing.basis import Basis, BasisState
from console.domain.billing.canonical import sum_of
from console.domain.billing.document import sum_in
from console.domain.billing.facts import Facts
from console.domain.billing.snapshot import read_snapshot, recompute
from console.domain.billing.step_chain import ChainedStep, first_misfit
from console.domain.billing.stretches import without
from console.domain.billing.work import BillingError, WorkInterval
from console.domain.ids import BasisId
from console.domain.language import mark, tr
from console.domain.oncall.entry_sums import changed_entries
from console.domain.oncall.work_done import work_done


class FaultKind(StrEnum):
    """What can be wrong with a stored basis."""

    SUM = "sum"
    RECOMPUTED = "recomputed"
    FIGURES = "figures"
    CHAIN = "chain"
    LAST_STEP = "last_step"
    EVENT = "event"
    LOG_CHANGED = "log_changed"
    NOT_FROM_LOG = "not_from_log"
    VERDICT = "verdict"
    REPORT = "report"
    OWN_APPROVAL = "own_approval"
    DOCUMENT = "document"


_WORDS = {
    FaultKind.SUM: mark("øyeblikksbildet har ikke summen som er lagret ved det"),
    FaultKind.RECOMPUTED: mark("regnet om kommer noe annet ut: {detail}"),
    FaultKind.FIGURES: mark("tallene i lageret er ikke øyeblikksbildets: {detail}"),
    FaultKind.CHAIN: mark("historikken er endret ved steg {detail}"),
    FaultKind.LAST_STEP: mark("det siste steget i historikken sier noe annet: {detail}"),
    FaultKind.EVENT: mark("journalen mangler det som hører til steg {detail}"),
    FaultKind.LOG_CHANGED: mark("arbeidsloggen er endret etterpå, linje {detail}"),
    FaultKind.NOT_FROM_LOG: mark("arbeid i øyeblikksbildet følger ikke av loggen: {detail}"),
    FaultKind.VERDICT: mark("vurderingen som grunnlaget bygger på, er endret eller borte"),
    FaultKind.REPORT: mark("tidspunktet hendelsen ble meldt, er endret etterpå"),
    FaultKind.OWN_APPROVAL: mark("den som godkjente, står selv i arbeidsloggen"),
    FaultKind.DOCUMENT: mark("dokumentet blir et annet enn det som ble overlevert"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with one basis."""

    basis: BasisId
    kind: FaultKind
    detail: str = ""

    @property
    def words(self) -> str:
        what = tr(_WORDS[self.kind], detail=self.detail)
        return tr("Grunnlag {basis}: {what}", basis=self.basis, what=what)


def recheck(session: Session, which: BasisId) -> tuple[Fault, ...]:
    """Everything that is wrong with a basis; empty when all is as it was. Raises NotFound."""
    told, steps = basis(session, which), basis_steps(session, which)
    found = [*_of_history(session, told, steps)]
    if told.state is not BasisState.DRAFT:
        found += _of_snapshot(session, told)
    return tuple(Fault(which, kind, detail) for kind, detail in found)


def recheck_all(session: Session) -> tuple[Fault, ...]:
    """The same of every basis, in order."""
    every = session.scalars(select(BasisRow.id).order_by(BasisRow.id)).all()
    return tuple(fault for one in every for fault in recheck(session, BasisId(one)))


_Found = Iterator[tuple[FaultKind, str]]


def _of_history(session: Session, told: Basis, steps: tuple[ChainedStep, ...]) -> _Found:
    misfit = first_misfit(steps)
    if misfit is not None or not steps:
        yield FaultKind.CHAIN, str(misfit or 1)
        return
    last = _witnessed(steps[-1].step.after)
    row = session.get_one(BasisRow, told.id)
    differs = [name for name, value in described(row).items() if last.get(name) != value]
    if differs:
        yield FaultKind.LAST_STEP, ", ".join(differs)
    events = session.scalars(
        select(EventRow).where(EventRow.entity == "basis", EventRow.entity_id == str(told.id))
    )
    witnessed = {event.data.get("step") for event in events}
    for one in steps:
        if one.step.step not in witnessed:
            yield FaultKind.EVENT, str(one.step.step)


def _witnessed(after: str) -> Mapping[str, object]:
    """What a step tells; one that somebody wrote down in words of their own tells nothing."""
    try:
        told = json.loads(after)
    except ValueError:
        return {}
    return told if isinstance(told, Mapping) else {}


def _of_snapshot(session: Session, told: Basis) -> _Found:
    if sum_of(told.snapshot) != told.snapshot_sha256:
        yield FaultKind.SUM, ""
    differs = recompute(told.snapshot)
    if differs:
        yield FaultKind.RECOMPUTED, "; ".join(differs)[:300]
    try:
        read = read_snapshot(told.snapshot)
    except BillingError:
        return
    result = read.result
    figures = {
        "started_hours": (told.started_hours, result.started_hours),
        "ex_vat_ore": (told.ex_vat_ore, result.ex_vat_ore),
        "vat_ore": (told.vat_ore, result.vat_ore),
        "incl_vat_ore": (told.incl_vat_ore, result.incl_vat_ore),
    }
    wrong = [name for name, (stored, reckoned) in figures.items() if stored != reckoned]
    if wrong:
        yield FaultKind.FIGURES, ", ".join(wrong)
    yield from _of_log(session, told, read.facts)
    yield from _of_hands(session, told)


def _of_log(session: Session, told: Basis, facts: Facts) -> _Found:
    """What the basis remembers of the report, log and verdict must stand there as it did."""
    now = incident(session, told.incident)
    if facts.work.reported_at != now.reported_at:
        yield FaultKind.REPORT, ""
    for entry in changed_entries(now.entries, dict(facts.log)):
        yield FaultKind.LOG_CHANGED, entry
    people = everybody(session)
    logins = {id_: login for id_, (login, _) in people.items()}
    then = [entry for entry in now.entries if str(entry.id) in facts.log]
    follows = work_done(then, logins).intervals
    invented = {one.technician for one in facts.own_intervals if not _is_among(one, follows)}
    if invented:
        yield FaultKind.NOT_FROM_LOG, ", ".join(sorted(invented))
    judged = facts.judged
    if judged.by and not any(
        (one.verdict.value, one.reason, one.at, logins.get(one.by))
        == (judged.verdict, judged.reason, judged.at, judged.by)
        for one in now.verdicts
    ):
        yield FaultKind.VERDICT, ""


def _is_among(one: WorkInterval, follows: Iterable[WorkInterval]) -> bool:
    """Whether all of it is on the log, however it is cut there."""
    alike = (
        each
        for each in follows
        if (each.technician, each.kind, each.cause) == (one.technician, one.kind, one.cause)
    )
    spans = [(each.start.timestamp(), each.end.timestamp()) for each in alike]
    return not without([(one.start.timestamp(), one.end.timestamp())], spans)


def _of_hands(session: Session, told: Basis) -> _Found:
    if told.approved_by is not None and told.approved_at is not None:
        own = select(WorkEntryRow.no).where(
            WorkEntryRow.incident_id == told.incident,
            WorkEntryRow.technician_id == told.approved_by,
            WorkEntryRow.at <= told.approved_at,
        )
        if session.scalar(own.limit(1)) is not None:
            yield FaultKind.OWN_APPROVAL, ""
    if told.exported_at is None:
        return
    row = session.get_one(BasisRow, told.id)
    try:
        is_same = sum_in(document_at(session, row, told.exported_at)) == told.export_sha256
    except (StoreError, BillingError, KeyError, ValueError):
        is_same = False
    if not is_same:
        yield FaultKind.DOCUMENT, ""
