"""The pocket: a small SQLite file on this machine for what must survive without the store.

Drafts with their last versions and files, acts that wait for the store, the work log, and what was
last known of the store. Written with synchronous=FULL and a TRUNCATE journal: what was acknowledged
is there after a power cut.
Threads: one at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, delete, event, select
from sqlalchemy.exc import SQLAlchemyError
from whenever import Instant

from console.data.engine import SQLITE
from console.data.errors import StoreUnavailable
from console.data.pocket_drafts import (
    Scoping,
    clear_draft,
    count_versions,
    is_worth_keeping,
    keep_version,
    put_file,
    put_text,
    text_of,
)
from console.data.pocket_kept import KeptPocket
from console.data.pocket_oncall import OnCallPocket
from console.data.pocket_tables import DRAFT, FILE, METADATA, VERSION
from console.data.pocket_unsent import UnsentActs
from console.data.translated import store_errors
from console.domain.language import tr
from console.domain.mail import MailPart

OWNER_ONLY = 0o600
"""Nobody else on the machine reads what somebody is writing."""


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
    """Drafts by scope ("case:20417"); `unsent` are the acts that wait, `oncall` is the work log,
    `kept` what a desk stands on without its store.
    """

    def __init__(self, path: Path, account: str = "") -> None:
        """Opens or makes the file. Raises StoreUnavailable with what to do.

        `account` keeps the drafts of one store and login apart from those of another: case 7 of
        one is not case 7 of the other. This machine's own store has none.
        """
        self._engine = _open(path)
        self._scoped = Scoping(account)
        self.unsent = UnsentActs(self._engine, self._scoped)
        self.oncall = OnCallPocket(self._engine)
        self.kept = KeptPocket(self._engine, account)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(OWNER_ONLY)
            METADATA.create_all(self._engine)
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
            own = self._scoped.of(scope)
            before = text_of(connection, own)
            if before is not None and is_worth_keeping(connection, own, before, text, at):
                keep_version(connection, own, before, at)
            put_text(connection, own, text, mode, at)
            return count_versions(connection, own)

    def keep_version(self, scope: str, at: Instant) -> None:
        """Keeps the text as it stands as an earlier version: something else takes its place."""
        with store_errors(), self._engine.begin() as connection:
            own = self._scoped.of(scope)
            text = text_of(connection, own)
            if text and text.strip():
                keep_version(connection, own, text, at)

    def add_file(self, scope: str, part: MailPart) -> int:
        """Keeps a file with the draft; returns its number."""
        with store_errors(), self._engine.begin() as connection:
            return put_file(connection, self._scoped.of(scope), part)

    def remove_file(self, no: int) -> None:
        with store_errors(), self._engine.begin() as connection:
            connection.execute(delete(FILE).where(FILE.c.no == no))

    def load(self, scope: str) -> Draft:
        """The draft, or an empty one."""
        with store_errors(), self._engine.begin() as connection:
            own = self._scoped.of(scope)
            row = connection.execute(select(DRAFT).where(DRAFT.c.scope == own)).one_or_none()
            files = connection.execute(
                select(FILE).where(FILE.c.scope == own).order_by(FILE.c.no)
            ).all()
            return Draft(
                scope=scope,
                text="" if row is None else row.text,
                mode="reply" if row is None else row.mode,
                saved_at=None if row is None else row.saved_at,
                versions=count_versions(connection, own),
                files=tuple((f.no, MailPart(f.name, f.content_type, f.content)) for f in files),
            )

    def versions(self, scope: str) -> tuple[DraftVersion, ...]:
        """Earlier texts, newest first."""
        with store_errors(), self._engine.begin() as connection:
            own = VERSION.c.scope == self._scoped.of(scope)
            rows = connection.execute(select(VERSION).where(own).order_by(VERSION.c.no.desc()))
            return tuple(DraftVersion(row.text, row.saved_at) for row in rows)

    def scopes(self) -> frozenset[str]:
        """Where something has been begun and not sent."""
        with store_errors(), self._engine.begin() as connection:
            texts = connection.scalars(select(DRAFT.c.scope).where(DRAFT.c.text != ""))
            return frozenset(self._scoped.ours(texts))

    def clear(self, scope: str, at: Instant) -> None:
        """The draft has been sent: its text becomes a version, its files go."""
        with store_errors(), self._engine.begin() as connection:
            clear_draft(connection, self._scoped.of(scope), at)

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
