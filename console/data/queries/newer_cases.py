"""What is newer in the feed together with the cases that it speaks of: one trip to the store."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, literal_column
from sqlalchemy.orm import Session

from console.data.feed import (
    BATCH,
    Cursor,
    News,
    dialect_of,
    feed_item,
    feed_items,
    store_time,
)
from console.data.queries.backlog import SUMMARY, summary_of, with_customer_and_owner
from console.data.tables.cases import CaseRow
from console.data.tables.journal import EventRow
from console.domain.backlog import CaseSummary


def newer_cases(session: Session, after: Cursor) -> tuple[News, tuple[CaseSummary, ...]] | None:
    """As `news`, and each case that was touched as it is now; None where nothing is newer.

    Ask it only on a line that has not been cut since `news` found the cursor good: for numbers to
    start over, another server process is needed, and whoever it was would have lost the line.
    """
    rows = session.execute(_newer(dialect_of(session)), {"after": after.seq}).all()
    if not rows:
        return None
    items = tuple(feed_item(row) for row in rows)
    cursor = Cursor(after.epoch, items[-1].seq, items[-1].act)
    found = News(items, cursor, False, more=len(items) == BATCH, read_at=rows[0].read_at)
    touched = {row.id: row for row in rows if row.id is not None}
    return found, tuple(summary_of(row) for row in touched.values())


@cache
def _newer(dialect: str) -> Select[*tuple[Any, ...]]:
    """As plain as can be, so that a server keeps its plan."""
    items = feed_items().add_columns(*SUMMARY, store_time(dialect).label("read_at"))
    joined = items.outerjoin(CaseRow, CaseRow.id == EventRow.case_id)
    return with_customer_and_owner(joined).limit(literal_column(str(BATCH)))
