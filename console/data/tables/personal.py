"""What is one person's: drafts, notes to oneself, and where one is just now."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column
from whenever import Instant

from console.data.tables.base import Base


class DraftRow(Base):
    """A copy of what a person is writing, so that it can be gone on with at another machine."""

    __tablename__ = "draft"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    mode: Mapped[str]
    saved_at: Mapped[Instant]


class PersonalNoteRow(Base):
    """A note about a case that nobody but its author sees."""

    __tablename__ = "personal_note"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    text: Mapped[str]
    changed_at: Mapped[Instant]


class PresenceRow(Base):
    """Somebody reads or writes in a case; it ends by itself."""

    __tablename__ = "presence"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    doing: Mapped[str]
    until: Mapped[Instant]
