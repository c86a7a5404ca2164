"""Which lines of chats are to be said next: each chat's in the order they were written."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.queries.in_order import NOT_OUT, Head, Queued, first_due, heads
from console.data.tables.cases import MessageRow
from console.data.tables.wire import OutboxRow


def next_lines(session: Session, connector: str, now: Instant) -> tuple[Head, ...]:
    """One for each chat with something left to say, the first due first."""
    query = (
        select(
            OutboxRow.id,
            OutboxRow.case_id,
            OutboxRow.state,
            OutboxRow.not_before,
            OutboxRow.changed_at,
        )
        .join(MessageRow, MessageRow.id == OutboxRow.message_id)
        .where(OutboxRow.connector == connector, OutboxRow.state.in_(NOT_OUT))
        .order_by(MessageRow.no)
    )
    return heads((Queued(*row) for row in session.execute(query)), now)


def next_line_due(session: Session, connector: str, now: Instant) -> Instant | None:
    """When there may be a line to say, if any waits."""
    return first_due(next_lines(session, connector, now))
