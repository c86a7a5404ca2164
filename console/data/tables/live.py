"""Chats and calls as they go on, who stands in which queue, and who is ready for what.

Connectors write what happens outside; people take, call back, and say how ready they are.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Float, ForeignKey, Index, UniqueConstraint, Uuid, false, text
from sqlalchemy.orm import Mapped, mapped_column
from whenever import Instant

from console.data.tables.base import Base, BigId, Json


class ChatRow(Base):
    """A live conversation with a visitor. `waiting_since` is set while we owe an answer."""

    __tablename__ = "chat"
    __table_args__ = (
        UniqueConstraint("connector", "remote_id"),
        Index("ix_chat_case_id", "case_id"),
        Index("ix_chat_state", "state"),
        {"sqlite_autoincrement": True},
    )

    no: Mapped[int] = mapped_column(BigId, primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    version: Mapped[int] = mapped_column(default=1)
    connector: Mapped[str]
    remote_id: Mapped[str]
    remote_version: Mapped[int] = mapped_column(BigId, default=0)
    """Of the newest that its door told."""
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    state: Mapped[str]
    visitor_name: Mapped[str] = mapped_column(default="")
    shop_id: Mapped[int | None] = mapped_column(ForeignKey("shop.id"), index=True)
    is_verified: Mapped[bool] = mapped_column(default=False)
    """Whether the shop is proven, or only what the visitor says."""
    page: Mapped[str] = mapped_column(default="")
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    began_at: Mapped[Instant]
    waiting_since: Mapped[Instant | None]
    first_reply_at: Mapped[Instant | None]
    offered_to: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    offered_until: Mapped[Instant | None]
    ended_at: Mapped[Instant | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy


_IS_TO_BE_WRITTEN_DOWN = text("wrapped_up_at IS NULL")


class CallRow(Base):
    """A call as the exchange has it, from the queue to its end, and whether we called back."""

    __tablename__ = "call"
    __table_args__ = (
        UniqueConstraint("connector", "remote_id"),
        Index("ix_call_state", "state"),
        Index("ix_call_call_back_by", "call_back_by"),
        Index("ix_call_number", "number"),
        Index(
            "ix_call_to_wrap_up",
            *("answered_by", "no"),
            postgresql_where=_IS_TO_BE_WRITTEN_DOWN,
            sqlite_where=_IS_TO_BE_WRITTEN_DOWN,
        ),
        {"sqlite_autoincrement": True},
    )

    no: Mapped[int] = mapped_column(BigId, primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    version: Mapped[int] = mapped_column(default=1)
    connector: Mapped[str]
    remote_id: Mapped[str]
    remote_version: Mapped[int] = mapped_column(BigId, default=0)
    """Of the newest that the exchange told."""
    queue: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    shop_id: Mapped[int | None] = mapped_column(ForeignKey("shop.id"), index=True)
    is_pos: Mapped[bool] = mapped_column(default=False)
    priority: Mapped[int] = mapped_column(default=0)
    place: Mapped[int | None]
    state: Mapped[str]
    began_at: Mapped[Instant]
    rung_to: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[Instant | None]
    ended_at: Mapped[Instant | None]
    ending: Mapped[str] = mapped_column(default="")
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    call_back_by: Mapped[Instant | None]
    """Until when somebody is to call back; None where nobody is to."""
    called_back_at: Mapped[Instant | None]
    called_back_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    store_id: Mapped[str] = mapped_column(default="", server_default="")
    """The shop's number as the exchange says it, also where the register does not know it."""
    shop_by: Mapped[str] = mapped_column(default="", server_default="")
    """A `ShopBy`: who says which shop calls; empty where nobody knows."""
    said: Mapped[str] = mapped_column(default="", server_default="")
    is_outgoing: Mapped[bool] = mapped_column(default=False, server_default=false())
    wrapped_up_at: Mapped[Instant | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy


class QueueMemberRow(Base):
    """A telephone in a queue, as the exchange says; `person_id` is whose it is, where known."""

    __tablename__ = "queue_member"

    connector: Mapped[str] = mapped_column(primary_key=True)
    interface: Mapped[str] = mapped_column(primary_key=True)
    queue: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    since: Mapped[Instant]


class QueueFiguresRow(Base):
    """A queue's day as the exchange counts it. `told_at` moves at every telling, without an event:
    figures that are the same wake nobody.
    """

    __tablename__ = "queue_figures"

    connector: Mapped[str] = mapped_column(primary_key=True)
    queue: Mapped[str] = mapped_column(primary_key=True)
    answered: Mapped[int]
    abandoned: Mapped[int]
    average_wait_s: Mapped[float | None] = mapped_column(Float)
    average_talk_s: Mapped[float | None] = mapped_column(Float)
    within_s: Mapped[float] = mapped_column(Float)
    within_share: Mapped[float | None] = mapped_column(Float)
    counted_since: Mapped[Instant | None]
    told_at: Mapped[Instant]


class ExchangeToldRow(Base):
    """How new the newest is of what an exchange told whole: its telephones, its figures, and which
    calls stood (`standing`: their remote ids). What is older than that changes nothing.
    """

    __tablename__ = "exchange_told"

    connector: Mapped[str] = mapped_column(primary_key=True)
    members_version: Mapped[int] = mapped_column(BigId, default=0)
    figures_version: Mapped[int] = mapped_column(BigId, default=0)
    standing_version: Mapped[int] = mapped_column(BigId, default=0)
    standing: Mapped[list[Any]] = mapped_column(Json, default=list)


class OutwardActRow(Base):
    """What is to be done outside besides saying something, and how far it has come
    (`DeliveryState`; an author cannot take it back).
    """

    __tablename__ = "outward_act"
    __table_args__ = (Index("ix_outward_act_connector_state", "connector", "state"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    connector: Mapped[str]
    kind: Mapped[str]
    """An `OutwardKind`."""
    target: Mapped[str] = mapped_column(default="")
    """The remote id of the chat or call."""
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[Instant]
    state: Mapped[str]
    epoch: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[Instant]


THE_PAGE = "status"
"""The name of the one row of the status page."""


class StatusPageRow(Base):
    """What the firm's status page said when it was last fetched; one row, `THE_PAGE`.

    `told` is what was understood of it (`domain/stored_status_page.py`), kept while it cannot be
    fetched; `problem` is why it cannot, since `failing_since`.
    """

    __tablename__ = "status_report"

    name: Mapped[str] = mapped_column(primary_key=True)
    told: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    fetched_at: Mapped[Instant | None]
    tried_at: Mapped[Instant | None]
    failing_since: Mapped[Instant | None]
    problem: Mapped[str] = mapped_column(default="")
    etag: Mapped[str] = mapped_column(default="")


class AvailabilityRow(Base):
    """How ready a person says they are for a channel."""

    __tablename__ = "availability"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    readiness: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    since: Mapped[Instant]
    alive_until: Mapped[Instant | None]
    """How long the last sign of life of a window of theirs counts; None before the first."""
