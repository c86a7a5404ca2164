"""The journal: commands done, events, the feed in commit order, and the store's own facts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column
from whenever import Instant

from console.data.tables.base import Base, BigId


class CommandRow(Base):
    """An act that was carried out, with its first answer."""

    __tablename__ = "command"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    name: Mapped[str]
    at: Mapped[Instant]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[dict[str, Any]] = mapped_column(default=dict)


class EventRow(Base):
    """What happened: append-only, past tense."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_case_id_id", "case_id", "id"),
        Index("ix_event_act_id", "act_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    act_id: Mapped[UUID] = mapped_column(Uuid)
    at: Mapped[Instant]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)


class FeedRow(Base):
    """Events in the order of their commits; filled by a trigger, read by every console."""

    __tablename__ = "feed"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read by SQLAlchemy

    seq: Mapped[int] = mapped_column(BigId, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    committed_at: Mapped[Instant | None]
    """By the store's own clock; None for what was committed before schema 0002."""


class StoreFactRow(Base):
    """A fact about the store itself: its id, its feed's epoch."""

    __tablename__ = "store_fact"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
