"""A second, slow and plain telling of a roster: one step of 30 seconds after another.

It shares nothing with the product: clock changes are written down here, and a hand-over is
whatever step first shows its time on the wall.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

STEP = timedelta(seconds=30)
HOUR = timedelta(hours=1)

SUMMERS = (
    (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)),
    (datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)),
)
"""Summer time in Norway: from, until."""


@dataclass(frozen=True)
class PlainTurns:
    """Who has turns, from which day, at which hour and minute, for how many weeks each."""

    role: str
    people: tuple[int, ...]
    first_day: date
    hand_over: tuple[int, int]
    weeks: int
    ends: datetime | None = None


@dataclass(frozen=True)
class PlainChange:
    role: str
    start: datetime
    end: datetime
    person: int


@dataclass(frozen=True)
class PlainRoster:
    turns: tuple[PlainTurns, ...]
    changes: tuple[PlainChange, ...]
    fallback: int | None


def on_wall(at: datetime) -> datetime:
    """What the clock on the wall shows, without a zone."""
    is_summer = any(start <= at < end for start, end in SUMMERS)
    return at.replace(tzinfo=None) + (2 * HOUR if is_summer else HOUR)


def walk(
    roster: PlainRoster, start: datetime, end: datetime
) -> Iterator[tuple[datetime, int | None, int | None]]:
    """Every step with primary and backup; `start` must lie before every first turn."""
    steps, first_shown = _steps(start, end)
    begun: dict[datetime, list[PlainTurns]] = {}
    for turns in roster.turns:
        for moment in _hand_overs(turns, first_shown, end):
            begun.setdefault(moment, []).append(turns)
    standing: dict[str, PlainTurns] = {}
    count: dict[PlainTurns, int] = {}
    for at in steps:
        for turns in begun.get(at, ()):
            count[turns] = count.get(turns, -1) + 1
            if count[turns] == 0:
                standing[turns.role] = turns
        primary = _named(roster, standing, count, "primary", at)
        backup = _named(roster, standing, count, "backup", at)
        if primary is None:
            primary = roster.fallback
        if backup is None and roster.fallback != primary:
            backup = roster.fallback
        yield at, primary, backup


@cache
def _steps(start: datetime, end: datetime) -> tuple[tuple[datetime, ...], dict[datetime, datetime]]:
    """Every step, and which of them is the first to show a time on the wall."""
    steps = tuple(start + number * STEP for number in range(int((end - start) / STEP)))
    first_shown: dict[datetime, datetime] = {}
    for at in steps:
        first_shown.setdefault(on_wall(at), at)
    return steps, first_shown


def _hand_overs(
    turns: PlainTurns, first_shown: dict[datetime, datetime], end: datetime
) -> Iterator[datetime]:
    day = datetime.combine(turns.first_day, datetime.min.time())
    while day < end.replace(tzinfo=None):
        time = day + timedelta(hours=turns.hand_over[0], minutes=turns.hand_over[1])
        # A time that the wall never shows comes when the clock of before would have shown it.
        shown = first_shown.get(time) or first_shown.get(time + HOUR)
        if shown is not None:
            yield shown
        day += timedelta(days=7 * turns.weeks)


def _named(
    roster: PlainRoster,
    standing: dict[str, PlainTurns],
    count: dict[PlainTurns, int],
    role: str,
    at: datetime,
) -> int | None:
    for change in roster.changes:
        if change.role == role and change.start <= at < change.end:
            return change.person
    turns = standing.get(role)
    if turns is None or (turns.ends is not None and at >= turns.ends):
        return None
    return turns.people[count[turns] % len(turns.people)]
