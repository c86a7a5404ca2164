"""The work log: entries that are only ever added, and the intervals that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from console.domain.billing.work import Cause, WorkKind
from console.domain.ids import EntryId, IncidentId, PersonId


class EntryKind(StrEnum):
    """What an entry says. The first five happen at `at`; the others speak of a `span`.

    away: the machine slept, was killed, or nobody was there: the span is not counted, until a
    later `counted` that refers to it says that it was work. by_hand: work written down afterwards,
    with a reason. withdrawn: strikes the entry it refers to, with a reason.
    """

    STARTED = "started"
    PAUSED = "paused"
    WAITING = "waiting"
    ENDED = "ended"
    NOTE = "note"
    AWAY = "away"
    COUNTED = "counted"
    BY_HAND = "by_hand"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, not including, `end`."""

    start: Instant
    end: Instant


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry, by one technician at one machine. `text` is a note, or the reason.

    `span`, `work_kind` and `cause` belong to away and by_hand (`cause` also to started: work whose
    cause is another than the incident's); `refers_to` to counted and withdrawn.
    """

    id: EntryId
    incident: IncidentId
    technician: PersonId
    kind: EntryKind
    at: Instant
    text: str = ""
    span: Span | None = None
    work_kind: WorkKind = WorkKind.WORK
    cause: Cause | None = None
    refers_to: EntryId | None = None
    machine: str = ""
