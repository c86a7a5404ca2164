"""What follows from a work log: intervals for the bill, what runs, and what somebody must answer.

Pure: whatever order entries come in from whatever machines, and however often, it is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from whenever import Instant

from console.domain.billing.work import Cause, Source, WorkInterval, WorkKind
from console.domain.ids import EntryId, PersonId
from console.domain.oncall.timers import (
    STARTS,
    STOPS,
    ReadLog,
    Stretch,
    aways,
    by_hand,
    overlaps,
    read_log,
    stretches,
    timer_of,
    without,
)
from console.domain.oncall.united import united
from console.domain.oncall.work_log import LogEntry, Span


class AwayWhy(StrEnum):
    """Why a span is not counted by itself; an away entry's text is this value."""

    ASLEEP = "asleep"
    STOPPED = "stopped"
    """The program was killed, or the machine lost its power or was switched off."""
    IDLE = "idle"
    """Nobody touched the console."""


class FindingKind(StrEnum):
    """What a person should look at. None of it changes the sum: all is counted once."""

    TWO_MACHINES = "two_machines"
    BY_HAND_OVERLAPS = "by_hand_overlaps"
    OUT_OF_ORDER = "out_of_order"


@dataclass(frozen=True, slots=True)
class Running:
    """Work or waiting that nobody has ended: counted from `since` on."""

    technician: str
    since: Instant
    kind: WorkKind
    cause: Cause | None
    person: PersonId
    machine: str


@dataclass(frozen=True, slots=True)
class Question:
    """A span that is not counted until its technician says that it was work."""

    away: LogEntry
    span: Span
    why: AwayWhy


@dataclass(frozen=True, slots=True)
class Finding:
    """`end` is None where it is still so."""

    kind: FindingKind
    technician: str
    start: Instant
    end: Instant | None
    entries: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True)
class WorkDone:
    """`intervals` of one technician never overlap, and are in the order of their starts."""

    intervals: tuple[WorkInterval, ...] = ()
    running: tuple[Running, ...] = ()
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()

    def up_to(self, now: Instant) -> tuple[WorkInterval, ...]:
        """The same, with what runs counted up to an instant: what the running line is made of."""
        so_far = [
            WorkInterval(one.technician, one.since, now, one.kind, one.cause)
            for one in self.running
            if one.since < now
        ]
        return united((*self.intervals, *so_far))


def work_done(entries: Iterable[LogEntry], logins: Mapping[PersonId, str]) -> WorkDone:
    """Reads one incident's log; `logins` says what its technicians are called on the bill."""
    log = read_log(entries)
    named = _Named(logins)
    timed = stretches(log)
    cut = [piece for stretch in timed for piece in without(stretch, _spans(log, stretch))]
    written = by_hand(log)
    closed = [named.interval(one, one.end) for one in (*cut, *written) if one.end is not None]
    running = [named.running(one) for one in cut if one.end is None]
    return WorkDone(
        intervals=united(closed),
        running=tuple(sorted(running, key=lambda one: (one.since, one.technician, one.machine))),
        questions=tuple(_questions(log, timed)),
        findings=tuple(sorted(_findings(log, (*cut, *written), named), key=_finding_order)),
    )


class _Named:
    """Technicians by their logins; whoever is not known, by number."""

    def __init__(self, logins: Mapping[PersonId, str]) -> None:
        self._logins = logins

    def of(self, person: PersonId) -> str:
        return self._logins.get(person, f"#{person}")

    def interval(self, one: Stretch, end: Instant) -> WorkInterval:
        login = self.of(one.begun_by.technician)
        return WorkInterval(login, one.start, end, one.kind, one.cause, one.source, one.reason)

    def running(self, one: Stretch) -> Running:
        person = one.begun_by.technician
        login, machine = self.of(person), one.begun_by.machine
        return Running(login, one.start, one.kind, one.cause, person, machine)


def _spans(log: ReadLog, stretch: Stretch) -> Iterator[Span]:
    """What is cut out of a timer's stretch: what its own machine did not see."""
    for away in aways(log):
        if away.span is not None and timer_of(away) == timer_of(stretch.begun_by):
            yield away.span


def _questions(log: ReadLog, timed: Iterable[Stretch]) -> Iterator[Question]:
    for away in aways(log):
        own = [one for one in timed if timer_of(one.begun_by) == timer_of(away)]
        if away.span is None or away.id in log.answered:
            continue
        if any(overlaps(one, away.span) for one in own):
            yield Question(away, away.span, _why(away))


def _why(away: LogEntry) -> AwayWhy:
    return AwayWhy(away.text) if away.text in tuple(AwayWhy) else AwayWhy.STOPPED


def _findings(log: ReadLog, counted: Iterable[Stretch], named: _Named) -> Iterator[Finding]:
    own: dict[PersonId, list[Stretch]] = defaultdict(list)
    for stretch in counted:
        own[stretch.begun_by.technician].append(stretch)
    for person, theirs in own.items():
        for one, other in combinations(sorted(theirs, key=lambda s: (s.start, s.begun_by.id)), 2):
            if one.end is None or other.start < one.end:
                ends = [end for end in (one.end, other.end) if end is not None]
                ids = (one.begun_by.id, other.begun_by.id)
                yield Finding(
                    _overlap_kind(one, other),
                    named.of(person),
                    other.start,
                    min(ends, default=None),
                    ids,
                )
    yield from _stops_without_start(log, named)


def _overlap_kind(one: Stretch, other: Stretch) -> FindingKind:
    is_by_hand = Source.BY_HAND in (one.source, other.source)
    return FindingKind.BY_HAND_OVERLAPS if is_by_hand else FindingKind.TWO_MACHINES


def _stops_without_start(log: ReadLog, named: _Named) -> Iterator[Finding]:
    """Its start has not arrived yet, or never was; where it was struck, nothing is amiss."""
    begun = set()
    for entry in log.entries:
        if entry.kind in STARTS:
            begun.add(timer_of(entry))
        elif entry.kind in STOPS and timer_of(entry) not in begun and entry.id not in log.struck:
            technician = named.of(entry.technician)
            kind = FindingKind.OUT_OF_ORDER
            yield Finding(kind, technician, entry.at, entry.at, (entry.id,))


def _finding_order(finding: Finding) -> tuple[Instant, str, str, tuple[EntryId, ...]]:
    return finding.start, finding.kind, finding.technician, finding.entries
