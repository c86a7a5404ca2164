"""Steps on the pocket's drafts that more than one of its parts takes; each in the caller's
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert
from whenever import Instant

from console.data.pocket_tables import DRAFT, FILE, VERSION
from console.data.tables.base import InstantType
from console.domain.mail import MailPart

KEPT_VERSIONS = 20
VERSION_EVERY_S = 30
"""A version is kept when the last one is this old, or when the text has lost much of itself."""


class Scoping:
    """Scopes as they stand in the file: each account's drafts apart from the others'."""

    def __init__(self, account: str) -> None:
        self._prefix = f"{account}\n" if account else ""

    def of(self, scope: str) -> str:
        """A scope of ours, as it stands in the file."""
        return self._prefix + scope

    def ours(self, scopes: Iterable[str]) -> Iterator[str]:
        """Those of ours among the file's, as we name them."""
        for scope in scopes:
            plain = scope.removeprefix(self._prefix)
            if scope.startswith(self._prefix) and "\n" not in plain:
                yield plain


def text_of(connection: Connection, scope: str) -> str | None:
    """A draft's text; None where there is no draft."""
    return connection.execute(select(DRAFT.c.text).where(DRAFT.c.scope == scope)).scalar()


def put_text(connection: Connection, scope: str, text: str, mode: str, at: Instant) -> None:
    """Makes this the draft's text."""
    values = {"text": text, "mode": mode, "saved_at": at}
    statement = upsert(DRAFT).values(scope=scope, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["scope"], set_=values))


def put_file(connection: Connection, scope: str, part: MailPart) -> int:
    """Adds a file to the draft; its number."""
    values = {"name": part.name, "content_type": part.content_type, "content": part.content}
    key = connection.execute(insert(FILE).values(scope=scope, **values)).inserted_primary_key
    return int(key[0]) if key is not None else 0


def clear_draft(connection: Connection, scope: str, at: Instant) -> None:
    """The draft is one no longer: its text becomes a version, its files go."""
    text = text_of(connection, scope)
    if text:
        keep_version(connection, scope, text, at)
    connection.execute(delete(DRAFT).where(DRAFT.c.scope == scope))
    connection.execute(delete(FILE).where(FILE.c.scope == scope))


def give_back(
    connection: Connection,
    scope: str,
    text: str,
    mode: str,
    parts: Iterable[MailPart],
    at: Instant,
) -> str:
    """Puts what was not sent before what has been written since; the whole text."""
    since = text_of(connection, scope) or ""
    if since.strip():
        keep_version(connection, scope, since, at)
    whole = joined(text, since)
    put_text(connection, scope, whole, mode, at)
    for part in parts:
        put_file(connection, scope, part)
    return whole


def joined(text: str, since: str) -> str:
    """What came back, and below it what has been written since."""
    return f"{text}\n\n{since}" if text.strip() and since.strip() else text or since


def is_worth_keeping(
    connection: Connection, scope: str, before: str, text: str, at: Instant
) -> bool:
    """Whether a text that is being replaced should be there later."""
    if not before.strip() or before == text:
        return False
    if len(text) < len(before) - 40:
        return True
    last = connection.execute(
        select(func.max(VERSION.c.saved_at, type_=InstantType())).where(VERSION.c.scope == scope)
    ).scalar()
    return last is None or (at - last).total("seconds") >= VERSION_EVERY_S


def keep_version(connection: Connection, scope: str, text: str, at: Instant) -> None:
    """Keeps a text as an earlier version; the oldest make room."""
    connection.execute(insert(VERSION).values(scope=scope, text=text, saved_at=at))
    kept = (
        select(VERSION.c.no)
        .where(VERSION.c.scope == scope)
        .order_by(VERSION.c.no.desc())
        .limit(KEPT_VERSIONS)
    )
    connection.execute(delete(VERSION).where(VERSION.c.scope == scope, VERSION.c.no.not_in(kept)))


def count_versions(connection: Connection, scope: str) -> int:
    counted = select(func.count()).select_from(VERSION).where(VERSION.c.scope == scope)
    return connection.execute(counted).scalar_one()
