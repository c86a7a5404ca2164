"""What a stretch of days left in the store, counted from its rows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from whenever import Instant

from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.escalations import EscalationRow
from console.data.tables.live import CallRow, ChatRow
from console.data.tables.wire import OutboxRow, RemoteItemRow
from console.domain.calls import Ending
from console.domain.cases import CaseKind, CaseState, DeliveryState, MessageKind
from console.domain.chats import ChatState
from console.domain.ids import CaseId
from console.domain.instants import seconds_between


@dataclass(frozen=True)
class ChannelCount:
    """One live channel. `names` are those of the outside, each as often as it is in the store.

    `waits` are seconds until the first answer with the target's kind beside (`is_pos` of a call).
    """

    names: tuple[str, ...]
    answered: tuple[str, ...]
    waits: tuple[tuple[float, bool], ...]
    gave_up: int
    called_back: int = 0


@dataclass(frozen=True)
class DayCount:
    """`mails` are the remote ids of what came in; `first_replies` when cases of a kind that
    came by mail began, and when they were first answered.
    """

    chat: ChannelCount
    phone: ChannelCount
    mails: tuple[str, ...]
    chat_lines: int
    replies_sent: int
    replies_waiting: int
    first_replies: tuple[tuple[CaseKind, Instant, Instant], ...]
    escalated: int
    escalations_answered: int
    escalations_over: int
    cases: int
    cases_closed: int


def day_count(session: Session) -> DayCount:
    """Everything there is."""
    return DayCount(
        chat=_chats(session),
        phone=_calls(session),
        mails=_remote_items(session, "mail"),
        chat_lines=_messages(session, MessageRow.kind == MessageKind.CHAT_IN.value),
        replies_sent=_outbox(session, OutboxRow.state == DeliveryState.ACCEPTED.value),
        replies_waiting=_outbox(session, OutboxRow.state != DeliveryState.ACCEPTED.value),
        first_replies=_first_replies(session),
        escalated=_count(session, EscalationRow.id),
        escalations_answered=_count(session, EscalationRow.answered_at),
        escalations_over=_count(session, EscalationRow.closed_at),
        cases=_count(session, CaseRow.id),
        cases_closed=_closed(session),
    )


def last_mail_of(session: Session, case: CaseId) -> str:
    """The Message-ID of the newest mail of the customer in a case; "" where there is none."""
    return (
        session.scalar(
            select(MessageRow.header_id)
            .where(MessageRow.case_id == case, MessageRow.kind == MessageKind.MAIL_IN.value)
            .order_by(MessageRow.no.desc())
            .limit(1)
        )
        or ""
    )


def _chats(session: Session) -> ChannelCount:
    rows = session.scalars(select(ChatRow).order_by(ChatRow.no)).all()
    # What was said when the visitor had gone for good has reached nobody.
    reached = select(MessageRow.case_id).where(
        MessageRow.kind == MessageKind.CHAT_OUT.value,
        MessageRow.delivery == DeliveryState.ACCEPTED.value,
    )
    cases = set(session.scalars(reached))
    return ChannelCount(
        names=tuple(row.remote_id for row in rows),
        answered=tuple(row.remote_id for row in rows if row.case_id in cases),
        waits=tuple(
            (seconds_between(row.began_at, row.first_reply_at), False)
            for row in rows
            if row.first_reply_at is not None and row.case_id in cases
        ),
        gave_up=sum(row.state in _GONE and row.case_id not in cases for row in rows),
    )


_GONE = (ChatState.ENDED.value, ChatState.LEFT.value)


def _calls(session: Session) -> ChannelCount:
    came = select(CallRow).where(CallRow.queue != "").order_by(CallRow.no)
    rows = session.scalars(came).all()
    return ChannelCount(
        names=tuple(row.remote_id for row in rows),
        answered=tuple(row.remote_id for row in rows if row.answered_at is not None),
        waits=tuple(
            (seconds_between(row.began_at, row.answered_at), row.is_pos)
            for row in rows
            if row.answered_at is not None
        ),
        gave_up=sum(row.ending == Ending.ABANDONED for row in rows),
        called_back=sum(row.called_back_at is not None for row in rows),
    )


def _remote_items(session: Session, connector: str) -> tuple[str, ...]:
    named = select(RemoteItemRow.remote_id).where(RemoteItemRow.connector == connector)
    return tuple(session.scalars(named.order_by(RemoteItemRow.remote_id)))


def _messages(session: Session, which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(MessageRow.no)).where(which)) or 0


def _outbox(session: Session, which: ColumnElement[bool]) -> int:
    mails = select(func.count(OutboxRow.id)).where(OutboxRow.connector == "mail", which)
    return session.scalar(mails) or 0


def _first_replies(session: Session) -> tuple[tuple[CaseKind, Instant, Instant], ...]:
    """Of cases that no chat and no call opened."""
    live = select(ChatRow.case_id).union(
        select(CallRow.case_id).where(CallRow.case_id.is_not(None))
    )
    asked = select(CaseRow.kind, CaseRow.opened_at, CaseRow.first_reply_at).where(
        CaseRow.first_reply_at.is_not(None), CaseRow.id.not_in(live)
    )
    rows = session.execute(asked.order_by(CaseRow.id)).all()
    return tuple((CaseKind(kind), opened, replied) for kind, opened, replied in rows if replied)


def _count(
    session: Session, column: InstrumentedAttribute[int] | InstrumentedAttribute[Instant | None]
) -> int:
    return session.scalar(select(func.count(column))) or 0


def _closed(session: Session) -> int:
    closed = select(func.count(CaseRow.id)).where(CaseRow.state == CaseState.CLOSED.value)
    return session.scalar(closed) or 0
