"""Whether a window's lanes are what the store says: beside a desk that is opened just now, and
beside plain counts.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from console.app.outset import Outset
from console.app.prepared import prepare
from console.desk.desk import Desk
from tests.bench.watched_window import Watched

TRIES = 70
"""Seconds: cases are put anew within the minute, a slice each second."""

_COUNTS = {
    "chat": "SELECT count(*) FROM chat WHERE state <> 'ended'",
    "telephone": (
        "SELECT count(*) FROM call WHERE state <> 'ended' "
        "OR (call_back_by IS NOT NULL AND called_back_at IS NULL)"
    ),
    "mail": (
        "SELECT count(*) FROM \"case\" WHERE state = 'open' AND waiting_since IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM chat WHERE case_id = \"case\".id AND state <> 'ended' "
        "AND waiting_since IS NOT NULL) "
        'AND NOT EXISTS (SELECT 1 FROM call WHERE case_id = "case".id '
        "AND state IN ('waiting', 'ringing'))"
    ),
}


async def recount(watched: Watched, *, by_count: bool) -> dict[str, Any]:
    """What is wrong with the lanes ("" nothing), how many tries it took until they were the same
    as a new desk's, and how many rows there are.
    """
    anew = await _open_anew(watched.outset, watched)
    try:
        wrong, tries = "not looked", 0
        while wrong and tries < TRIES:
            await asyncio.sleep(1)
            tries += 1
            with _one_instant(watched.desk, anew):
                wrong = _difference(watched.desk, anew)
        if not wrong and by_count:
            counted = await anew._workers.read(_counted)
            wrong = _miscounted(watched.desk, counted)
        rows = {lane.name.value: _rows(watched.desk, lane.name.value) for lane in _lanes(anew)}
        return {"wrong": wrong, "same_after_tries": tries, "rows": rows}
    finally:
        await anew.stop()


@contextmanager
def _one_instant(*desks: Desk) -> Iterator[None]:
    """Both look at the very same moment."""
    now = desks[0].clock.now()
    for desk in desks:
        desk.clock.now = lambda: now  # type: ignore[method-assign]
        desk.live.tick()
    yield
    for desk in desks:
        del desk.clock.now


async def _open_anew(outset: Outset, watched: Watched) -> Desk:
    here = replace(outset.here, pocket=outset.here.pocket.with_name("recount.db"))
    Path(here.pocket).parent.mkdir(parents=True, exist_ok=True)
    preferences = replace(outset.chosen.preferences, store=outset.store or _url(outset))
    prepared = await asyncio.get_running_loop().run_in_executor(
        None,
        lambda: prepare(
            here, preferences, threading.main_thread(), outset.passwords, outset.clocks
        ),
    )
    desk = prepared.desk(watched.spawn)
    desk.start(prepared.whole, prepared.cursor)
    return desk


def _url(outset: Outset) -> str:
    return outset.chosen.preferences.store


def _lanes(desk: Desk) -> tuple[Any, ...]:
    overview = desk.live.overview
    return (*overview.lanes, overview.urgent)


def _rows(desk: Desk, name: str) -> int:
    found = next(lane for lane in _lanes(desk) if lane.name.value == name)
    return sum(not row.is_head for row in found.rows.rows)


def _difference(ours: Desk, anew: Desk) -> str:
    """The first row that is another, or figure."""
    for mine, other in zip(_lanes(ours), _lanes(anew), strict=True):
        if mine.counts.value != other.counts.value:
            return f"{mine.name}: {mine.counts.value} for {other.counts.value}"
        for number, (row, wanted) in enumerate(zip(mine.rows.rows, other.rows.rows, strict=False)):
            if row != wanted:
                return f"{mine.name} {number}: {row} for {wanted}"
        if len(mine.rows.rows) != len(other.rows.rows):
            return f"{mine.name}: {len(mine.rows.rows)} rows for {len(other.rows.rows)}"
    return ""


def _counted(session: Session) -> dict[str, int]:
    return {name: session.execute(text(sql)).scalar_one() for name, sql in _COUNTS.items()}


def _miscounted(desk: Desk, counted: dict[str, int]) -> str:
    for name, count in counted.items():
        if _rows(desk, name) != count:
            return f"{name}: {_rows(desk, name)} rows, {count} in the store"
    overview = desk.live.overview
    waiting = sum(lane.counts.value.waiting for lane in overview.lanes)
    urgent = overview.urgent
    if not waiting == urgent.counts.value.waiting == _rows(desk, "urgent"):
        return f"urgent: {urgent.counts.value.waiting} for {waiting} in the lanes"
    return ""
