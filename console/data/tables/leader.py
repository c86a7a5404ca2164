"""Which `serve` leads: one row, whose epoch grows with every change of leader."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column
from whenever import Instant

from console.data.tables.base import Base


class LeaderRow(Base):
    __tablename__ = "leader"

    machine: Mapped[str] = mapped_column(primary_key=True)
    """What is led; one row each ("serve")."""
    epoch: Mapped[int]
    holder: Mapped[str]
    until: Mapped[Instant]
