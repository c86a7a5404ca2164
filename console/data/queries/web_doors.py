"""The doors of the web chat, as each `serve` last told of its own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.queries.serve_life import SILENT_S
from console.data.tables.wire import HealthRow
from console.domain.instants import seconds_between

NAMED = "web@"
"""How the names of their rows begin; the machine's follows."""

_WORKS = "ok"


@dataclass(frozen=True)
class DoorLife:
    """A door on a machine: whether it works, and in words."""

    machine: str
    is_ok: bool
    text: str


def web_doors(session: Session, now: Instant) -> tuple[DoorLife, ...]:
    """Those that showed life lately, by machine."""
    query = select(HealthRow).where(HealthRow.part.startswith(NAMED, autoescape=True))
    return tuple(
        DoorLife(row.part.removeprefix(NAMED), row.state == _WORKS, row.text)
        for row in session.scalars(query.order_by(HealthRow.part))
        if _is_alive(row, now)
    )


def another_works(session: Session, part: str, instance: str, now: Instant) -> bool:
    """Whether another `serve` has a door of this name that works."""
    row = session.get(HealthRow, part)
    return (
        row is not None and row.instance != instance and row.state == _WORKS and _is_alive(row, now)
    )


def _is_alive(row: HealthRow, now: Instant) -> bool:
    return seconds_between(row.seen_at, now) <= SILENT_S
