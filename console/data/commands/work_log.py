"""Adding to the work log: by oneself, of what has happened, never changed afterwards."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from whenever import Instant

from console.data.commands.basis_drafts import touched
from console.data.commands.cases import actor_of
from console.data.commands.incident_steps import need_incident, refuse_future, whole_seconds
from console.data.errors import NotAllowed, Refused
from console.data.tables.oncall import WorkEntryRow
from console.data.transaction import Transaction
from console.domain.ids import EntryId
from console.domain.language import tr
from console.domain.oncall.entry_sums import entry_sums
from console.domain.oncall.work_log import EntryKind, LogEntry, Span

_WITH_SPAN = (EntryKind.AWAY, EntryKind.BY_HAND)
_WITH_REASON = (EntryKind.BY_HAND, EntryKind.WITHDRAWN)
_OF_EARLIER = (EntryKind.COUNTED, EntryKind.WITHDRAWN)


def add_entry(tx: Transaction, entry: LogEntry) -> None:
    """Adds an entry, in whole seconds; also a late one, to an incident that is over.

    The event that tells of it bears the entry's sum: an entry changed past the store is found.
    Raises NotAllowed for a colleague's, Refused for what lies ahead or says too little, NotFound.
    """
    if actor_of(tx) != entry.technician:
        raise NotAllowed(
            tr("I arbeidsloggen skriver hver for seg selv. Ingenting ble lagret i en annens navn.")
        )
    refuse_future(tx, entry.at, *(() if entry.span is None else (entry.span.end,)))
    _refuse_incomplete(entry)
    need_incident(tx, entry.incident)
    if entry.refers_to is not None:
        _need_own(tx, entry, entry.refers_to)
    kept = _as_kept(entry)
    tx.session.add(_row(kept, tx.act.at))
    tx.session.flush()
    tx.record(
        "WorkLogged",
        "incident",
        entry.incident,
        entry=str(entry.id),
        says=entry.kind.value,
        sum=entry_sums([kept])[str(entry.id)],
    )
    touched(tx, entry.incident)


def _as_kept(entry: LogEntry) -> LogEntry:
    span = entry.span
    if span is not None:
        span = Span(whole_seconds(span.start), whole_seconds(span.end))
    return replace(entry, at=whole_seconds(entry.at), text=entry.text.strip(), span=span)


def _row(entry: LogEntry, recorded_at: Instant) -> WorkEntryRow:
    return WorkEntryRow(
        id=entry.id,
        incident_id=entry.incident,
        technician_id=entry.technician,
        kind=entry.kind.value,
        at=entry.at,
        text=entry.text,
        span_start=None if entry.span is None else entry.span.start,
        span_end=None if entry.span is None else entry.span.end,
        work_kind=entry.work_kind.value,
        cause=None if entry.cause is None else entry.cause.value,
        refers_to=entry.refers_to,
        machine=entry.machine,
        recorded_at=recorded_at,
    )


def _refuse_incomplete(entry: LogEntry) -> None:
    if (entry.span is None) == (entry.kind in _WITH_SPAN):
        raise Refused(
            tr("Det mangler fra når og til når, eller det skal ikke være der. Ingenting er lagret.")
        )
    if entry.span is not None and whole_seconds(entry.span.end) <= whole_seconds(entry.span.start):
        raise Refused(
            tr("Tiden slutter ikke etter at den begynner. Rett den; ingenting er lagret.")
        )
    if entry.kind in _WITH_REASON and not entry.text.strip():
        raise Refused(tr("Det mangler en begrunnelse. Skriv hvorfor; ingenting er lagret ennå."))
    if entry.kind in _OF_EARLIER and entry.refers_to is None:
        raise Refused(tr("Det mangler hvilken linje i loggen det gjelder. Ingenting er lagret."))


def _need_own(tx: Transaction, entry: LogEntry, other: EntryId) -> None:
    """What is counted or struck is one's own, on the same incident."""
    own = select(WorkEntryRow.no).where(
        WorkEntryRow.id == other,
        WorkEntryRow.incident_id == entry.incident,
        WorkEntryRow.technician_id == entry.technician,
    )
    if tx.session.scalar(own) is None:
        raise Refused(
            tr(
                "Linjen det gjelder, er ikke din eller ikke i loggen til denne hendelsen. "
                "Ingenting ble endret."
            )
        )
