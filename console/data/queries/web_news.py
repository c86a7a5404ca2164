"""What is new in visitors' conversations, for the house: complete, in the order of changes."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.queries.web_visits import lines_of, visit_of
from console.data.tables.web import (
    THE_COUNTER,
    WebCounterRow,
    WebFileRow,
    WebLineRow,
    WebVisitRow,
)
from console.domain.visits import Visit, VisitLine, VisitNews

MOST_BYTES = 16_000_000
"""A portion's files are no more than this, but where one line's alone are."""


def news(session: Session, after: int, budget: int) -> tuple[VisitNews, ...]:
    """What has changed after this change, oldest first, at most `budget` of it.

    A visit's first line bears its visit as well: it may have changed since, and is told later.
    """
    # First how far it goes: what is read later of what was committed meanwhile is left for later.
    upto = session.scalar(select(WebCounterRow.value).where(WebCounterRow.id == THE_COUNTER)) or 0
    if upto <= after:
        return ()
    visits = session.scalars(
        select(WebVisitRow)
        .where(WebVisitRow.change > after, WebVisitRow.change <= upto)
        .order_by(WebVisitRow.change)
        .limit(budget)
    ).all()
    lines = session.scalars(
        select(WebLineRow)
        .where(WebLineRow.change > after, WebLineRow.change <= upto)
        .order_by(WebLineRow.change)
        .limit(budget)
    ).all()
    rows: list[WebVisitRow | WebLineRow] = [*visits, *lines]
    changed = sorted(rows, key=lambda row: row.change)[:budget]
    told = _told_lines(session, [row for row in changed if isinstance(row, WebLineRow)])
    items: list[VisitNews] = []
    for row in changed:
        if isinstance(row, WebVisitRow):
            items.append(VisitNews(row.change, visit=visit_of(row)))
        elif row.change in told:
            items.append(told[row.change])
        else:
            break
    return tuple(items)


def line_by_key(session: Session, visit: UUID, key: UUID) -> VisitLine | None:
    """The line that bears this key."""
    rows = session.scalars(select(WebLineRow).filter_by(visit=visit, key=key)).all()
    return next(iter(lines_of(session, rows)), None)


def _told_lines(session: Session, lines: Sequence[WebLineRow]) -> dict[int, VisitNews]:
    """Lines with their files, by change: as many of the first as go at once."""
    firsts = [row.visit for row in lines if row.seq == 1]
    begun = _visits(session, firsts)
    told: dict[int, VisitNews] = {}
    size = 0
    for row, line in zip(lines, lines_of(session, lines), strict=True):
        size += sum(file.size for file in line.files)
        if told and size > MOST_BYTES:
            break
        visit = begun.get(row.visit) if row.seq == 1 else None
        told[row.change] = VisitNews(row.change, visit, line, row.visit, _contents(session, line))
    return told


def _visits(session: Session, ids: Sequence[UUID]) -> dict[UUID, Visit]:
    if not ids:
        return {}
    rows = session.scalars(select(WebVisitRow).where(WebVisitRow.id.in_(ids)))
    return {row.id: visit_of(row) for row in rows}


def _contents(session: Session, line: VisitLine) -> tuple[bytes, ...]:
    """The bytes of a line's files, in their order."""
    if not line.files:
        return ()
    wanted = select(WebFileRow.id, WebFileRow.content).where(
        WebFileRow.id.in_([file.id for file in line.files])
    )
    found = {row.id: row.content for row in session.execute(wanted)}
    return tuple(found.get(file.id, b"") for file in line.files)
