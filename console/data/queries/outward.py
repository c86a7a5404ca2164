"""What the leading `serve` reads of acts outside and of lines that are to be said."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.queries.wire import parts_of
from console.data.tables.cases import MessageRow
from console.data.tables.live import ChatRow, OutwardActRow
from console.data.tables.people import PersonRow
from console.data.tables.wire import OutboxRow
from console.domain.cases import DeliveryState
from console.domain.ids import MessageId, OutboxId
from console.domain.outward import OutgoingLine, OutwardAct, OutwardKind

_DUE = (DeliveryState.COMPOSED.value, DeliveryState.DEFERRED.value)


@dataclass(frozen=True)
class ActToDo:
    """An act as it is asked of a connector, and how often it was tried."""

    act: OutwardAct
    connector: str
    attempts: int


@dataclass(frozen=True)
class LineToSay:
    """A line of the outbox, and how often it was tried."""

    outbox: OutboxId
    line: OutgoingLine
    attempts: int


@dataclass(frozen=True)
class UnsettledAct:
    """An act of unknown fate, and since when."""

    act: UUID
    since: Instant


def act_to_do(session: Session, act: UUID) -> ActToDo:
    """Everything that doing it needs."""
    row = session.get_one(OutwardActRow, act)
    details = {str(name): str(value) for name, value in row.details.items()}
    asked = OutwardAct(row.id, OutwardKind(row.kind), row.target, row.asked_at, details)
    return ActToDo(asked, row.connector, row.attempts)


def line_to_say(session: Session, outbox: OutboxId) -> LineToSay:
    """Everything that saying it needs; the author is called by the first name alone."""
    row = session.get_one(OutboxRow, outbox)
    said = session.scalars(select(MessageRow).where(MessageRow.id == row.message_id)).one()
    author = session.get(PersonRow, said.author_id)
    line = OutgoingLine(
        message=MessageId(said.id),
        chat=_remote_chat(session, row),
        text=said.text,
        author="" if author is None else author.name.split(" ")[0],
        written_at=said.at,
        parts=parts_of(session, said.no),
    )
    return LineToSay(OutboxId(row.id), line, row.attempts)


def unknown_acts(session: Session, connector: str) -> tuple[UnsettledAct, ...]:
    """Acts whose fate is to be found out, oldest first."""
    query = (
        select(OutwardActRow.id, OutwardActRow.changed_at)
        .where(
            OutwardActRow.connector == connector,
            OutwardActRow.state == DeliveryState.UNKNOWN.value,
        )
        .order_by(OutwardActRow.changed_at)
    )
    return tuple(UnsettledAct(key, since) for key, since in session.execute(query))


def next_act_due(session: Session, connector: str) -> Instant | None:
    """When the next act may be claimed, if any waits."""
    query = select(OutwardActRow.changed_at).where(
        OutwardActRow.connector == connector, OutwardActRow.state.in_(_DUE)
    )
    return session.scalars(query.order_by(OutwardActRow.changed_at).limit(1)).first()


def _remote_chat(session: Session, row: OutboxRow) -> str:
    """What the chat that a line belongs to is called outside."""
    query = select(ChatRow.remote_id).where(
        ChatRow.case_id == row.case_id, ChatRow.connector == row.connector
    )
    return session.scalars(query.order_by(ChatRow.no.desc()).limit(1)).one()
