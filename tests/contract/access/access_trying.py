"""Trying a statement under a login: done, refused, or nothing there; and nothing of it stays."""

from __future__ import annotations

from enum import Enum

import psycopg
from psycopg.errors import CheckViolation, InsufficientPrivilege, RaiseException

_GUARDS = (
    "events are never changed",
    "the feed needs READ COMMITTED",
    "ck_blob_is_what_it_says",
    "_is_readable",
)
"""What our own guards say that bear no code of refusal."""


class Outcome(Enum):
    """What came of it. `NOTHING`: no error, and no row read or changed."""

    DONE = "done"
    REFUSED = "refused"
    NOTHING = "nothing"


def attempt(connection: psycopg.Connection, *statements: str) -> Outcome:
    """Runs statements in one transaction that is rolled back; the last one tells.

    A statement that answers with false has not done it. Raises whatever is not a refusal.
    """
    try:
        with connection.transaction(force_rollback=True):
            for statement in statements:
                cursor = connection.execute(statement)
            outcome = _outcome(cursor)
            connection.execute("RESET ROLE")
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
            return outcome
    except InsufficientPrivilege:
        return Outcome.REFUSED
    except (RaiseException, CheckViolation) as error:
        if not any(words in str(error) for words in _GUARDS):
            raise
        return Outcome.REFUSED


def _outcome(cursor: psycopg.Cursor[tuple[object, ...]]) -> Outcome:
    if cursor.description is not None:
        row = cursor.fetchone()
        return Outcome.DONE if row is not None and row[0] is not False else Outcome.NOTHING
    return Outcome.NOTHING if cursor.rowcount == 0 else Outcome.DONE
