"""What is to be done outside besides saying something: asked for by people, worked by the leader.

Each step is committed before the next begins, as with the outbox (`delivery.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from whenever import Instant

from console.data.commands.delivery import CLAIMABLE, HALF_DONE
from console.data.commands.leading import must_lead
from console.data.commands.moved_chats import end_moved, is_wanted
from console.data.errors import Refused
from console.data.queries.in_order import claimable
from console.data.queries.outward import next_acts
from console.data.tables.live import OutwardActRow
from console.data.transaction import Transaction
from console.domain.cases import DeliveryState
from console.domain.ids import new_uuid
from console.domain.language import tr
from console.domain.outward import OutwardKind

_TOLD = (DeliveryState.ACCEPTED, DeliveryState.REFUSED, DeliveryState.UNKNOWN)
"""How far an act must have come for people to hear of it."""


def ask(
    tx: Transaction,
    connector: str,
    kind: OutwardKind,
    target: str,
    details: Mapping[str, str],
    not_before: Instant | None = None,
) -> UUID:
    """Has something done outside; returns the act's id, by which it is done once.

    Where `not_before` is given, nothing is done until then, and what it ends may be taken back.
    """
    act = new_uuid()
    tx.session.add(
        OutwardActRow(
            id=act,
            connector=connector,
            kind=kind.value,
            target=target,
            details=dict(details),
            asked_by=tx.act.actor,
            asked_at=tx.act.at,
            state=DeliveryState.COMPOSED.value,
            changed_at=not_before or tx.act.at,
        )
    )
    tx.session.flush()
    tx.record("OutwardAsked", "outward_act", act, what=kind.value)
    return act


def claim_act(tx: Transaction, connector: str, epoch: int) -> dict[str, Any]:
    """Claims the act that has been due for longest and passes no earlier one of its chat, call or
    telephone; an empty answer when there is none.
    """
    must_lead(tx, epoch)
    for key in claimable(next_acts(tx.session, connector, tx.act.at), tx.act.at):
        row = tx.session.scalar(
            select(OutwardActRow)
            .where(OutwardActRow.id == key, OutwardActRow.state.in_(CLAIMABLE))
            .with_for_update(skip_locked=True)
        )
        if row is None:
            continue
        row.epoch = epoch
        row.attempts += 1
        if not is_wanted(tx, row):
            _set(tx, row, DeliveryState.WITHDRAWN, "")
            tx.session.flush()
            return claim_act(tx, connector, epoch)  # the next of its chat may be due as well
        _set(tx, row, DeliveryState.CLAIMED, "")
        end_moved(tx, row)
        return {"act": str(row.id)}
    return {}


def begin_act(tx: Transaction, act: UUID, epoch: int) -> None:
    """Says, before it goes, that from here on nobody can be sure until an answer comes."""
    _set(tx, _claimed(tx, act, epoch, DeliveryState.CLAIMED), DeliveryState.TRANSMITTING, "")


def finish_act(
    tx: Transaction,
    act: UUID,
    epoch: int,
    state: DeliveryState,
    outcome: str,
    retry_in_s: float = 0,
) -> None:
    """Writes the outcome: accepted, refused, deferred, unknown, or composed (proven not done).

    What is deferred is not claimed again before `retry_in_s` have passed.
    """
    row = _claimed(
        tx, act, epoch, DeliveryState.TRANSMITTING, DeliveryState.CLAIMED, DeliveryState.UNKNOWN
    )
    _set(tx, row, state, outcome)
    if state is DeliveryState.DEFERRED:
        row.changed_at = tx.act.at.add(seconds=retry_in_s)


def finish_acts(
    tx: Transaction, epoch: int, told: Sequence[tuple[UUID, DeliveryState, str, float]]
) -> None:
    """Writes what became of acts, each as `finish_act` does."""
    for act, state, words, retry_s in told:
        finish_act(tx, act, epoch, state, words, retry_s)


def recover_acts(tx: Transaction, epoch: int, connector: str | None = None) -> dict[str, Any]:
    """What an earlier leader, or this one, left half done: undone claims go back to the queue.

    What was being done is of unknown fate, and is from now on in this leader's hands, as is what
    was unknown before. Call it only while nothing is being done by that connector, or by any.
    """
    must_lead(tx, epoch)
    ours = () if connector is None else (OutwardActRow.connector == connector,)
    left = tx.session.scalars(
        select(OutwardActRow)
        .where(OutwardActRow.epoch <= epoch, OutwardActRow.state.in_(HALF_DONE), *ours)
        .order_by(OutwardActRow.id)
        .with_for_update(key_share=True)
    ).all()
    for row in left:
        row.epoch = epoch
        if row.state == DeliveryState.TRANSMITTING:
            _set(tx, row, DeliveryState.UNKNOWN, tr("handlingen ble avbrutt"))
        elif row.state == DeliveryState.CLAIMED:
            _set(tx, row, DeliveryState.COMPOSED, "")
    return {"recovered": len(left)}


def _claimed(tx: Transaction, act: UUID, epoch: int, *states: DeliveryState) -> OutwardActRow:
    must_lead(tx, epoch)
    row = tx.need(OutwardActRow, act, held=True)
    if row.epoch != epoch or row.state not in states:
        raise Refused(tr("Handlingen er i andre hender nå."))
    return row


def _set(tx: Transaction, row: OutwardActRow, state: DeliveryState, outcome: str) -> None:
    row.state, row.outcome, row.changed_at = state.value, outcome, tx.act.at
    if state in _TOLD:
        tx.record("OutwardDone", "outward_act", row.id, what=row.kind, state=state.value)
