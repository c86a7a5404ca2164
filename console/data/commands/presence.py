"""Saying where one is. No events: it is advice that ends by itself, and is told by a wake alone.

Carried out by `Store.upkeep`: the same again is the same.
"""

from __future__ import annotations

from sqlalchemy import delete, text
from whenever import Instant

from console.data.commands.cases import actor_of
from console.data.tables.personal import PresenceRow
from console.data.transaction import Transaction
from console.domain.ids import CaseId
from console.domain.presence import Doing


def be_present(tx: Transaction, case: CaseId, doing: Doing, until: Instant) -> None:
    """The actor reads or writes in the case until an instant."""
    actor = actor_of(tx)
    row = tx.session.get(PresenceRow, (actor, case))
    is_news = row is None or row.doing != doing
    if row is None:
        row = PresenceRow(person_id=actor, case_id=case, doing=doing.value, until=until)
        tx.session.add(row)
    else:
        row.doing, row.until = doing.value, until
    if is_news:
        _wake(tx)


def leave(tx: Transaction, case: CaseId) -> None:
    """The actor is there no longer."""
    actor = actor_of(tx)
    tx.session.execute(
        delete(PresenceRow).where(PresenceRow.person_id == actor, PresenceRow.case_id == case)
    )
    _wake(tx)


def _wake(tx: Transaction) -> None:
    """On a server readers sleep until they are woken; in one file every commit wakes them."""
    if tx.session.get_bind().dialect.name == "postgresql":
        tx.session.execute(text("SELECT pg_notify('feed', '')"))
