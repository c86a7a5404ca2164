"""Copies of what a person is writing, for their other machines. No events: nobody else reads them.

Carried out by `Store.upkeep`: the same again is the same.
"""

from __future__ import annotations

from sqlalchemy import delete
from whenever import Instant

from console.data.commands.cases import actor_of
from console.data.tables.personal import DraftRow
from console.data.transaction import Transaction
from console.data.two_clocks import told_there


def copy_draft(tx: Transaction, scope: str, text: str, mode: str, typed_at: Instant) -> None:
    """Keeps a draft's text as it stood at an instant, in place of what was kept before."""
    actor = actor_of(tx)
    saved_at = told_there(tx.session, typed_at, tx.act.at)
    row = tx.session.get(DraftRow, (actor, scope))
    if row is None:
        kept = DraftRow(person_id=actor, scope=scope, text=text, mode=mode, saved_at=saved_at)
        tx.session.add(kept)
    else:
        row.text, row.mode, row.saved_at = text, mode, saved_at


def drop_draft(tx: Transaction, scope: str) -> None:
    """It has been sent, or there is nothing left of it."""
    actor = actor_of(tx)
    tx.session.execute(delete(DraftRow).where(DraftRow.person_id == actor, DraftRow.scope == scope))
