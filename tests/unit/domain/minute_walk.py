"""A second, slow and plain telling of the hours, minute by minute, written from the facts alone.

It shares nothing with the product: its own calendar, its own Easter, its own clock change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
FIRST = datetime(2025, 12, 31, 23, tzinfo=UTC)  # midnight of New Year 2026 in Oslo
LAST = datetime(2027, 12, 31, 23, tzinfo=UTC)


@dataclass(frozen=True)
class Extras:
    """What the lead has entered; times are minutes of the day."""

    closed: frozenset[date] = frozenset()
    short: dict[date, int] = field(default_factory=dict)
    meetings: dict[date, tuple[tuple[int, int], ...]] = field(default_factory=dict)


class Minute(NamedTuple):
    at: datetime
    state: str
    after_hours: bool
    worked: bool


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian rule (Meeus, Astronomical Algorithms)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)


def holidays_of(year: int) -> set[date]:
    sunday = easter(year)
    moving = {sunday + timedelta(days=days) for days in (-3, -2, 0, 1, 39, 49, 50)}
    fixed = {(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)}
    return moving | {date(year, month, day) for month, day in fixed}


def walk(extras: Extras) -> Iterator[Minute]:
    """Every minute of 2026 and 2027 in Oslo."""
    holidays = holidays_of(2026) | holidays_of(2027)
    at = FIRST
    while at < LAST:
        there = at.astimezone(OSLO)
        today, minute = there.date(), there.hour * 60 + there.minute
        off = there.weekday() >= 5 or today in holidays or today in extras.closed
        state, after_hours = ("closed", True) if off else tell(extras, today, minute)
        yield Minute(at, state, after_hours, not off and 8 * 60 <= minute < 16 * 60)
        at += timedelta(minutes=1)


def tell(extras: Extras, today: date, minute: int) -> tuple[str, bool]:
    """The state of a working day at a minute, and whether it is after hours."""
    closes = extras.short.get(today, 15 * 60 + 30)
    if 9 * 60 <= minute < closes:
        if 11 * 60 + 30 <= minute < 12 * 60:
            return "lunch", False
        for start, end in extras.meetings.get(today, ()):
            if start <= minute < end:
                return "meeting", False
        return "open", False
    if 8 * 60 <= minute < 16 * 60:
        return "backlog", True
    return "closed", True
