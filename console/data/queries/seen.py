"""What somebody has seen of a case: the last event that an act may not miss.

Only events of those kinds count (`FENCE_KINDS`). They are recorded by whoever holds the case, so
that their numbers are in the order of their commits; others (a receipt) may take a higher number
and be committed before them, and would make a reader count as having seen what nobody could.
"""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from console.data.tables.journal import EventRow, FeedRow
from console.domain.history import FENCE_KINDS
from console.domain.ids import CaseId


def last_event(session: Session, case: CaseId, seq: int) -> int:
    """The last of those up to a number of the feed; 0 for none.

    Feed order is commit order, so this is just what a screen that has come so far had been told.
    """
    told = _fenced(case).join(FeedRow, FeedRow.event_id == EventRow.id)
    return session.scalar(told.where(FeedRow.seq <= seq)) or 0


def seen_now(session: Session, case: CaseId) -> int:
    """The last of those committed by now; 0 for none."""
    return session.scalar(_fenced(case)) or 0


def _fenced(case: CaseId) -> Select[int | None]:
    return select(func.max(EventRow.id)).where(
        EventRow.case_id == case, EventRow.kind.in_(FENCE_KINDS)
    )
