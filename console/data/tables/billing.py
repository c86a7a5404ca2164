"""Bases for invoices, and each step of their life."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column
from whenever import Instant

from console.data.tables.base import Base, BigId


class BasisRow(Base):
    """What one incident costs, frozen. `id` is the number that accounting sees.

    `snapshot` is canonical JSON (work, policy, price row, calendar, versions, result) and
    `snapshot_sha256` its sum; the figures beside it are the snapshot's own, for lists and sums.
    A credit is a basis of its own with `credits_id`; its amounts are negative.
    """

    __tablename__ = "basis"
    __table_args__ = (
        UniqueConstraint("credits_id"),
        Index("ix_basis_incident_id", "incident_id"),
        Index("ix_basis_state", "state"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    incident_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("incident.id"))
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str]
    snapshot: Mapped[str] = mapped_column(default="")
    snapshot_sha256: Mapped[str] = mapped_column(default="")
    started_hours: Mapped[int] = mapped_column(default=0)
    ex_vat_ore: Mapped[int] = mapped_column(default=0)
    vat_ore: Mapped[int] = mapped_column(default=0)
    incl_vat_ore: Mapped[int] = mapped_column(default=0)
    reduced_to_hours: Mapped[int | None]
    reduction_reason: Mapped[str] = mapped_column(default="")
    reduced_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Instant]
    approved_at: Mapped[Instant | None]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    exported_at: Mapped[Instant | None]
    exported_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    export_sha256: Mapped[str] = mapped_column(default="")
    """Sum of the canonical document that was handed over."""
    invoice_number: Mapped[str] = mapped_column(default="")
    invoiced_at: Mapped[Instant | None]
    credits_id: Mapped[int | None] = mapped_column(ForeignKey("basis.id"))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy


class BasisStepRow(Base):
    """What was done with a basis: append-only, each bound to the one before by its hash."""

    __tablename__ = "basis_step"
    __table_args__ = (
        UniqueConstraint("basis_id", "step"),
        {"sqlite_autoincrement": True},
    )

    no: Mapped[int] = mapped_column(BigId, primary_key=True)
    basis_id: Mapped[int] = mapped_column(ForeignKey("basis.id"))
    step: Mapped[int]
    """1, 2, … within its basis."""
    kind: Mapped[str]
    at: Mapped[Instant]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(default="")
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    earlier_sha256: Mapped[str]
    sha256: Mapped[str]
