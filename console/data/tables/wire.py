"""Where the outside meets the store: the outbox, connectors, and what they brought."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, Uuid
from sqlalchemy.orm import Mapped, mapped_column
from whenever import Instant

from console.data.tables.base import Base


class OutboxRow(Base):
    """An act that must reach the outside, and how far it has come (`DeliveryState`).

    Nothing is claimed before `not_before`: until then its author may take it back.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state_not_before", "state", "not_before"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    connector: Mapped[str]
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), unique=True)
    state: Mapped[str]
    not_before: Mapped[Instant]
    envelope: Mapped[dict[str, Any]] = mapped_column(default=dict)
    rendered_sha256: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"))
    epoch: Mapped[int] = mapped_column(default=0)
    """The leader's epoch at the claim: a later leader reconciles what an earlier one left."""
    attempts: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(default="")
    filed_at: Mapped[Instant | None]
    changed_at: Mapped[Instant]


class ConnectorRow(Base):
    """An account outside: how far it has been read, and how it was when last tried."""

    __tablename__ = "connector"

    name: Mapped[str] = mapped_column(primary_key=True)
    cursor: Mapped[bytes | None] = mapped_column(LargeBinary)
    pulled_at: Mapped[Instant | None]
    tried_at: Mapped[Instant | None]
    failing_since: Mapped[Instant | None]
    problem: Mapped[str] = mapped_column(default="")
    identity: Mapped[str] = mapped_column(default="")


class RemoteItemRow(Base):
    """What a connector brought, by its name out there; the same name twice is one."""

    __tablename__ = "remote_item"

    connector: Mapped[str] = mapped_column(primary_key=True)
    remote_id: Mapped[str] = mapped_column(primary_key=True)
    message_no: Mapped[int] = mapped_column(ForeignKey("message.no"))


class HealthRow(Base):
    """A part of `serve` and when it last showed life."""

    __tablename__ = "service_health"

    part: Mapped[str] = mapped_column(primary_key=True)
    instance: Mapped[str]
    state: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    since: Mapped[Instant]
    seen_at: Mapped[Instant]


class ServiceSecretRow(Base):
    """Keys that every `serve` on this store shares; never read by a console."""

    __tablename__ = "service_secret"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)
