"""Taking back one's last act, as long as nobody has built on it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from whenever import Instant

from console.data.commands.case_steps import KEPT, change_case, need_case
from console.data.commands.cases import actor_of
from console.data.errors import Conflict, Refused
from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.journal import EventRow
from console.data.tables.wire import OutboxRow
from console.data.transaction import Transaction
from console.domain.cases import DeliveryState
from console.domain.ids import ActId, CaseId
from console.domain.language import tr

_INSTANTS = {"waiting_since", "snoozed_until", "closed_at", "first_reply_at"}


def undo_act(tx: Transaction, act: ActId) -> None:
    """Brings the case back to what it was before the actor's act, and withdraws what it wrote.

    Raises Refused when the act cannot be undone (an answer already on its way), Conflict when
    the case has changed since.
    """
    actor = actor_of(tx)
    events = tx.session.scalars(
        select(EventRow).where(EventRow.act_id == act, EventRow.actor_id == actor)
    ).all()
    if not events or any(event.kind == "ActUndone" for event in events):
        raise Refused(tr("Det er ingenting å angre."))
    for event in events:
        _withdraw_message(tx, event)
    for event in events:
        if "before" in event.data and event.case_id is not None:
            _restore(tx, need_case(tx, CaseId(event.case_id)), event)


def _restore(tx: Transaction, row: CaseRow, event: EventRow) -> None:
    if row.version != event.data["version"]:
        raise Conflict(tr("Saken er endret etterpå, så dette kan ikke angres lenger."))
    before: dict[str, Any] = event.data["before"]
    restored = {name: _value(name, before[name]) for name in KEPT}
    change_case(tx, row, "ActUndone", **restored)


def _value(name: str, value: Any) -> Any:
    return Instant.parse_iso(value) if name in _INSTANTS and value is not None else value


def _withdraw_message(tx: Transaction, event: EventRow) -> None:
    no = event.data.get("message_no")
    if no is None:
        return
    message = tx.need(MessageRow, no)
    outbox = tx.session.scalar(
        select(OutboxRow).where(OutboxRow.message_id == message.id).with_for_update()
    )
    if outbox is not None:
        if outbox.state != DeliveryState.COMPOSED:
            raise Refused(tr("Svaret er allerede på vei og kan ikke tas tilbake."))
        outbox.state = DeliveryState.WITHDRAWN.value
        outbox.changed_at = tx.act.at
        message.delivery = DeliveryState.WITHDRAWN.value
    message.withdrawn_at = tx.act.at
