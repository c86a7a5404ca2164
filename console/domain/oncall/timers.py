"""From entries to stretches: what ran when, timer by timer, and what of it is not counted.

A timer belongs to one technician, one incident and one machine: two machines may be cut off from
each other, and each then goes by what it knows. A stop names the machine whose timer it stops, so
a pause pressed on the laptop stops what runs on the desktop.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from whenever import Instant

from console.domain.billing.work import Cause, Source, WorkKind
from console.domain.ids import EntryId, IncidentId, PersonId
from console.domain.oncall.work_log import EntryKind, LogEntry, Span

Timer = tuple[PersonId, IncidentId, str]
"""Whose, on which incident, on which machine."""

STARTS = (EntryKind.STARTED, EntryKind.WAITING)
STOPS = (EntryKind.PAUSED, EntryKind.ENDED)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time of one technician as one entry begins it; `end` is None while it runs."""

    begun_by: LogEntry
    start: Instant
    end: Instant | None
    kind: WorkKind
    cause: Cause | None
    source: Source = Source.TIMER

    @property
    def reason(self) -> str:
        return self.begun_by.text if self.source is Source.BY_HAND else ""

    @property
    def is_empty(self) -> bool:
        return self.end is not None and self.end <= self.start


@dataclass(frozen=True)
class ReadLog:
    """A log with its references followed; `entries` are in the order of (at, id), each once."""

    entries: tuple[LogEntry, ...]
    struck: frozenset[EntryId]
    counted: frozenset[EntryId]
    """Away entries that were work after all."""
    answered: frozenset[EntryId]
    """Away entries of which somebody said that they were no work."""

    @property
    def standing(self) -> tuple[LogEntry, ...]:
        """All that is not struck."""
        return tuple(entry for entry in self.entries if entry.id not in self.struck)


def timer_of(entry: LogEntry) -> Timer:
    return entry.technician, entry.incident, entry.machine


def read_log(entries: Iterable[LogEntry]) -> ReadLog:
    """Whatever order entries come in, and however often each."""
    once = {entry.id: entry for entry in entries}
    ordered = tuple(sorted(once.values(), key=lambda entry: (entry.at, entry.id)))

    def referred(kind: EntryKind, *, to: tuple[EntryKind, ...]) -> frozenset[EntryId]:
        own = (e for e in ordered if e.kind is kind and e.id not in struck)
        targets = ((e, once.get(e.refers_to)) for e in own if e.refers_to is not None)
        return frozenset(t.id for e, t in targets if t and t.kind in to and _is_own(e, t))

    struck: frozenset[EntryId] = frozenset()
    struck = referred(
        EntryKind.WITHDRAWN, to=tuple(kind for kind in EntryKind if kind is not EntryKind.WITHDRAWN)
    )
    away = (EntryKind.AWAY,)
    counted, answered = (referred(kind, to=away) for kind in (EntryKind.COUNTED, EntryKind.NOTE))
    return ReadLog(ordered, struck, counted, answered)


def _is_own(entry: LogEntry, other: LogEntry) -> bool:
    return (entry.technician, entry.incident) == (other.technician, other.incident)


def stretches(log: ReadLog) -> tuple[Stretch, ...]:
    """What the timers ran, as started and stopped, before anything is cut out of it."""
    events: dict[Timer, list[LogEntry]] = defaultdict(list)
    for entry in log.standing:
        if entry.kind in (*STARTS, *STOPS):
            events[timer_of(entry)].append(entry)
    return tuple(stretch for own in events.values() for stretch in _of_timer(own))


def _of_timer(events: list[LogEntry]) -> Iterator[Stretch]:
    for event, after in zip(events, [*events[1:], None], strict=True):
        if event.kind in STARTS:
            kind = WorkKind.WAITING if event.kind is EntryKind.WAITING else WorkKind.WORK
            end = None if after is None else after.at
            yield Stretch(event, event.at, end, kind, event.cause)


def by_hand(log: ReadLog) -> tuple[Stretch, ...]:
    """What was written down afterwards."""
    return tuple(
        Stretch(
            entry, entry.span.start, entry.span.end, entry.work_kind, entry.cause, Source.BY_HAND
        )
        for entry in log.standing
        if entry.kind is EntryKind.BY_HAND and entry.span is not None
        if entry.span.end > entry.span.start
    )


def aways(log: ReadLog) -> tuple[LogEntry, ...]:
    """Spans that are not counted."""
    return tuple(
        entry
        for entry in log.standing
        if entry.kind is EntryKind.AWAY and entry.span is not None and entry.id not in log.counted
    )


def without(stretch: Stretch, spans: Iterable[Span]) -> Iterator[Stretch]:
    """What is left of a stretch when spans are cut out of it."""
    start = stretch.start
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if stretch.end is not None and span.start >= stretch.end:
            break
        if span.end <= start:
            continue
        if span.start > start:
            yield replace(stretch, start=start, end=span.start)
        start = span.end
    left = replace(stretch, start=start)
    if not left.is_empty:
        yield left


def overlaps(stretch: Stretch, span: Span) -> bool:
    """Whether a span has something of a stretch in it."""
    return span.end > stretch.start and (stretch.end is None or span.start < stretch.end)
