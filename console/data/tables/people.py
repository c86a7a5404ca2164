"""People of the house, and the team's settings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column
from whenever import Instant

from console.data.tables.base import Base, BigId, Json


class PersonRow(Base):
    __tablename__ = "person"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read by SQLAlchemy

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    roles: Mapped[list[Any]] = mapped_column(Json, default=list)
    disabled_at: Mapped[Instant | None]


class SettingRow(Base):
    """A value of the firm or the team, by key; a change checks the version it saw."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(Json)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[Instant]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
