"""What a desk needs to stand without its store, as it last was there: one piece for each account.

Threads: one at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert
from whenever import Instant

from console.data.pocket_tables import KEPT
from console.data.translated import store_errors

KEPT_DAYS = 30
"""So long after it was last renewed; it names people."""


@dataclass(frozen=True)
class KeptFacts:
    """As JSON, and when the store was last known to say so."""

    facts: dict[str, Any]
    at: Instant


class KeptPocket:
    """Of one account."""

    def __init__(self, engine: Engine, account: str) -> None:
        self._engine = engine
        self._account = account

    def keep(self, facts: dict[str, Any], at: Instant) -> None:
        """In place of what was kept before. Raises StoreError."""
        values = {"facts": facts, "kept_at": at}
        put = upsert(KEPT).values(account=self._account, **values)
        with store_errors(), self._engine.begin() as connection:
            connection.execute(put.on_conflict_do_update(index_elements=["account"], set_=values))

    def load(self) -> KeptFacts | None:
        """What is kept, if anything is. Raises StoreError."""
        with store_errors(), self._engine.begin() as connection:
            asked = select(KEPT).where(KEPT.c.account == self._account)
            row = connection.execute(asked).one_or_none()
            return None if row is None else KeptFacts(row.facts, row.kept_at)

    def drop(self) -> None:
        """This account has no business here any more. Raises StoreError."""
        with store_errors(), self._engine.begin() as connection:
            connection.execute(delete(KEPT).where(KEPT.c.account == self._account))

    def forget(self, now: Instant) -> None:
        """Lets go of what is old, whosever it is. Raises StoreError."""
        long_ago = KEPT.c.kept_at < now.subtract(hours=24 * KEPT_DAYS)
        with store_errors(), self._engine.begin() as connection:
            connection.execute(delete(KEPT).where(long_ago))
