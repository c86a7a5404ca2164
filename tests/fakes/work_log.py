"""A work log as tests write it: entries by minute of one night."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from whenever import Instant

from console.domain.billing.work import Cause, WorkInterval, WorkKind
from console.domain.ids import EntryId, IncidentId, PersonId
from console.domain.oncall.work_log import EntryKind, LogEntry, Span

NIGHT = Instant.from_utc(2026, 11, 24, 1)
"""02:00 in the night to Tuesday 24 November 2026."""
INCIDENT = IncidentId(UUID(int=7))
JONAS, MARI = PersonId(1), PersonId(2)
LOGINS = {JONAS: "jonas.t", MARI: "mari.k"}


def at(minute: float) -> Instant:
    return NIGHT.add(seconds=round(minute * 60))


def span(start: float, end: float) -> Span:
    return Span(at(start), at(end))


@dataclass
class Log:
    """Makes entries in the order they are written."""

    who: PersonId = JONAS
    machine: str = "stue"
    entries: list[LogEntry] = field(default_factory=list)

    def add(
        self,
        kind: EntryKind,
        minute: float,
        text: str = "",
        *,
        over: Span | None = None,
        refers_to: LogEntry | None = None,
        who: PersonId | None = None,
        machine: str | None = None,
        work_kind: WorkKind = WorkKind.WORK,
        cause: Cause | None = None,
    ) -> LogEntry:
        entry = LogEntry(
            id=EntryId(UUID(int=1000 + len(self.entries))),
            incident=INCIDENT,
            technician=who or self.who,
            kind=kind,
            at=at(minute),
            text=text,
            span=over,
            work_kind=work_kind,
            cause=cause,
            refers_to=None if refers_to is None else refers_to.id,
            machine=machine or self.machine,
        )
        self.entries.append(entry)
        return entry


def minutes(intervals: tuple[WorkInterval, ...]) -> list[tuple[str, float, float]]:
    """Intervals as (login, from, to), in minutes of the night."""
    return [(one.technician, _minute(one.start), _minute(one.end)) for one in intervals]


def _minute(instant: Instant) -> float:
    return (instant - NIGHT).total("seconds") / 60
