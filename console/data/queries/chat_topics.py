"""What the chats are about that wait, as far as somebody has said it of their case."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.tables.cases import CaseRow
from console.data.tables.live import ChatRow
from console.domain.chats import ChatState
from console.domain.ids import ChatId


def topics_of_waiting_chats(session: Session) -> dict[ChatId, str]:
    """The topic of each whose case has one."""
    found = session.execute(
        select(ChatRow.id, CaseRow.topic)
        .join(CaseRow, CaseRow.id == ChatRow.case_id)
        .where(ChatRow.state == ChatState.WAITING.value, CaseRow.topic != "")
    )
    return {ChatId(chat): topic for chat, topic in found}
