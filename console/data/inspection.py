"""Checking that a store is whole: the engine's own check, and the facts that must agree."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Engine, LargeBinary, cast, func, select, text
from sqlalchemy.orm import Session

from console.data.guards import FILE_TRIGGERS, READABLE
from console.data.queries.basis_check import recheck_all
from console.data.queries.log_check import log_faults
from console.data.schema import HEAD, require_current
from console.data.server_inspection import server_faults
from console.data.tables.cases import BlobRow, CaseRow, MessageRow
from console.data.tables.journal import EventRow, FeedRow
from console.data.translated import store_errors
from console.domain.language import tr

SAMPLE = 200
"""How many of the kept originals are read when not all are."""

_AT_ONCE = 20
_TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"


@dataclass(frozen=True)
class Inspection:
    schema: str
    cases: int
    faults: tuple[str, ...]


def inspect_store(engine: Engine, deep: bool = False) -> Inspection:
    """Looks for faults, in words. Raises StoreError when the store cannot be opened at all.

    `deep` reads every original and attachment, else a sample of them.
    """
    require_current(engine)
    with store_errors(), Session(engine.execution_options(reading=True)) as session:
        is_file = engine.dialect.name == "sqlite"
        faults = [
            *(_file_faults(session) if is_file else server_faults(session.connection())),
            *_unfed(session),
            *_unkept(session),
            *_unfound(session),
            *_changed(session, None if deep else SAMPLE),
            *log_faults(session),
            *(fault.words for fault in recheck_all(session)),
        ]
        cases = session.scalar(select(func.count()).select_from(CaseRow)) or 0
        return Inspection(HEAD, cases, tuple(faults))


def _file_faults(session: Session) -> list[str]:
    answers = [row[0] for row in session.execute(text("PRAGMA integrity_check"))]
    broken = [tr("filen er skadet: {what}", what=answer) for answer in answers if answer != "ok"]
    loose = session.execute(text("PRAGMA foreign_key_check")).all()
    there = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
    made = {row.name: row.sql for row in session.execute(text(_TABLES))}
    loosened = [name for table, name in READABLE if name not in made.get(table, "")]
    gone = [*sorted(FILE_TRIGGERS - set(there)), *loosened]
    return [
        *broken,
        *(tr("en rad i {table} viser til noe som mangler", table=row[0]) for row in loose),
        *(tr("vakten {trigger} mangler", trigger=name) for name in gone),
    ]


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


def _unfound(session: Session) -> list[str]:
    """What was said, but no search finds: written past the triggers that index it."""
    is_file = session.get_bind().dialect.name == "sqlite"
    indexed = "id FROM message_search_content" if is_file else "no FROM message_search"
    count = f"SELECT count(*) FROM (SELECT no FROM message EXCEPT SELECT {indexed}) unfound"
    missing = session.scalar(text(count))
    return [tr("{count} meldinger mangler i søket", count=missing)] if missing else []


def _changed(session: Session, sample: int | None) -> list[str]:
    """Originals that are no longer the bytes that were kept."""
    wanted = select(BlobRow.sha256)
    if sample is not None:
        wanted = wanted.order_by(func.random()).limit(sample)
    names = list(session.scalars(wanted))
    changed = 0
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        held = cast(BlobRow.content, LargeBinary)  # SQLite may hold letters in any column
        read = select(BlobRow.sha256, BlobRow.size, held).where(BlobRow.sha256.in_(some))
        for name, size, content in session.execute(read):
            changed += (hashlib.sha256(content).hexdigest(), len(content)) != (name, size)
    return [tr("{count} originaler eller vedlegg er endret", count=changed)] if changed else []
