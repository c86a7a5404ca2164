"""A work log as it is read: each entry with how long what it began took, and whether it counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from console.domain.billing.work import WorkKind
from console.domain.ids import EntryId
from console.domain.instants import seconds_between
from console.domain.oncall.timers import ReadLog, read_log, stretches
from console.domain.oncall.work_log import EntryKind, LogEntry


@dataclass(frozen=True, slots=True)
class LogLine:
    """`seconds` is None for what takes no time, and for what still runs.

    `counts` is False for waiting, for what is struck, and for absence that nobody has counted.
    """

    entry: LogEntry
    seconds: int | None
    counts: bool
    is_struck: bool
    is_here_only: bool


def log_lines(entries: Iterable[LogEntry], here_only: Collection[EntryId]) -> tuple[LogLine, ...]:
    """The lines in the order of their instants; `here_only` are not in the store yet."""
    log = read_log(entries)
    took = {
        one.begun_by.id: round(seconds_between(one.start, one.end))
        for one in stretches(log)
        if one.end is not None
    }
    for entry in log.entries:
        if entry.span is not None:
            took[entry.id] = round(seconds_between(entry.span.start, entry.span.end))
    return tuple(
        LogLine(
            entry=entry,
            seconds=took.get(entry.id),
            counts=_counts(entry, log),
            is_struck=entry.id in log.struck,
            is_here_only=entry.id in here_only,
        )
        for entry in log.entries
    )


def _counts(entry: LogEntry, log: ReadLog) -> bool:
    if entry.id in log.struck or entry.kind is EntryKind.WAITING:
        return False
    if entry.kind is EntryKind.AWAY:
        return entry.id in log.counted
    return entry.kind is not EntryKind.BY_HAND or entry.work_kind is WorkKind.WORK
