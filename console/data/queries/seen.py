"""What somebody had seen of a case, where only the feed's number is known."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console.data.tables.journal import EventRow, FeedRow
from console.domain.ids import CaseId


def last_event(session: Session, case: CaseId, seq: int) -> int:
    """The case's last event of those up to a number of the feed; 0 for none.

    Feed order is commit order, so this is just what a screen that has come so far had been told.
    """
    asked = (
        select(func.max(EventRow.id))
        .join(FeedRow, FeedRow.event_id == EventRow.id)
        .where(EventRow.case_id == case, FeedRow.seq <= seq)
    )
    return session.scalar(asked) or 0
