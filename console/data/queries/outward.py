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
from console.data.tables.cases import AttachmentRow, MessageRow
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


def acts_to_do(session: Session, acts: Sequence[UUID]) -> tuple[ActToDo, ...]:
    """The same for several, in this order."""
    return tuple(act_to_do(session, act) for act in acts)


def line_to_say(session: Session, outbox: OutboxId) -> LineToSay:
    """Everything that saying it needs."""
    (line,) = lines_to_say(session, [outbox])
    return line


def lines_to_say(session: Session, outboxes: Sequence[UUID]) -> tuple[LineToSay, ...]:
    """The same for several, in this order; authors are called by the first name alone."""
    query = (
        select(OutboxRow, MessageRow, PersonRow.name)
        .join(MessageRow, MessageRow.id == OutboxRow.message_id)
        .outerjoin(PersonRow, PersonRow.id == MessageRow.author_id)
        .where(OutboxRow.id.in_(outboxes))
    )
    found = {row.id: (row, said, name) for row, said, name in session.execute(query)}
    chats = _remote_chats(session, [row for row, _, _ in found.values()])
    with_files = _with_files(session, [said.no for _, said, _ in found.values()])
    lines = []
    for key in outboxes:
        row, said, name = found[key]
        line = OutgoingLine(
            message=MessageId(said.id),
            chat=chats[row.connector, row.case_id],
            text=said.text,
            author=(name or "").split(" ")[0],
            written_at=said.at,
            parts=parts_of(session, said.no) if said.no in with_files else (),
        )
        lines.append(LineToSay(OutboxId(row.id), line, row.attempts))
    return tuple(lines)


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


def _remote_chats(session: Session, rows: Sequence[OutboxRow]) -> dict[tuple[str, int], str]:
    """What the chats that lines belong to are called outside: the newest of each case."""
    query = select(ChatRow.connector, ChatRow.case_id, ChatRow.remote_id).where(
        ChatRow.case_id.in_([row.case_id for row in rows])
    )
    ordered = session.execute(query.order_by(ChatRow.no))
    return {(connector, case): name for connector, case, name in ordered}


def _with_files(session: Session, messages: Sequence[int]) -> frozenset[int]:
    """Those of these messages that bear any."""
    query = select(AttachmentRow.message_no).where(AttachmentRow.message_no.in_(messages))
    return frozenset(session.scalars(query.distinct()))
