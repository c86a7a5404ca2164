"""The house's own chat as visitors have it: visits, their lines and files, and who types.

Beside the desk's own chats, which are made of what is told of these. A visitor's door reaches
nothing but this, and of it only the visits whose tokens it names.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column
from whenever import Instant

from console.data.tables.base import Base, BigId, Json

CONNECTOR = "chat"
"""What the house's own chat is called among connectors."""

THE_COUNTER = 1
"""The id of the one row that counts changes."""

_GOES_ON = text("ended_at IS NULL")


class WebVisitRow(Base):
    """A visitor's conversation. Its token is known by its SHA-256 alone."""

    __tablename__ = "web_visit"
    __table_args__ = (
        Index("ix_web_visit_change", "change"),
        Index(
            "ix_web_visit_alive_at",
            "alive_at",
            postgresql_where=_GOES_ON,
            sqlite_where=_GOES_ON,
        ),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    client_id: Mapped[UUID] = mapped_column(Uuid)
    """The visitor's own name for it."""
    token_hash: Mapped[str] = mapped_column(unique=True)
    site: Mapped[str]
    language: Mapped[str]
    kind: Mapped[str]
    """A `VisitKind`."""
    began_at: Mapped[Instant]
    last_seq: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    shop: Mapped[str] = mapped_column(default="")
    is_verified: Mapped[bool] = mapped_column(default=False)
    page: Mapped[str] = mapped_column(default="")
    continues: Mapped[UUID | None] = mapped_column(Uuid)
    """An earlier visit, perhaps forgotten since."""
    alive_at: Mapped[Instant]
    has_left: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[Instant | None]
    change: Mapped[int] = mapped_column(BigId)
    """Which of all changes was its last; signs of life are none."""


class WebLineRow(Base):
    """A line as it was said; `seq` is its number in the visit, `change` among all changes."""

    __tablename__ = "web_line"
    __table_args__ = (UniqueConstraint("visit", "client_id"), UniqueConstraint("visit", "key"))

    visit: Mapped[UUID] = mapped_column(
        ForeignKey("web_visit.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    change: Mapped[int] = mapped_column(BigId, unique=True)
    kind: Mapped[str]
    """A `LineKind`."""
    at: Mapped[Instant]
    text: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    key: Mapped[UUID | None] = mapped_column(Uuid)
    notice: Mapped[str] = mapped_column(default="")
    """A `NoticeKind`, of a notice."""
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class WebFileRow(Base):
    """A file of a line, in its `place` there; until a line bears it, it has no `seq`."""

    __tablename__ = "web_file"
    __table_args__ = (
        UniqueConstraint("visit", "client_id"),
        ForeignKeyConstraint(
            ["visit", "seq"], ["web_line.visit", "web_line.seq"], ondelete="CASCADE"
        ),
        Index("ix_web_file_visit_seq", "visit", "seq"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    visit: Mapped[UUID] = mapped_column(ForeignKey("web_visit.id", ondelete="CASCADE"))
    client_id: Mapped[UUID | None] = mapped_column(Uuid)
    seq: Mapped[int | None]
    place: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    content_type: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class WebCounterRow(Base):
    """How many changes there were. Whoever takes the next one holds the row until they commit: so
    a change that can be read has none before it that is still to come.
    """

    __tablename__ = "web_counter"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(BigId, default=0)


class ChatSignRow(Base):
    """Who types in a chat, and what each has seen of the other's: instants of lines."""

    __tablename__ = "chat_sign"

    connector: Mapped[str] = mapped_column(primary_key=True)
    remote_id: Mapped[str] = mapped_column(primary_key=True)
    visitor_typing_until: Mapped[Instant | None]
    visitor_seen_at: Mapped[Instant | None]
    agent_typing_until: Mapped[Instant | None]
    agent_seen_at: Mapped[Instant | None]
