"""The pocket: a small SQLite file on this machine for what must survive without the store.

Drafts with their last versions and files. Written with synchronous=FULL and a TRUNCATE journal,
so that what was acknowledged is there after a power cut. Threads: one at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import SQLAlchemyError
from whenever import Instant

from console.data.engine import SQLITE
from console.data.errors import StoreUnavailable
from console.data.tables.base import InstantType
from console.data.translated import store_errors
from console.domain.language import tr
from console.domain.mail import MailPart

KEPT_VERSIONS = 20
VERSION_EVERY_S = 30
"""A version is kept when the last one is this old, or when the text has lost much of itself."""

OWNER_ONLY = 0o600
"""Nobody else on the machine reads what somebody is writing."""

_METADATA = MetaData()

_DRAFT = Table(
    "draft",
    _METADATA,
    Column("scope", String, primary_key=True),
    Column("text", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("saved_at", InstantType, nullable=False),
)
_VERSION = Table(
    "draft_version",
    _METADATA,
    Column("no", Integer, primary_key=True),
    Column("scope", String, nullable=False, index=True),
    Column("text", String, nullable=False),
    Column("saved_at", InstantType, nullable=False),
    sqlite_autoincrement=True,
)
_FILE = Table(
    "draft_file",
    _METADATA,
    Column("no", Integer, primary_key=True),
    Column("scope", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("content_type", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True)
class DraftVersion:
    text: str
    saved_at: Instant


@dataclass(frozen=True)
class Draft:
    """What somebody has begun to write. `mode` is reply or note; `files` are (no, part)."""

    scope: str
    text: str
    mode: str
    saved_at: Instant | None
    versions: int
    files: tuple[tuple[int, MailPart], ...]


class Pocket:
    """Drafts by scope ("case:20417")."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file. Raises StoreUnavailable with what to do."""
        self._engine = _open(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(OWNER_ONLY)
            _METADATA.create_all(self._engine)
        except (SQLAlchemyError, OSError) as error:
            self._engine.dispose()
            raise StoreUnavailable(
                tr(
                    "Utkastene på denne maskinen kan ikke åpnes ({reason}). Filen {path} er ikke "
                    "rørt. Flytt den til side, og start på nytt.",
                    reason=getattr(error, "orig", error),
                    path=path,
                )
            ) from error

    def save_text(self, scope: str, text: str, mode: str, at: Instant) -> int:
        """Keeps the text; returns how many versions are kept. Raises StoreError."""
        with store_errors(), self._engine.begin() as connection:
            before = connection.execute(
                select(_DRAFT.c.text).where(_DRAFT.c.scope == scope)
            ).scalar()
            if before is not None and _is_worth_keeping(connection, scope, before, text, at):
                _keep_version(connection, scope, before, at)
            values = {"text": text, "mode": mode, "saved_at": at}
            statement = upsert(_DRAFT).values(scope=scope, **values)
            connection.execute(
                statement.on_conflict_do_update(index_elements=["scope"], set_=values)
            )
            return _count_versions(connection, scope)

    def keep_version(self, scope: str, at: Instant) -> None:
        """Keeps the text as it stands as an earlier version: something else takes its place."""
        with store_errors(), self._engine.begin() as connection:
            text = connection.execute(select(_DRAFT.c.text).where(_DRAFT.c.scope == scope)).scalar()
            if text and text.strip():
                _keep_version(connection, scope, text, at)

    def add_file(self, scope: str, part: MailPart) -> int:
        """Keeps a file with the draft; returns its number."""
        with store_errors(), self._engine.begin() as connection:
            result = connection.execute(
                insert(_FILE).values(
                    scope=scope,
                    name=part.name,
                    content_type=part.content_type,
                    content=part.content,
                )
            )
            key = result.inserted_primary_key
            return int(key[0]) if key is not None else 0

    def remove_file(self, no: int) -> None:
        with store_errors(), self._engine.begin() as connection:
            connection.execute(delete(_FILE).where(_FILE.c.no == no))

    def load(self, scope: str) -> Draft:
        """The draft, or an empty one."""
        with store_errors(), self._engine.begin() as connection:
            row = connection.execute(select(_DRAFT).where(_DRAFT.c.scope == scope)).one_or_none()
            files = connection.execute(
                select(_FILE).where(_FILE.c.scope == scope).order_by(_FILE.c.no)
            ).all()
            return Draft(
                scope=scope,
                text="" if row is None else row.text,
                mode="reply" if row is None else row.mode,
                saved_at=None if row is None else row.saved_at,
                versions=_count_versions(connection, scope),
                files=tuple((f.no, MailPart(f.name, f.content_type, f.content)) for f in files),
            )

    def versions(self, scope: str) -> tuple[DraftVersion, ...]:
        """Earlier texts, newest first."""
        with store_errors(), self._engine.begin() as connection:
            rows = connection.execute(
                select(_VERSION).where(_VERSION.c.scope == scope).order_by(_VERSION.c.no.desc())
            )
            return tuple(DraftVersion(row.text, row.saved_at) for row in rows)

    def scopes(self) -> frozenset[str]:
        """Where something has been begun and not sent."""
        with store_errors(), self._engine.begin() as connection:
            texts = connection.scalars(select(_DRAFT.c.scope).where(_DRAFT.c.text != ""))
            return frozenset(texts)

    def clear(self, scope: str, at: Instant) -> None:
        """The draft has been sent: its text becomes a version, its files go."""
        with store_errors(), self._engine.begin() as connection:
            text = connection.execute(select(_DRAFT.c.text).where(_DRAFT.c.scope == scope)).scalar()
            if text:
                _keep_version(connection, scope, text, at)
            connection.execute(delete(_DRAFT).where(_DRAFT.c.scope == scope))
            connection.execute(delete(_FILE).where(_FILE.c.scope == scope))

    def close(self) -> None:
        self._engine.dispose()


def _open(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=SQLITE,
        hide_parameters=True,  # what people write has no place in a log
    )
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=TRUNCATE")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _is_worth_keeping(
    connection: Connection, scope: str, before: str, text: str, at: Instant
) -> bool:
    if not before.strip() or before == text:
        return False
    if len(text) < len(before) - 40:
        return True
    last = connection.execute(
        select(func.max(_VERSION.c.saved_at, type_=InstantType())).where(_VERSION.c.scope == scope)
    ).scalar()
    return last is None or (at - last).total("seconds") >= VERSION_EVERY_S


def _keep_version(connection: Connection, scope: str, text: str, at: Instant) -> None:
    connection.execute(insert(_VERSION).values(scope=scope, text=text, saved_at=at))
    kept = (
        select(_VERSION.c.no)
        .where(_VERSION.c.scope == scope)
        .order_by(_VERSION.c.no.desc())
        .limit(KEPT_VERSIONS)
    )
    connection.execute(
        delete(_VERSION).where(_VERSION.c.scope == scope, _VERSION.c.no.not_in(kept))
    )


def _count_versions(connection: Connection, scope: str) -> int:
    counted = connection.execute(
        select(func.count()).select_from(_VERSION).where(_VERSION.c.scope == scope)
    )
    return counted.scalar_one()
