"""What was handed to others of the house, and what a customer was promised."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column
from whenever import Instant

from console.data.tables.base import Base, BigId, Json


class EscalationRow(Base):
    """A case, or a part of one, with developers, product, finance or consulting.

    `evidence` names messages and attachments of the case; `gap_reason` is why it went although
    something was missing. What was asked stays as it was asked.
    """

    __tablename__ = "escalation"
    __table_args__ = (
        Index("ix_escalation_case_id", "case_id"),
        Index("ix_escalation_state_next_word_by", "state", "next_word_by"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    target: Mapped[str]
    reason: Mapped[str]
    gap_reason: Mapped[str] = mapped_column(default="")
    evidence: Mapped[list[Any]] = mapped_column(Json, default=list)
    owner: Mapped[str] = mapped_column(default="")
    """Who has taken it up over there; often nobody with a login here."""
    reference: Mapped[str] = mapped_column(default="")
    """What they call it: its number in their tracker."""
    state: Mapped[str]
    next_word_by: Mapped[Instant]
    """By when the customer is to hear from us."""
    opened_at: Mapped[Instant]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[Instant | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[Instant | None]
    """When it was done, or taken back."""
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy


class PromiseRow(Base):
    """ "Vi svarer innen …": kept or withdrawn, never moved. `id` was made by its author."""

    __tablename__ = "promise"
    __table_args__ = (
        Index("ix_promise_case_id", "case_id"),
        Index("ix_promise_due_at", "due_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    text: Mapped[str]
    due_at: Mapped[Instant]
    made_at: Mapped[Instant]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kept_at: Mapped[Instant | None]
    withdrawn_at: Mapped[Instant | None]
