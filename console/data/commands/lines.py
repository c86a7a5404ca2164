"""Saying the lines of chats: claimed in the order of each chat. The rest is as for every answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from console.data.commands.delivery import CLAIMABLE, claim
from console.data.commands.leading import must_lead
from console.data.queries.in_order import claimable
from console.data.queries.lines import next_lines
from console.data.tables.wire import OutboxRow
from console.data.transaction import Transaction
from console.domain.cases import DeliveryState


def claim_line(tx: Transaction, connector: str, epoch: int) -> dict[str, Any]:
    """Claims the line that has been due for longest and passes no earlier one of its chat, also
    not one that was put off; an empty answer when there is none.

    From here on nobody can be sure of it until an answer comes: it goes as it was written, and a
    step less is a quarter of what a line costs the store.
    """
    must_lead(tx, epoch)
    for key in claimable(next_lines(tx.session, connector, tx.act.at), tx.act.at):
        row = tx.session.scalar(
            select(OutboxRow)
            .where(OutboxRow.id == key, OutboxRow.state.in_(CLAIMABLE))
            .with_for_update(skip_locked=True)
        )
        if row is not None:
            return claim(tx, row, epoch, DeliveryState.TRANSMITTING)
    return {}
