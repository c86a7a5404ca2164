"""The outbox, as the leading `serve` works it: claim, render, transmit, and the outcome.

Each step is committed before the next begins, so that a crash leaves behind how far it came.
Rows are held (FOR NO KEY UPDATE) from where they are looked at: people decide in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

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

Told = tuple[UUID, DeliveryState, str, float]
"""What became of an answer: its row, outcome and words, and in how many seconds to try again."""

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


def claim(tx: Transaction, row: OutboxRow, epoch: int) -> dict[str, Any]:
    """A row that is held is this leader's to send from now on; the answer of claiming."""
    claim_together(tx, (row,), epoch, DeliveryState.CLAIMED)
    return {"outbox": str(row.id)}


def claim_together(
    tx: Transaction, rows: Sequence[OutboxRow], epoch: int, state: DeliveryState
) -> None:
    """The same for several. `state` is TRANSMITTING where nothing is made ready before they go."""
    for row in rows:
        row.epoch = epoch
        row.attempts += 1
    _set_together(tx, [(row, state, "") for row in rows])


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
    finish_together(tx, epoch, ((outbox, state, outcome, retry_in_s),))


def finish_together(tx: Transaction, epoch: int, told: Sequence[Told]) -> None:
    """The same for several. Raises Refused, and changes none, where one is in other hands."""
    must_lead(tx, epoch)
    held = {row.id: row for row in _held(tx, [key for key, _, _, _ in told])}
    outcomes = []
    for key, state, outcome, retry_in_s in told:
        row = held.get(key) or tx.need(OutboxRow, key)
        if row.epoch != epoch or row.state not in HALF_DONE:
            raise Refused(_elsewhere())
        if state is DeliveryState.DEFERRED:
            row.not_before = tx.act.at.add(seconds=retry_in_s)
        outcomes.append((row, state, outcome))
    _set_together(tx, outcomes)


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
        raise Refused(_elsewhere())
    return row


def _held(tx: Transaction, keys: Sequence[UUID]) -> Sequence[OutboxRow]:
    wanted = select(OutboxRow).where(OutboxRow.id.in_(keys)).order_by(OutboxRow.id)
    return tx.session.scalars(wanted.with_for_update(key_share=True)).all()


def _elsewhere() -> str:
    return tr("Svaret er i andre hender nå.")


def _set(tx: Transaction, row: OutboxRow, state: DeliveryState, outcome: str) -> None:
    _set_together(tx, [(row, state, outcome)])


def _set_together(
    tx: Transaction, outcomes: Sequence[tuple[OutboxRow, DeliveryState, str]]
) -> None:
    """Rows and their messages say how far they have come, and an event tells of each."""
    for row, state, outcome in outcomes:
        row.state = state.value
        row.outcome = outcome
        row.changed_at = tx.act.at
    # After all of the rows has changed: reading writes them, and the store takes no half a step.
    named = MessageRow.id.in_([row.message_id for row, _, _ in outcomes])
    messages = {one.id: one for one in tx.session.scalars(select(MessageRow).where(named))}
    for row, state, outcome in outcomes:
        message = messages[row.message_id]
        message.delivery = state.value
        message.delivery_text = outcome
        about = {"message": str(row.message_id), "state": state.value}
        tx.record_case("DeliveryChanged", row.case_id, **about)
