"""Checking that a store is whole: the engine's own check, and the facts that must agree."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from console.data.schema import HEAD, require_current
from console.data.tables.cases import BlobRow, CaseRow, MessageRow
from console.data.tables.journal import EventRow, FeedRow
from console.data.translated import store_errors
from console.domain.language import tr


@dataclass(frozen=True)
class Inspection:
    schema: str
    cases: int
    faults: tuple[str, ...]


def inspect_store(engine: Engine) -> Inspection:
    """Looks for faults, in words. Raises StoreError when the store cannot be opened at all."""
    require_current(engine)
    with store_errors(), Session(engine.execution_options(reading=True)) as session:
        faults = [*_engine_faults(session), *_unfed(session), *_unkept(session)]
        cases = session.scalar(select(func.count()).select_from(CaseRow)) or 0
        return Inspection(HEAD, cases, tuple(faults))


def _engine_faults(session: Session) -> list[str]:
    if session.get_bind().dialect.name != "sqlite":
        return []
    answers = [row[0] for row in session.execute(text("PRAGMA integrity_check"))]
    broken = [tr("filen er skadet: {what}", what=answer) for answer in answers if answer != "ok"]
    loose = session.execute(text("PRAGMA foreign_key_check")).all()
    return broken + [tr("en rad i {table} viser til noe som mangler", table=r[0]) for r in loose]


def _unfed(session: Session) -> list[str]:
    missing = session.scalar(
        select(func.count())
        .select_from(EventRow)
        .outerjoin(FeedRow, FeedRow.event_id == EventRow.id)
        .where(FeedRow.seq.is_(None))
    )
    return [tr("{count} hendelser mangler i strømmen", count=missing)] if missing else []


def _unkept(session: Session) -> list[str]:
    missing = session.scalar(
        select(func.count())
        .select_from(MessageRow)
        .outerjoin(BlobRow, BlobRow.sha256 == MessageRow.raw_sha256)
        .where(MessageRow.raw_sha256.is_not(None), BlobRow.sha256.is_(None))
    )
    return [tr("{count} meldinger mangler originalen sin", count=missing)] if missing else []
