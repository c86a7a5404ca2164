"""Who is said to be at work in chats and is not: no window of theirs, or no access."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.tables.live import AvailabilityRow, ChatRow
from console.data.tables.people import PersonRow
from console.data.two_clocks import store_now
from console.domain.availability import Channel, Readiness
from console.domain.chats import ChatState


def somebody_is_gone(session: Session, now: Instant) -> bool:
    """Whether there is anybody to stand in for."""
    gone = exists(select(AvailabilityRow.person_id).where(is_gone(store_now(session, now))))
    return bool(session.scalar(select(gone)))


def is_gone(now: ColumnElement[Instant]) -> ColumnElement[bool]:
    """Of a row of the chats' channel: it says ready, or its person is in some, and nobody stands
    behind it. Whom no window ever vouched for is taken at their word.
    """
    is_disabled = exists().where(
        PersonRow.id == AvailabilityRow.person_id, PersonRow.disabled_at.is_not(None)
    )
    is_in_some = exists().where(
        ChatRow.agent_id == AvailabilityRow.person_id, ChatRow.state == ChatState.ACTIVE.value
    )
    return and_(
        AvailabilityRow.channel == Channel.CHAT.value,
        or_(AvailabilityRow.alive_until <= now, is_disabled),
        or_(AvailabilityRow.readiness == Readiness.READY.value, is_in_some),
    )
