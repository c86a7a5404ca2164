"""The outbox, as the leading `serve` works it: claim, render, transmit, and the outcome.

Each step is committed before the next begins, so that a crash leaves behind how far it came.
Rows are held (FOR NO KEY UPDATE) from where they are looked at: people decide in between.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from console.data.blobs import put_blob
from console.data.commands.cases import actor_of
from console.data.commands.leading import must_lead
from console.data.errors import Refused
from console.data.tables.cases import MessageRow, ThreadRow
from console.data.tables.wire import OutboxRow
from console.data.transaction import Transaction
from console.domain.cases import DeliveryState
from console.domain.ids import OutboxId
from console.domain.language import tr

CLAIMABLE = (DeliveryState.COMPOSED.value, DeliveryState.DEFERRED.value)
HALF_DONE = tuple(
    state.value
    for state in (DeliveryState.CLAIMED, DeliveryState.TRANSMITTING, DeliveryState.UNKNOWN)
)


def claim_next(tx: Transaction, connector: str, epoch: int) -> dict[str, Any]:
    """Claims the oldest act whose time has come; an empty answer when there is none."""
    must_lead(tx, epoch)
    row = tx.session.scalar(
        select(OutboxRow)
        .where(
            OutboxRow.connector == connector,
            OutboxRow.state.in_(CLAIMABLE),
            OutboxRow.not_before <= tx.act.at,
        )
        .order_by(OutboxRow.not_before, OutboxRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return {} if row is None else claim(tx, row, epoch)


def claim(
    tx: Transaction, row: OutboxRow, epoch: int, state: DeliveryState = DeliveryState.CLAIMED
) -> dict[str, Any]:
    """A row that is held is this leader's to send from now on; the answer of claiming. `state` is
    TRANSMITTING where nothing is made ready before it goes.
    """
    row.epoch = epoch
    row.attempts += 1
    _set(tx, row, state, "")
    return {"outbox": str(row.id)}


def keep_rendered(
    tx: Transaction, outbox: OutboxId, epoch: int, raw: bytes, envelope: dict[str, Any]
) -> None:
    """Stores the bytes that will go out, once; a second rendering is refused."""
    row = _claimed(tx, outbox, epoch, DeliveryState.CLAIMED)
    if row.rendered_sha256 is not None:
        raise Refused(tr("Svaret er allerede gjort klart; det sendes slik det er."))
    row.rendered_sha256 = put_blob(tx.session, raw)
    row.envelope = envelope
    message = tx.session.scalars(select(MessageRow).where(MessageRow.id == row.message_id)).one()
    message.header_id = envelope["message_id"]
    message.raw_sha256 = row.rendered_sha256
    if tx.session.get(ThreadRow, envelope["message_id"]) is None:
        tx.session.add(ThreadRow(header_id=envelope["message_id"], case_id=row.case_id))


def begin_transmitting(tx: Transaction, outbox: OutboxId, epoch: int) -> None:
    """Says, before the bytes go, that from here on nobody can be sure until an answer comes."""
    _set(tx, _claimed(tx, outbox, epoch, DeliveryState.CLAIMED), DeliveryState.TRANSMITTING, "")


def finish(
    tx: Transaction,
    outbox: OutboxId,
    epoch: int,
    state: DeliveryState,
    outcome: str,
    retry_in_s: float = 0,
) -> None:
    """Writes the outcome: accepted, refused, deferred, unknown, or composed (proven not taken)."""
    row = _claimed(
        tx, outbox, epoch, DeliveryState.TRANSMITTING, DeliveryState.CLAIMED, DeliveryState.UNKNOWN
    )
    if state is DeliveryState.DEFERRED:
        row.not_before = tx.act.at.add(seconds=retry_in_s)
    _set(tx, row, state, outcome)


def mark_filed(tx: Transaction, outbox: OutboxId, epoch: int) -> None:
    """A copy lies in the house's folder of sent mail."""
    must_lead(tx, epoch)
    tx.need(OutboxRow, outbox, held=True).filed_at = tx.act.at


def hurry(tx: Transaction, connector: str) -> None:
    """What was put off is due now: the account was changed, or has just been started."""
    put_off = tx.session.scalars(
        select(OutboxRow)
        .where(
            OutboxRow.connector == connector,
            OutboxRow.state == DeliveryState.DEFERRED.value,
            OutboxRow.not_before > tx.act.at,
        )
        .order_by(OutboxRow.id)
        .with_for_update(key_share=True)
    )
    for row in put_off:
        row.not_before = tx.act.at


def recover(tx: Transaction, epoch: int, connector: str | None = None) -> dict[str, Any]:
    """What an earlier leader, or this one, left half done: unsent claims go back to the queue.

    What was being sent is of unknown fate, and is from now on in this leader's hands, as is what
    was unknown before. Call it only while nothing is being sent by that connector, or by any.
    """
    must_lead(tx, epoch)
    ours = () if connector is None else (OutboxRow.connector == connector,)
    left = tx.session.scalars(
        select(OutboxRow)
        .where(OutboxRow.epoch <= epoch, OutboxRow.state.in_(HALF_DONE), *ours)
        .order_by(OutboxRow.id)
        .with_for_update(key_share=True)
    ).all()
    for row in left:
        row.epoch = epoch
        if row.state == DeliveryState.TRANSMITTING:
            _set(tx, row, DeliveryState.UNKNOWN, tr("sendingen ble avbrutt"))
        elif row.state == DeliveryState.CLAIMED:
            _set(tx, row, DeliveryState.COMPOSED, "")
    return {"recovered": len(left)}


def send_again(tx: Transaction, outbox: OutboxId) -> None:
    """A person wants an answer of unknown fate, or a refused one, sent again: the same bytes."""
    actor_of(tx)
    row = _undecided(tx, outbox)
    row.not_before = tx.act.at
    _set(tx, row, DeliveryState.COMPOSED, "")


def settle_as_sent(tx: Transaction, outbox: OutboxId) -> None:
    """A person has found out that the answer did arrive."""
    actor_of(tx)
    _set(tx, _undecided(tx, outbox), DeliveryState.ACCEPTED, tr("avklart av en person"))


def _undecided(tx: Transaction, outbox: OutboxId) -> OutboxRow:
    row = tx.need(OutboxRow, outbox, held=True)
    if row.state not in (DeliveryState.UNKNOWN, DeliveryState.REFUSED):
        raise Refused(tr("Svaret er ikke lenger uavklart."))
    return row


def _claimed(tx: Transaction, outbox: OutboxId, epoch: int, *states: DeliveryState) -> OutboxRow:
    must_lead(tx, epoch)
    row = tx.need(OutboxRow, outbox, held=True)
    if row.epoch != epoch or row.state not in states:
        raise Refused(tr("Svaret er i andre hender nå."))
    return row


def _set(tx: Transaction, row: OutboxRow, state: DeliveryState, outcome: str) -> None:
    row.state = state.value
    row.outcome = outcome
    row.changed_at = tx.act.at
    message = tx.session.scalars(select(MessageRow).where(MessageRow.id == row.message_id)).one()
    message.delivery = state.value
    message.delivery_text = outcome
    tx.record_case("DeliveryChanged", row.case_id, message=str(row.message_id), state=state.value)
