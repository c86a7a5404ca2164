"""Bytes by their SHA-256: raw mails, rendered answers, attachments. Stored once each."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.errors import NotFound
from console.data.tables.cases import BlobRow
from console.domain.language import tr


def put_blob(session: Session, content: bytes) -> str:
    """Stores the bytes if they are new; returns their SHA-256 (hex)."""
    digest = hashlib.sha256(content).hexdigest()
    known = session.scalar(select(BlobRow.size).where(BlobRow.sha256 == digest))
    if known is None:
        session.add(BlobRow(sha256=digest, size=len(content), content=content))
        session.flush()
    return digest


def read_blob(session: Session, sha256: str) -> bytes:
    """The bytes. Raises NotFound."""
    content = session.scalar(select(BlobRow.content).where(BlobRow.sha256 == sha256))
    if content is None:
        raise NotFound(tr("Innholdet {sha} finnes ikke i lageret.", sha=sha256[:12]))
    return content
