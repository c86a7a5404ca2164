"""Sums of work log entries: what a basis remembers of the log it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from whenever import Instant

from console.domain.oncall.work_log import LogEntry


def entry_sums(entries: Iterable[LogEntry]) -> dict[str, str]:
    """Each entry's sum by its id."""
    return {str(entry.id): _sum(entry) for entry in entries}


def changed_entries(entries: Iterable[LogEntry], remembered: dict[str, str]) -> tuple[str, ...]:
    """The ids of entries that are not as they are remembered, or gone; new ones are none."""
    now = entry_sums(entries)
    return tuple(sorted(one for one, told in remembered.items() if now.get(one) != told))


def _sum(entry: LogEntry) -> str:
    """Of every field, each with its number of letters, so that none can run into the next."""
    span = entry.span
    fields = (
        str(entry.id),
        str(entry.incident),
        str(entry.technician),
        entry.kind.value,
        _second(entry.at),
        entry.text,
        "" if span is None else _second(span.start),
        "" if span is None else _second(span.end),
        entry.work_kind.value,
        entry.cause or "",
        "" if entry.refers_to is None else str(entry.refers_to),
        entry.machine,
    )
    text = "".join(f"{len(field)}:{field}," for field in fields)
    return hashlib.sha256(text.encode()).hexdigest()


def _second(at: Instant) -> str:
    return str(at.timestamp(unit="microsecond"))
