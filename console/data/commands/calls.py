"""Acts on a call: ask the exchange for it, hang up, call back.

A call is as the exchange says; what people ask of it goes out as an act and comes back as news.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from whenever import Instant

from console.data.commands.cases import actor_of
from console.data.commands.live_steps import held_call, name_of, record_call
from console.data.commands.outward import ask
from console.data.commands.telephone_steps import own_telephone, talks, under_way
from console.data.errors import Conflict, Refused
from console.data.tables.journal import EventRow
from console.data.tables.live import CallRow, OutwardActRow
from console.data.transaction import Transaction
from console.domain.calls import CallState
from console.domain.ids import CallId
from console.domain.language import tr
from console.domain.outward import OutwardKind
from console.domain.wording import clock_time

RINGS_S = 20
"""So long a call that was asked for may ring at a telephone before somebody else may ask for it."""


def ask_to_take(tx: Transaction, call: CallId) -> dict[str, Any]:
    """Asks the exchange to put a waiting caller through to the actor's telephone.

    Who asks first wins. Raises Conflict when a colleague did or the call waits no more, Refused for
    who has no telephone, or talks: a caller who is put through to one that is busy is lost.
    """
    actor, row = actor_of(tx), held_call(tx, call)
    refuse_unless_waiting(tx, row)
    interface = own_telephone(tx, actor)
    if talks(tx, actor):
        raise Refused(tr("Telefonen din er i en samtale. Avslutt den først."))
    asked = under_way(tx, OutwardKind.TAKE_CALL, RINGS_S, OutwardActRow.target == row.remote_id)
    if asked is not None and asked.asked_by == actor:
        return {"outward": str(asked.id)}
    if asked is not None:
        raise Conflict(tr("{name} tar samtalen.", name=name_of(tx, asked.asked_by)))
    details = {"interface": interface}
    act = ask(tx, row.connector, OutwardKind.TAKE_CALL, row.remote_id, details)
    record_call(tx, "CallAsked", row, act=str(act))
    return {"outward": str(act)}


def ask_to_hang_up(tx: Transaction, call: CallId) -> dict[str, Any]:
    """Asks the exchange to end the actor's call. Raises Refused, Conflict when it is over."""
    actor, row = actor_of(tx), held_call(tx, call)
    if row.state == CallState.ENDED:
        raise Conflict(tr("Samtalen er allerede avsluttet."))
    if row.state != CallState.TALKING or row.answered_by != actor:
        raise Refused(tr("Bare den som har samtalen, kan legge på."))
    act = ask(tx, row.connector, OutwardKind.HANG_UP, row.remote_id, {})
    return {"outward": str(act)}


def called_back(tx: Transaction, call: CallId) -> None:
    """Somebody has called the caller back. Raises Conflict when a colleague has already."""
    actor, row = actor_of(tx), held_call(tx, call)
    if row.called_back_by == actor:
        return
    _refuse_unless_owed(tx, row)
    row.called_back_at, row.called_back_by = tx.act.at, actor
    tx.session.flush()
    record_call(tx, "CalledBack", row)


def put_off_call_back(tx: Transaction, call: CallId, until: Instant) -> None:
    """The caller is called back by another time. Raises Conflict, Refused for a time past."""
    actor_of(tx)
    row = held_call(tx, call)
    _refuse_unless_owed(tx, row)
    if until <= tx.act.at:
        raise Refused(tr("Tidspunktet er passert. Velg et som ligger frem i tid."))
    if row.call_back_by != until:
        row.call_back_by = until
        tx.session.flush()
        record_call(tx, "CallBackMoved", row, until=until.format_iso())


def undo_called_back(tx: Transaction, event: EventRow) -> None:
    """The caller was not called back after all. Raises Conflict when that has changed since."""
    row = held_call(tx, CallId(UUID(event.entity_id)))
    if row.called_back_at is None or row.called_back_by != tx.act.actor:
        raise Conflict(tr("Samtalen er endret etterpå, så dette kan ikke angres lenger."))
    row.called_back_at = row.called_back_by = None
    tx.session.flush()
    record_call(tx, "ActUndone", row)


def refuse_unless_waiting(tx: Transaction, row: CallRow) -> None:
    """Raises Conflict with what became of a call that is in no queue any more."""
    if row.state in (CallState.WAITING, CallState.RINGING):
        return
    if row.answered_by is not None:
        words = tr("{name} har allerede tatt samtalen.", name=name_of(tx, row.answered_by))
    elif row.state == CallState.TALKING:
        words = tr("Samtalen er allerede besvart.")
    else:
        ended = clock_time(row.ended_at or tx.act.at)
        words = tr("Innringeren la på {time}, så samtalen venter ikke lenger.", time=ended)
    raise Conflict(words)


def _refuse_unless_owed(tx: Transaction, row: CallRow) -> None:
    """Nobody is called back twice."""
    if row.called_back_at is not None:
        name, time = name_of(tx, row.called_back_by), clock_time(row.called_back_at)
        raise Conflict(tr("{name} har ringt tilbake {time}.", name=name, time=time))
    if row.call_back_by is None:
        raise Conflict(tr("Denne innringeren skal ikke ringes tilbake lenger."))
