"""Which lines of chats are to be said next: each chat's in the order they were written."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.tables.cases import MessageRow
from console.data.tables.wire import OutboxRow
from console.domain.cases import DeliveryState
from console.domain.ids import OutboxId

DOUBT_HOLDS_S = 60.0
"""So long a line of unknown fate holds up the next of its chat: its fate is likely to be found out
by then. Later the conversation goes on without it.
"""

_UNSAID = (DeliveryState.COMPOSED.value, DeliveryState.DEFERRED.value, DeliveryState.UNKNOWN.value)


@dataclass(frozen=True)
class NextLine:
    """The next line of one chat, and when it may go. `is_known`: false while the fate of the line
    itself is in doubt; then there is something to look at, but nothing to say, at that time.
    """

    outbox: OutboxId
    due_at: Instant
    is_known: bool


def next_lines(session: Session, connector: str, now: Instant) -> tuple[NextLine, ...]:
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
        .where(OutboxRow.connector == connector, OutboxRow.state.in_(_UNSAID))
        .order_by(MessageRow.no)
    )
    heads: dict[int, NextLine] = {}
    for key, case, state, not_before, changed_at in session.execute(query):
        is_known = state != DeliveryState.UNKNOWN.value
        due_at = not_before if is_known else changed_at.add(seconds=DOUBT_HOLDS_S)
        if is_known or due_at > now:
            heads.setdefault(case, NextLine(OutboxId(key), due_at, is_known))
    return tuple(sorted(heads.values(), key=lambda line: line.due_at))


def next_line_due(session: Session, connector: str, now: Instant) -> Instant | None:
    """When there may be a line to say, if any waits."""
    return next((line.due_at for line in next_lines(session, connector, now)), None)
