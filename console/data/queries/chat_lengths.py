"""How long the newest chats lasted."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.tables.live import ChatRow
from console.domain.instants import seconds_between

NEWEST = 300


def chat_lengths(session: Session) -> tuple[float, ...]:
    """Seconds from our first word to the end, of the newest chats that are over."""
    newest = (
        select(ChatRow.first_reply_at, ChatRow.ended_at).order_by(ChatRow.no.desc()).limit(NEWEST)
    )
    return tuple(
        seconds_between(row.first_reply_at, row.ended_at)
        for row in session.execute(newest)
        if row.first_reply_at is not None and row.ended_at is not None
    )
