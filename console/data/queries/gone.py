"""Who is said to be ready for chats and is not at work: no window of theirs, or no access."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.tables.live import AvailabilityRow
from console.data.tables.people import PersonRow
from console.data.two_clocks import store_now
from console.domain.availability import Channel, Readiness


def somebody_is_gone(session: Session, now: Instant) -> bool:
    """Whether there is anybody to pause."""
    gone = exists(select(AvailabilityRow.person_id).where(is_gone(store_now(session, now))))
    return bool(session.scalar(select(gone)))


def is_gone(now: ColumnElement[Instant]) -> ColumnElement[bool]:
    """Of a row: it says ready, and nobody stands behind it. Whom no window ever vouched for is
    taken at their word.
    """
    is_disabled = exists().where(
        PersonRow.id == AvailabilityRow.person_id, PersonRow.disabled_at.is_not(None)
    )
    return and_(
        AvailabilityRow.channel == Channel.CHAT.value,
        AvailabilityRow.readiness == Readiness.READY.value,
        or_(AvailabilityRow.alive_until <= now, is_disabled),
    )
