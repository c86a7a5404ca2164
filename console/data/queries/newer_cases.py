"""What is newer in the feed together with the cases that it speaks of: one trip to the store."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Select, literal_column, select
from sqlalchemy.orm import Session

from console.data.driver_query import DriverQuery
from console.data.feed import (
    Cursor,
    News,
    feed_item,
    feed_items,
    store_time,
)
from console.data.queries.backlog import SUMMARY, summary_of, with_customer_and_owner
from console.data.tables.cases import CaseRow
from console.domain.backlog import CaseSummary

FEW = 50
"""Events read at once; what more there is comes with the next reading."""


def newer_cases(session: Session, after: Cursor) -> tuple[News, tuple[CaseSummary, ...]] | None:
    """As `news`, and each case that was touched as it is now; None where nothing is newer.

    Ask it only on a line that has not been cut since `news` found the cursor good: for numbers to
    start over, another server process is needed, and whoever it was would have lost the line.
    """
    rows = _rows(_line(session), after)
    if not rows:
        return None
    items = tuple(feed_item(row) for row in rows)
    cursor = Cursor(after.epoch, items[-1].seq, items[-1].act)
    found = News(items, cursor, False, more=len(items) == FEW, read_at=rows[0].read_at)
    touched = {row.id: row for row in rows if row.id is not None}
    return found, tuple(summary_of(row) for row in touched.values())


def _line(session: Session) -> Connection:
    """The connection itself: there is nothing here that the session should keep. A server is read
    in no transaction, so the session need not be asked to begin one.
    """
    bind = session.get_bind()
    if isinstance(bind, Connection) and bind.dialect.name == "postgresql":
        return bind
    return session.connection()


def _rows(line: Connection, after: Cursor) -> Sequence[Any]:
    asked = {"after": after.seq}
    if line.dialect.name == "postgresql":
        return _on_a_server(line.dialect).rows(line, asked)
    return line.execute(_newer(line.dialect.name), asked).all()


@lru_cache(maxsize=4)
def _on_a_server(dialect: Dialect) -> DriverQuery:
    return DriverQuery(_newer(dialect.name), dialect)


@cache
def _newer(dialect: str) -> Select[*tuple[Any, ...]]:
    """The few are found first: a server that expects many reads whole tables for one change."""
    items = feed_items().limit(literal_column(str(FEW))).subquery("items")
    joined = (
        select(items, *SUMMARY, store_time(dialect).label("read_at"))
        .select_from(items)
        .outerjoin(CaseRow, CaseRow.id == items.c.case_id)
        .order_by(items.c.seq)
    )
    return with_customer_and_owner(joined)
