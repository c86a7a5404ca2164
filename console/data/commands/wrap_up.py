"""Writing a call down: a note on its case, perhaps the case solved, and ready for the next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from console.data.commands.availability import ready_after_wrap_up
from console.data.commands.cases import actor_of, close_case
from console.data.commands.live_steps import held_call, record_call
from console.data.commands.messages import add_note
from console.data.errors import Conflict, Refused
from console.data.tables.journal import EventRow
from console.data.tables.live import CallRow
from console.data.transaction import Transaction
from console.domain.calls import CallState
from console.domain.ids import CallId, CaseId, MessageId, new_uuid
from console.domain.language import tr
from console.domain.wording import clock_time


def wrap_up(tx: Transaction, call: CallId, text: str, is_solved: bool) -> dict[str, Any]:
    """The actor's call is written down, and nobody asks for it any more; with no text there was
    nothing to write. Whoever is in wrap-up is ready again.

    Raises Refused while it goes on, for whoever did not have it, and Conflict where it is written
    down already or, to be solved, something else has happened in its case since it ended. What was
    typed is kept by whoever calls this.
    """
    actor, row = actor_of(tx), held_call(tx, call)
    if row.answered_by != actor or row.case_id is None:
        raise Refused(
            tr("Bare den som hadde samtalen, skriver den ned. Teksten din er tatt vare på.")
        )
    if row.state != CallState.ENDED:
        raise Refused(
            tr("Samtalen pågår ennå. Teksten din er tatt vare på; lagre når den er over.")
        )
    if row.wrapped_up_at is not None:
        at = clock_time(row.wrapped_up_at)
        raise Conflict(
            tr("Samtalen ble skrevet ned {time}. Skriv mer som en merknad i saken.", time=at)
        )
    case, answer = CaseId(row.case_id), {}
    if text.strip():
        answer = add_note(tx, case, MessageId(new_uuid()), text.strip(), ())
    if is_solved:
        close_case(tx, case, _seen_at_the_end(tx, row))
    row.wrapped_up_at = tx.act.at
    tx.session.flush()
    record_call(tx, "CallWrittenDown", row)
    ready_after_wrap_up(tx, actor)
    return answer


def undo_wrap_up(tx: Transaction, event: EventRow) -> None:
    """The call is to be written down again; how ready somebody is stays as it is. Raises Conflict
    when that has changed since.
    """
    row = held_call(tx, CallId(UUID(event.entity_id)))
    if row.wrapped_up_at != event.at:
        raise Conflict(tr("Samtalen er endret etterpå, så dette kan ikke angres lenger."))
    row.wrapped_up_at = None
    tx.session.flush()
    record_call(tx, "ActUndone", row)


def _seen_at_the_end(tx: Transaction, row: CallRow) -> int:
    """The last event of the call's case that whoever talked can have known of."""
    ended_at = row.ended_at or tx.act.at
    until = (EventRow.case_id == row.case_id, EventRow.at <= ended_at)
    return tx.session.scalar(select(func.max(EventRow.id)).where(*until)) or 0
