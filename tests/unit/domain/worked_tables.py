"""Reads the worked tables beside this file: hours, closed and short days, closures as typed."""

from __future__ import annotations

import csv
from pathlib import Path

from whenever import Date, Instant, OffsetDateTime, PlainDateTime

from console.domain.hours.opening_hours import Closure, OpeningHours, ShortDay, parse_time_of_day
from console.domain.instants import OSLO

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def instant(text: str) -> Instant:
    return OffsetDateTime.parse_iso(text).to_instant()


def oslo(text: str) -> Instant:
    return PlainDateTime.parse_iso(text).assume_tz(OSLO, disambiguation="raise").to_instant()


def hours_of(row: Row) -> OpeningHours:
    return OpeningHours(
        closed_days=frozenset(Date.parse_iso(day) for day in _parts(row.get("closed", ""))),
        short_days=tuple(
            ShortDay(Date.parse_iso(day), parse_time_of_day(closes))
            for day, closes in (part.split("=") for part in _parts(row.get("short", "")))
        ),
        closures=tuple(
            Closure(oslo(start), oslo(end))
            for start, end in (part.split("/") for part in _parts(row.get("meeting", "")))
        ),
    )


def _parts(text: str) -> list[str]:
    return [part for part in text.split(";") if part]
