"""Cases, their messages and attachments, and the blobs that hold bytes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column
from whenever import Instant

from console.data.tables.base import Base, BigId, Json


class CaseRow(Base):
    """One inquiry. `waiting_since` is set while the customer waits for us.

    `points` holds what a person ticked of the completeness points, `points_read` what was read.
    """

    __tablename__ = "case"
    __table_args__ = (
        Index("ix_case_state_waiting_since", "state", "waiting_since"),
        Index("ix_case_owner_id_state", "owner_id", "state"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str]
    kind: Mapped[str]
    topic: Mapped[str] = mapped_column(default="")
    subject: Mapped[str]
    snippet: Mapped[str] = mapped_column(default="")
    shop_id: Mapped[int | None] = mapped_column(ForeignKey("shop.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[Instant]
    waiting_since: Mapped[Instant | None]
    first_reply_at: Mapped[Instant | None]
    snoozed_until: Mapped[Instant | None]
    closed_at: Mapped[Instant | None]
    last_at: Mapped[Instant]
    attachment_count: Mapped[int] = mapped_column(default=0)
    points_read: Mapped[list[Any]] = mapped_column(Json, default=list)
    points: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    earlier_case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy


class BlobRow(Base):
    """Bytes, once each, by their SHA-256."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class MessageRow(Base):
    """What was said in a case. `no` orders the search index; `id` was made by the author."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_case_id_at", "case_id", "at"),
        UniqueConstraint("header_id", "raw_sha256"),
        {"sqlite_autoincrement": True},
    )

    no: Mapped[int] = mapped_column(BigId, primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[str]
    at: Mapped[Instant]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sender_name: Mapped[str] = mapped_column(default="")
    sender_address: Mapped[str] = mapped_column(default="")
    recipients: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    visible_text: Mapped[str] = mapped_column(default="")
    html: Mapped[str] = mapped_column(default="", deferred=True)
    header_id: Mapped[str | None]
    raw_sha256: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"))
    delivery: Mapped[str] = mapped_column(default="")
    delivery_text: Mapped[str] = mapped_column(default="")
    auto: Mapped[str] = mapped_column(default="person")
    problem: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[Instant | None]


class AttachmentRow(Base):
    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_message_no", "message_no"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    message_no: Mapped[int] = mapped_column(ForeignKey("message.no"))
    name: Mapped[str]
    content_type: Mapped[str]
    content_id: Mapped[str] = mapped_column(default="")
    is_inline: Mapped[bool] = mapped_column(default=False)
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))


class ThreadRow(Base):
    """A Message-ID (seen, or only referred to) and the case that it belongs to."""

    __tablename__ = "mail_thread"

    header_id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
