"""Saying the lines of chats: claimed in the order of each chat. The rest is as for every answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from console.data.commands.delivery import CLAIMABLE, Told, claim_together, finish_together
from console.data.commands.leading import must_lead
from console.data.queries.in_order import claimable
from console.data.queries.lines import next_lines
from console.data.tables.wire import OutboxRow
from console.data.transaction import Transaction
from console.domain.cases import DeliveryState

AT_ONCE = 8
"""So many lines, each of another chat, are claimed and finished together."""

LOOKED_AT = 4 * AT_ONCE
"""Among so many, for somebody may just decide about one of them."""


def claim_lines(tx: Transaction, connector: str, epoch: int) -> dict[str, Any]:
    """Claims the lines that have been due for longest, one of a chat and `AT_ONCE` at most. None
    passes an earlier one of its chat, also not one that was put off.

    From here on nobody can be sure of them until an answer comes: they go as they were written.
    """
    must_lead(tx, epoch)
    due = claimable(next_lines(tx.session, connector, tx.act.at), tx.act.at)[:LOOKED_AT]
    wanted = select(OutboxRow).where(OutboxRow.id.in_(due), OutboxRow.state.in_(CLAIMABLE))
    free = {row.id: row for row in tx.session.scalars(wanted.with_for_update(skip_locked=True))}
    rows = [free[key] for key in due if key in free][:AT_ONCE]
    claim_together(tx, rows, epoch, DeliveryState.TRANSMITTING)
    return {"outbox": [str(row.id) for row in rows]} if rows else {}


def finish_lines(tx: Transaction, epoch: int, told: Sequence[Told]) -> None:
    """Writes what became of lines that were claimed together, as `finish` does of one."""
    finish_together(tx, epoch, told)
