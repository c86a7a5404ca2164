"""What the visitors of chats do just now, as values."""

from __future__ import annotations

from sqlalchemy import and_, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.tables.live import ChatRow
from console.data.tables.web import ChatSignRow
from console.data.two_clocks import store_now, told_here
from console.domain.chat_signs import ChatSigns
from console.domain.chats import ChatState
from console.domain.ids import ChatId


def chat_signs(session: Session, now: Instant) -> tuple[ChatSigns, ...]:
    """Of every chat that goes on; until when is told by the clock that says `now`."""
    there = store_now(session, now)
    signs_of = and_(
        ChatSignRow.connector == ChatRow.connector, ChatSignRow.remote_id == ChatRow.remote_id
    )
    rows = session.execute(
        select(
            ChatRow.id,
            ChatSignRow.visitor_typing_until.label("until"),
            ChatSignRow.visitor_seen_at.label("seen_at"),
            there.label("there"),
        )
        .join(ChatSignRow, signs_of)
        .where(ChatRow.state != ChatState.ENDED.value)
        .order_by(ChatRow.no)
    )
    return tuple(
        ChatSigns(
            ChatId(row.id),
            told_here(row.until, row.there, now) if row.until and row.until > row.there else None,
            row.seen_at,
        )
        for row in rows
    )
