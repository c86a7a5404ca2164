"""Critical incidents, the work log, verdicts, and who is on duty."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column
from whenever import Instant

from console.data.tables.base import Base, BigId, Json


class IncidentRow(Base):
    """A critical report. `id` was made by whoever opened it, `no` is what people call it by."""

    __tablename__ = "incident"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read by SQLAlchemy

    no: Mapped[int] = mapped_column(BigId, primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[str]
    product: Mapped[str]
    shop_id: Mapped[int | None] = mapped_column(ForeignKey("shop.id"), index=True)
    reporter_name: Mapped[str] = mapped_column(default="")
    reporter_phone: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[Instant]
    opened_at: Mapped[Instant]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    acknowledged_at: Mapped[Instant | None]
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str]
    over_at: Mapped[Instant | None]
    over_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy


class IncidentCaseRow(Base):
    """A case that came by an incident."""

    __tablename__ = "incident_case"

    incident_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("incident.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True, index=True)
    linked_at: Mapped[Instant]
    linked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ClosingNoteRow(Base):
    """The five fields of an incident's closing note: free text, apart from what is billed."""

    __tablename__ = "closing_note"

    incident_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("incident.id"), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    seen: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")
    done: Mapped[str] = mapped_column(default="")
    prevented: Mapped[str] = mapped_column(default="")
    promised: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[Instant]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy


class WorkEntryRow(Base):
    """An entry of the work log: append-only, by its technician. `id` was made at the machine."""

    __tablename__ = "work_entry"
    __table_args__ = (
        Index("ix_work_entry_incident_id_at", "incident_id", "at"),
        Index("ix_work_entry_technician_id_at", "technician_id", "at"),
        {"sqlite_autoincrement": True},
    )

    no: Mapped[int] = mapped_column(BigId, primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    incident_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("incident.id"))
    technician_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    at: Mapped[Instant]
    text: Mapped[str] = mapped_column(default="")
    span_start: Mapped[Instant | None]
    span_end: Mapped[Instant | None]
    work_kind: Mapped[str] = mapped_column(default="work")
    cause: Mapped[str | None]
    refers_to: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("work_entry.id"))
    machine: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[Instant]
    """When it reached the store; by the store's own clock on a server."""


class VerdictRow(Base):
    """Whose fault it was, as somebody judged: append-only, the last one counts."""

    __tablename__ = "verdict"
    __table_args__ = (
        Index("ix_verdict_incident_id", "incident_id"),
        {"sqlite_autoincrement": True},
    )

    no: Mapped[int] = mapped_column(BigId, primary_key=True)
    incident_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("incident.id"))
    verdict: Mapped[str]
    reason: Mapped[str]
    at: Mapped[Instant]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class DutyRotationRow(Base):
    """Whose turn it is, one after another, in one role: the lead's; never changed, only ended.

    `people` are ids in the order of their turns. The first turn begins on `first_day` at
    `hand_over` (Oslo wall time, "15:30") and each lasts `weeks`.
    """

    __tablename__ = "duty_rotation"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read by SQLAlchemy

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    role: Mapped[str]
    people: Mapped[list[Any]] = mapped_column(Json)
    first_day: Mapped[str]
    hand_over: Mapped[str]
    weeks: Mapped[int] = mapped_column(default=1)
    ends_at: Mapped[Instant | None]
    made_at: Mapped[Instant]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class DutyChangeRow(Base):
    """Somebody else than the rotation says, for a while; two with one `swap_id` are a swap."""

    __tablename__ = "duty_change"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - read by SQLAlchemy

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    role: Mapped[str]
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    swap_id: Mapped[UUID | None] = mapped_column(Uuid)
    made_at: Mapped[Instant]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[Instant | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
