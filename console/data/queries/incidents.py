"""Incidents, whole: with their closing notes, verdicts, cases and work logs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.errors import NotFound
from console.data.tables.oncall import (
    ClosingNoteRow,
    IncidentCaseRow,
    IncidentRow,
    VerdictRow,
    WorkEntryRow,
)
from console.data.tables.shops import ShopRow
from console.domain.billing.work import Cause, WorkKind
from console.domain.ids import CaseId, EntryId, IncidentId, PersonId, ShopId
from console.domain.language import tr
from console.domain.oncall.incident import (
    ClosingNote,
    GivenVerdict,
    Incident,
    IncidentState,
    Product,
    Verdict,
)
from console.domain.oncall.work_log import EntryKind, LogEntry, Span

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def incident(session: Session, incident: IncidentId) -> Incident:
    """Raises NotFound."""
    found = _incidents(session, IncidentRow.id == incident)
    if not found:
        raise NotFound(tr("Hendelsen {incident} finnes ikke i lageret.", incident=incident))
    return found[0]


def open_incidents(session: Session) -> tuple[Incident, ...]:
    """All that somebody has to see to, oldest first."""
    return _incidents(session, IncidentRow.state == IncidentState.OPEN.value)


def incidents_between(session: Session, start: Instant, end: Instant) -> tuple[Incident, ...]:
    """All that were reported from `start` up to, not including, `end`, oldest first."""
    return _incidents(session, IncidentRow.reported_at >= start, IncidentRow.reported_at < end)


def incidents_of_case(session: Session, case: CaseId) -> tuple[Incident, ...]:
    """All that a case came by, oldest first."""
    linked = select(IncidentCaseRow.incident_id).where(IncidentCaseRow.case_id == case)
    return _incidents(session, IncidentRow.id.in_(linked))


def entries_of(session: Session, incident: IncidentId) -> tuple[LogEntry, ...]:
    """One incident's work log, in the order of its instants."""
    return _entries(session, [incident]).get(incident, ())


def all_entries(session: Session) -> Iterator[LogEntry]:
    """Every entry of every incident's work log, in the order they came."""
    for row in session.scalars(select(WorkEntryRow).order_by(WorkEntryRow.no)):
        yield _entry(row)


def _incidents(session: Session, *which: ColumnElement[bool]) -> tuple[Incident, ...]:
    found = session.execute(
        select(IncidentRow, ShopRow.name)
        .outerjoin(ShopRow, ShopRow.id == IncidentRow.shop_id)
        .where(*which)
        .order_by(IncidentRow.reported_at, IncidentRow.no)
    ).all()
    ids = [row.id for row, _ in found]
    notes = {
        row.incident_id: row
        for row in session.scalars(
            select(ClosingNoteRow).where(ClosingNoteRow.incident_id.in_(ids))
        )
    }
    verdicts, cases, entries = _verdicts(session, ids), _cases(session, ids), _entries(session, ids)
    return tuple(
        _incident(
            row,
            shop_name or "",
            notes.get(row.id),
            verdicts.get(row.id, ()),
            cases.get(row.id, ()),
            entries.get(row.id, ()),
        )
        for row, shop_name in found
    )


def _incident(
    row: IncidentRow,
    shop_name: str,
    note: ClosingNoteRow | None,
    verdicts: tuple[GivenVerdict, ...],
    cases: tuple[CaseId, ...],
    entries: tuple[LogEntry, ...],
) -> Incident:
    by = row.acknowledged_by
    return Incident(
        id=IncidentId(row.id),
        no=row.no,
        title=row.title,
        product=Product(row.product),
        shop=None if row.shop_id is None else ShopId(row.shop_id),
        shop_name=shop_name,
        reporter_name=row.reporter_name,
        reporter_phone=row.reporter_phone,
        reported_at=row.reported_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=None if by is None else PersonId(by),
        state=IncidentState(row.state),
        over_at=row.over_at,
        note=ClosingNote() if note is None else _note(note),
        note_version=0 if note is None else note.version,
        verdicts=verdicts,
        cases=cases,
        entries=entries,
    )


def _note(row: ClosingNoteRow) -> ClosingNote:
    return ClosingNote(row.seen, row.cause, row.done, row.prevented, row.promised)


def _verdicts(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[GivenVerdict, ...]]:
    wanted = select(VerdictRow).where(VerdictRow.incident_id.in_(ids)).order_by(VerdictRow.no)
    return _grouped(session.scalars(wanted), lambda row: row.incident_id, _verdict)


def _verdict(row: VerdictRow) -> GivenVerdict:
    return GivenVerdict(Verdict(row.verdict), row.reason, row.at, PersonId(row.by_id))


def _cases(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[CaseId, ...]]:
    wanted = (
        select(IncidentCaseRow)
        .where(IncidentCaseRow.incident_id.in_(ids))
        .order_by(IncidentCaseRow.case_id)
    )
    return _grouped(
        session.scalars(wanted), lambda row: row.incident_id, lambda row: CaseId(row.case_id)
    )


def _entries(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[LogEntry, ...]]:
    wanted = (
        select(WorkEntryRow)
        .where(WorkEntryRow.incident_id.in_(ids))
        .order_by(WorkEntryRow.at, WorkEntryRow.no)
    )
    return _grouped(session.scalars(wanted), lambda row: row.incident_id, _entry)


def _entry(row: WorkEntryRow) -> LogEntry:
    span = None
    if row.span_start is not None and row.span_end is not None:
        span = Span(row.span_start, row.span_end)
    return LogEntry(
        id=EntryId(row.id),
        incident=IncidentId(row.incident_id),
        technician=PersonId(row.technician_id),
        kind=EntryKind(row.kind),
        at=row.at,
        text=row.text,
        span=span,
        work_kind=WorkKind(row.work_kind),
        cause=None if row.cause is None else Cause(row.cause),
        refers_to=None if row.refers_to is None else EntryId(row.refers_to),
        machine=row.machine,
    )


def _grouped(
    rows: Iterable[T], key: Callable[[T], UUID], value: Callable[[T], K]
) -> dict[UUID, tuple[K, ...]]:
    found: dict[UUID, list[K]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(value(row))
    return {one: tuple(values) for one, values in found.items()}
