"""Bytes by their SHA-256: raw mails, rendered answers, attachments. Stored once each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import Insert, select, text
from sqlalchemy.orm import Session

from console.data.errors import NotFound
from console.data.tables.base import Base
from console.data.tables.cases import BlobRow
from console.domain.language import tr

FITS = 1_000_000
"""So much arrives on any line before the server breaks a person's statement off."""

SLOW_BYTES_S = 125_000
"""A line of 1 Mbit/s."""

USUAL_S, MOST_S = 15, 300


def put_blob(session: Session, content: bytes) -> str:
    """Stores the bytes if they are new; returns their SHA-256 (hex)."""
    (digest,) = put_blobs(session, (content,))
    return digest


def put_large(session: Session, content: bytes) -> None:
    """The same in a transaction of its own, which may last as long as a slow line needs."""
    if len(content) > FITS and session.get_bind().dialect.name == "postgresql":
        # One may raise one's own limit; this one ends with the transaction.
        needed_s = min(MOST_S, USUAL_S + len(content) // SLOW_BYTES_S)
        limit = text("SELECT set_config('statement_timeout', :limit, true)")
        session.execute(limit, {"limit": f"{needed_s}s"})
    put_blob(session, content)


def put_blobs(session: Session, contents: Sequence[bytes]) -> list[str]:
    """Stores those that are new; returns the SHA-256 (hex) of each, in order."""
    if not contents:
        return []
    digests = [hashlib.sha256(content).hexdigest() for content in contents]
    new = dict(zip(digests, contents, strict=True))
    # Asked first: what is known need not travel to the store to be turned away there.
    for known in session.scalars(select(BlobRow.sha256).where(BlobRow.sha256.in_(list(new)))):
        del new[known]
    # In one order everywhere: no two who store the same wait for each other.
    rows = [{"sha256": sha, "size": len(new[sha]), "content": new[sha]} for sha in sorted(new)]
    if rows:
        session.execute(insert_unless_there(session, BlobRow), rows)
    return digests


def insert_unless_there(session: Session, table: type[Base]) -> Insert:
    """Somebody else may have stored the same since it was asked for."""
    if session.get_bind().dialect.name == "postgresql":
        # Late: a window on SQLite imports no PostgreSQL dialect.
        from sqlalchemy.dialects.postgresql import insert as to_server  # noqa: PLC0415

        return to_server(table).on_conflict_do_nothing()
    from sqlalchemy.dialects.sqlite import insert as to_file  # noqa: PLC0415 - as above

    return to_file(table).on_conflict_do_nothing()


def read_blob(session: Session, sha256: str) -> bytes:
    """The bytes. Raises NotFound."""
    content = session.scalar(select(BlobRow.content).where(BlobRow.sha256 == sha256))
    if content is None:
        raise NotFound(tr("Innholdet {sha} finnes ikke i lageret.", sha=sha256[:12]))
    return content
