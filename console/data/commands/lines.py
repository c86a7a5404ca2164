"""Saying the lines of chats: claimed in the order of each chat. The rest is as for every answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from console.data.commands.delivery import CLAIMABLE, claim, finish
from console.data.commands.leading import must_lead
from console.data.queries.in_order import claimable
from console.data.queries.lines import next_lines
from console.data.tables.wire import OutboxRow
from console.data.transaction import Transaction
from console.domain.cases import DeliveryState
from console.domain.ids import OutboxId

AT_ONCE = 8
"""So many lines, each of another chat, are claimed and finished together."""

Told = tuple[UUID, DeliveryState, str, float]
"""What became of a line: its row, the outcome, its words, and in how many seconds to try again."""


def claim_lines(tx: Transaction, connector: str, epoch: int) -> dict[str, Any]:
    """Claims the lines that have been due for longest, one of a chat and `AT_ONCE` at most. None
    passes an earlier one of its chat, also not one that was put off.

    From here on nobody can be sure of them until an answer comes: they go as they were written.
    """
    must_lead(tx, epoch)
    claimed: list[str] = []
    for key in claimable(next_lines(tx.session, connector, tx.act.at), tx.act.at):
        row = tx.session.scalar(
            select(OutboxRow)
            .where(OutboxRow.id == key, OutboxRow.state.in_(CLAIMABLE))
            .with_for_update(skip_locked=True)
        )
        if row is not None:
            claimed.append(claim(tx, row, epoch, DeliveryState.TRANSMITTING)["outbox"])
        if len(claimed) == AT_ONCE:
            break
    return {"outbox": claimed} if claimed else {}


def finish_lines(tx: Transaction, epoch: int, told: Sequence[Told]) -> None:
    """Writes what became of lines that were claimed together, as `finish` does of one."""
    for key, state, words, retry_s in told:
        finish(tx, OutboxId(key), epoch, state, words, retry_s)
