"""Which lines of chats are to be said next: each chat's in the order they were written."""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.queries.in_order import DOUBT_HOLDS_S, NOT_OUT, Head, Queued, first_due, heads
from console.data.tables.cases import MessageRow
from console.data.tables.wire import OutboxRow
from console.domain.cases import DeliveryState


def next_lines(session: Session, connector: str, now: Instant) -> tuple[Head, ...]:
    """One for each chat with something left to say, the first due first.

    Only the first of each is read: whatever waits behind it, it is looked often.
    """
    doubtful_since = now.subtract(seconds=DOUBT_HOLDS_S)
    is_waited_for = or_(
        OutboxRow.state != DeliveryState.UNKNOWN.value, OutboxRow.changed_at > doubtful_since
    )
    left = OutboxRow.connector == connector, OutboxRow.state.in_(NOT_OUT), is_waited_for
    first = (
        select(func.min(MessageRow.no))
        .join(OutboxRow, OutboxRow.message_id == MessageRow.id)
        .where(*left)
        .group_by(OutboxRow.case_id)
    )
    query = (
        select(
            OutboxRow.id,
            OutboxRow.case_id,
            OutboxRow.state,
            OutboxRow.not_before,
            OutboxRow.changed_at,
        )
        .join(MessageRow, MessageRow.id == OutboxRow.message_id)
        .where(*left, MessageRow.no.in_(first))
        .order_by(MessageRow.no)
    )
    return heads((Queued(*row) for row in session.execute(query)), now)


def next_line_due(session: Session, connector: str, now: Instant) -> Instant | None:
    """When there may be a line to say, if any waits."""
    return first_due(next_lines(session, connector, now))
