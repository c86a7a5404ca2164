"""What `serve` reads: answers to render and to send, cursors, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.blobs import read_blob
from console.data.tables.cases import AttachmentRow, CaseRow, MessageRow, ThreadRow
from console.data.tables.live import THE_PAGE, StatusPageRow
from console.data.tables.people import PersonRow
from console.data.tables.wire import ConnectorRow, HealthRow, OutboxRow, ServiceSecretRow
from console.domain.cases import CaseState, DeliveryState
from console.domain.ids import CaseId, MessageId, OutboxId
from console.domain.mail import Address, MailPart, OutgoingMail


@dataclass(frozen=True)
class ToSend:
    """An act of the outbox: rendered (then `rendered` and `envelope` hold it) or not yet."""

    outbox: OutboxId
    mail: OutgoingMail
    rendered: bytes | None
    envelope: dict[str, Any]
    attempts: int


@dataclass(frozen=True)
class Unsettled:
    """Something of unknown fate, by its row in the outbox or its act, and since when."""

    key: UUID
    since: Instant


@dataclass(frozen=True)
class ConnectorStatus:
    """How an account outside was when last tried."""

    name: str
    pulled_at: Instant | None
    tried_at: Instant | None
    failing_since: Instant | None
    problem: str
    identity: str


@dataclass(frozen=True)
class StatusTimes:
    """When the firm's status page was last fetched, and since when it cannot be, and why."""

    fetched_at: Instant | None = None
    failing_since: Instant | None = None
    problem: str = ""


@dataclass(frozen=True)
class Sources:
    """The accounts outside, the status page, and when the `serve` that tends them last showed life,
    if ever.
    """

    connectors: tuple[ConnectorStatus, ...] = ()
    serve_seen_at: Instant | None = None
    status: StatusTimes = StatusTimes()


@dataclass(frozen=True)
class PartHealth:
    """A part of `serve`, in words, and when it last showed life."""

    part: str
    instance: str
    state: str
    text: str
    since: Instant
    seen_at: Instant


def to_send(session: Session, outbox: OutboxId) -> ToSend:
    """Everything that sending needs."""
    row = session.get_one(OutboxRow, outbox)
    message = session.scalars(select(MessageRow).where(MessageRow.id == row.message_id)).one()
    author = session.get(PersonRow, message.author_id)
    mail = OutgoingMail(
        message=MessageId(message.id),
        case=CaseId(message.case_id),
        to=_addresses(message, "to"),
        cc=_addresses(message, "cc"),
        subject=message.subject,
        text=message.text,
        parts=parts_of(session, message.no),
        references=_references(session, message),
        written_at=message.at,
        author="" if author is None else author.name,
    )
    rendered = None if row.rendered_sha256 is None else read_blob(session, row.rendered_sha256)
    return ToSend(OutboxId(row.id), mail, rendered, row.envelope, row.attempts)


def unknown_outcomes(session: Session, connector: str) -> tuple[Unsettled, ...]:
    """Answers whose fate is to be found out, oldest first."""
    query = (
        select(OutboxRow.id, OutboxRow.changed_at)
        .where(OutboxRow.connector == connector, OutboxRow.state == DeliveryState.UNKNOWN.value)
        .order_by(OutboxRow.changed_at)
    )
    return tuple(Unsettled(key, since) for key, since in session.execute(query))


def unfiled(session: Session, connector: str) -> tuple[OutboxId, ...]:
    """Answers that were accepted and have no copy in the house's folder of sent mail."""
    query = select(OutboxRow.id).where(
        OutboxRow.connector == connector,
        OutboxRow.state == DeliveryState.ACCEPTED.value,
        OutboxRow.filed_at.is_(None),
        OutboxRow.rendered_sha256.is_not(None),
    )
    return tuple(OutboxId(key) for key in session.scalars(query.order_by(OutboxRow.changed_at)))


def next_due(session: Session, connector: str) -> Instant | None:
    """When the next answer may be claimed, if any waits."""
    waiting = (DeliveryState.COMPOSED.value, DeliveryState.DEFERRED.value)
    query = select(OutboxRow.not_before).where(
        OutboxRow.connector == connector, OutboxRow.state.in_(waiting)
    )
    return session.scalars(query.order_by(OutboxRow.not_before).limit(1)).first()


def due_snoozed(session: Session, now: Instant) -> tuple[CaseId, ...]:
    """Snoozed cases whose time has come."""
    query = select(CaseRow.id).where(
        CaseRow.state == CaseState.SNOOZED.value, CaseRow.snoozed_until <= now
    )
    return tuple(CaseId(key) for key in session.scalars(query))


def next_snoozed(session: Session) -> Instant | None:
    """When the next snoozed case is to come back, if any is away."""
    query = select(CaseRow.snoozed_until).where(
        CaseRow.state == CaseState.SNOOZED.value, CaseRow.snoozed_until.is_not(None)
    )
    return session.scalars(query.order_by(CaseRow.snoozed_until).limit(1)).first()


def cursor(session: Session, connector: str) -> bytes | None:
    """How far a connector has been read."""
    row = session.get(ConnectorRow, connector)
    return None if row is None else row.cursor


def connector_statuses(session: Session) -> tuple[ConnectorStatus, ...]:
    return tuple(
        ConnectorStatus(
            row.name, row.pulled_at, row.tried_at, row.failing_since, row.problem, row.identity
        )
        for row in session.scalars(select(ConnectorRow).order_by(ConnectorRow.name))
    )


def sources(session: Session) -> Sources:
    """How the outside was last seen. Two trips: every window asks every few seconds."""
    seen = select(HealthRow.seen_at).where(HealthRow.part == "serve").scalar_subquery()
    page = (StatusPageRow.fetched_at, StatusPageRow.failing_since, StatusPageRow.problem)
    status = (select(one).where(StatusPageRow.name == THE_PAGE).scalar_subquery() for one in page)
    seen_at, fetched_at, failing_since, problem = session.execute(select(seen, *status)).one()
    times = StatusTimes(fetched_at, failing_since, problem or "")
    return Sources(connector_statuses(session), seen_at, times)


def health(session: Session) -> tuple[PartHealth, ...]:
    return tuple(
        PartHealth(row.part, row.instance, row.state, row.text, row.since, row.seen_at)
        for row in session.scalars(select(HealthRow).order_by(HealthRow.part))
    )


def service_secret(session: Session, name: str) -> bytes:
    """A key that every `serve` shares, made when the store was."""
    return session.get_one(ServiceSecretRow, name).value


def _addresses(message: MessageRow, field: str) -> tuple[Address, ...]:
    return tuple(Address(a["address"], a["name"]) for a in message.recipients.get(field, ()))


def parts_of(session: Session, message_no: int) -> tuple[MailPart, ...]:
    """A message's attachments, in order, with their bytes."""
    query = select(AttachmentRow).where(AttachmentRow.message_no == message_no)
    return tuple(
        MailPart(
            name=row.name,
            content_type=row.content_type,
            content=read_blob(session, row.sha256),
            content_id=row.content_id,
            is_inline=row.is_inline,
        )
        for row in session.scalars(query.order_by(AttachmentRow.id)).all()
    )


def _references(session: Session, message: MessageRow) -> tuple[str, ...]:
    """The thread's Message-IDs that came or went before this one, oldest first."""
    query = (
        select(MessageRow.header_id)
        .join(ThreadRow, ThreadRow.header_id == MessageRow.header_id)
        .where(
            MessageRow.case_id == message.case_id,
            MessageRow.no < message.no,
            MessageRow.header_id.is_not(None),
        )
        .order_by(MessageRow.at, MessageRow.no)
    )
    return tuple(key for key in session.scalars(query) if key)
