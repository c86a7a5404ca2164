"""Taking back one's last act, as long as nobody has built on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select
from whenever import Instant

from console.data.commands.callers import undo_caller
from console.data.commands.calls import undo_called_back
from console.data.commands.case_steps import KEPT, change_case, need_case
from console.data.commands.cases import actor_of
from console.data.commands.chat_to_mail import undo_to_mail
from console.data.commands.chats import undo_chat
from console.data.commands.escalations import undo_escalation
from console.data.commands.promises import undo_promise
from console.data.commands.wrap_up import undo_wrap_up
from console.data.errors import Conflict, Refused
from console.data.tables.cases import AttachmentRow, CaseRow, MessageRow
from console.data.tables.journal import CommandRow, EventRow
from console.data.tables.wire import OutboxRow
from console.data.transaction import Transaction
from console.domain.cases import DeliveryState
from console.domain.ids import ActId, CaseId
from console.domain.language import tr

_INSTANTS = {"waiting_since", "snoozed_until", "closed_at", "first_reply_at"}
_TAKEN_BACK = ("ActUndone", "MessageWithdrawn")
_SAID_LIVE = "ChatAnswered"
"""Whoever has said something in a chat cannot take back that they took it with that."""

_UNDO: dict[str, Callable[[Transaction, EventRow], None]] = {
    "CaseEscalated": undo_escalation,
    "ChatTaken": undo_chat,
    "ChatToMail": undo_to_mail,
    "ChatGivenBack": undo_chat,
    "ChatHandedOver": undo_chat,
    "CalledBack": undo_called_back,
    "CallerNamed": undo_caller,
    "CallWrittenDown": undo_wrap_up,
    "PromiseMade": undo_promise,
}
"""What undoes an event that changed something else than the case itself."""


def undo_act(tx: Transaction, act: ActId) -> None:
    """Brings the case back to what it was before the actor's act, and withdraws what it wrote.

    Raises Refused when the act cannot be undone (an answer already on its way), Conflict when
    the case has changed since.
    """
    actor = actor_of(tx)
    events = tx.session.scalars(
        select(EventRow)
        .where(EventRow.act_id == act, EventRow.actor_id == actor)
        .order_by(EventRow.id)
    ).all()
    if not events or any(event.kind in _TAKEN_BACK for event in events):
        raise _nothing_to_undo()
    changed = [event for event in events if "before" in event.data]
    written = [event for event in events if "message_no" in event.data]
    others = [event for event in events if event.kind in _UNDO]
    is_said = any(event.kind == _SAID_LIVE for event in events)
    if is_said or not (changed or written or others):
        raise Refused(tr("Dette kan ikke angres."))
    # The case first: withdrawing changes it too, and would look like somebody else's change.
    for event in changed:
        _restore(tx, _case_of(tx, event), event)
    for event in written:
        _withdraw(tx, _case_of(tx, event), tx.need(MessageRow, event.data["message_no"]))
    for event in others:
        _UNDO[event.kind](tx, event)


def withdraw_act(tx: Transaction, act: ActId) -> None:
    """Takes back an act of which nobody knows whether it was carried out.

    Where it was not, it counts as carried out from now on: a first try of it that is still on its
    way comes too late. Raises as `undo_act`.
    """
    if tx.session.get(CommandRow, act) is not None:
        undo_act(tx, act)
        return
    actor = actor_of(tx)
    tx.session.add(CommandRow(id=act, name="withdrawn", at=tx.act.at, actor_id=actor, answer={}))
    tx.session.flush()


def _nothing_to_undo() -> Refused:
    return Refused(tr("Det er ingenting å angre."))


def _case_of(tx: Transaction, event: EventRow) -> CaseRow:
    return need_case(tx, CaseId(int(event.entity_id)))


def _restore(tx: Transaction, row: CaseRow, event: EventRow) -> None:
    if row.version != event.data["version"]:
        raise Conflict(tr("Saken er endret etterpå, så dette kan ikke angres lenger."))
    before: dict[str, Any] = event.data["before"]
    restored = {name: _value(name, before[name]) for name in KEPT}
    change_case(tx, row, "ActUndone", **restored)


def _value(name: str, value: Any) -> Any:
    return Instant.parse_iso(value) if name in _INSTANTS and value is not None else value


def _withdraw(tx: Transaction, case: CaseRow, message: MessageRow) -> None:
    if message.withdrawn_at is not None:
        raise _nothing_to_undo()
    outbox = tx.session.scalar(
        select(OutboxRow).where(OutboxRow.message_id == message.id).with_for_update()
    )
    if outbox is not None:
        _stop(tx, outbox)
        message.delivery = DeliveryState.WITHDRAWN.value
    message.withdrawn_at = tx.act.at
    case.attachment_count -= _files_of(tx, message)
    tx.record_case("MessageWithdrawn", case.id, message=str(message.id))


def _stop(tx: Transaction, outbox: OutboxRow) -> None:
    """Keeps an answer in the house, unless somebody outside may have seen it."""
    if outbox.state != DeliveryState.COMPOSED or outbox.attempts:
        raise Refused(tr("Svaret er allerede på vei og kan ikke tas tilbake."))
    outbox.state = DeliveryState.WITHDRAWN.value
    outbox.changed_at = tx.act.at


def _files_of(tx: Transaction, message: MessageRow) -> int:
    counted = select(func.count()).select_from(AttachmentRow)
    return tx.session.scalar(counted.where(AttachmentRow.message_no == message.no)) or 0
