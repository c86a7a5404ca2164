"""What the leading `serve` reads of acts outside and of lines that are to be said."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.queries.in_order import NOT_OUT, Head, Queued, first_due, heads
from console.data.queries.lines import next_lines
from console.data.queries.wire import Unsettled, parts_of
from console.data.tables.cases import MessageRow
from console.data.tables.live import ChatRow, OutwardActRow
from console.data.tables.people import PersonRow
from console.data.tables.wire import OutboxRow
from console.domain.cases import DeliveryState
from console.domain.ids import MessageId, OutboxId
from console.domain.outward import OutgoingLine, OutwardAct, OutwardKind


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


def unknown_acts(session: Session, connector: str) -> tuple[Unsettled, ...]:
    """Acts whose fate is to be found out, oldest first."""
    query = (
        select(OutwardActRow.id, OutwardActRow.changed_at)
        .where(
            OutwardActRow.connector == connector,
            OutwardActRow.state == DeliveryState.UNKNOWN.value,
        )
        .order_by(OutwardActRow.changed_at)
    )
    return tuple(Unsettled(key, since) for key, since in session.execute(query))


def member_acts(
    session: Session, connector: str, interface: str, now: Instant
) -> Sequence[OutwardActRow]:
    """The last two things that a telephone was asked to be within a day, the newest first."""
    return session.scalars(
        select(OutwardActRow)
        .where(
            OutwardActRow.connector == connector,
            OutwardActRow.kind == OutwardKind.SET_MEMBER.value,
            OutwardActRow.details["interface"].as_string() == interface,
            OutwardActRow.asked_at > now.subtract(hours=24),
        )
        .order_by(OutwardActRow.asked_at.desc(), OutwardActRow.id.desc())
        .limit(2)
    ).all()


def next_acts(session: Session, connector: str, now: Instant) -> tuple[Head, ...]:
    """One for each chat, call and telephone with something left to do, the first due first. A chat
    is ended after all that is said in it.
    """
    query = (
        select(OutwardActRow)
        .where(OutwardActRow.connector == connector, OutwardActRow.state.in_(NOT_OUT))
        .order_by(OutwardActRow.asked_at, OutwardActRow.id)
    )
    left = heads((_queued(row) for row in session.scalars(query)), now)
    unsaid = _unsaid(session, connector, now) if left else {}
    return tuple(
        replace(act, due_at=max(act.due_at, unsaid[act.kin]), is_known=False)
        if act.kin in unsaid
        else act
        for act in left
    )


def next_act_due(session: Session, connector: str, now: Instant) -> Instant | None:
    """When there may be an act to do, if any waits."""
    return first_due(next_acts(session, connector, now))


def _unsaid(session: Session, connector: str, now: Instant) -> dict[Hashable, Instant]:
    """Chats by remote id in which something is still to be said, and when."""
    lines = {line.kin: line.due_at for line in next_lines(session, connector, now)}
    query = select(ChatRow.remote_id, ChatRow.case_id).where(
        ChatRow.connector == connector, ChatRow.case_id.in_(lines)
    )
    return {name: lines[case] for name, case in session.execute(query)} if lines else {}


def _queued(row: OutwardActRow) -> Queued:
    kin = row.target or row.details.get("interface") or row.id
    return Queued(row.id, kin, row.state, row.changed_at, row.changed_at)


def _remote_chat(session: Session, row: OutboxRow) -> str:
    """What the chat that a line belongs to is called outside."""
    query = select(ChatRow.remote_id).where(
        ChatRow.case_id == row.case_id, ChatRow.connector == row.connector
    )
    return session.scalars(query.order_by(ChatRow.no.desc()).limit(1)).one()
