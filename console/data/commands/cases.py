"""Acts on a case as a whole: take, hand over, snooze, close, re-open, sort."""

from __future__ import annotations

from whenever import Instant

from console.data.commands.case_steps import change_case, fence, need_case, solved
from console.data.errors import Conflict, NotAllowed, Refused
from console.data.tables.cases import CaseRow
from console.data.tables.people import PersonRow
from console.data.transaction import Transaction
from console.domain.cases import CaseKind, CaseState
from console.domain.completeness import Point
from console.domain.ids import CaseId, PersonId
from console.domain.language import tr


def actor_of(tx: Transaction) -> PersonId:
    """The person who acts. Raises NotAllowed when it is nobody, or somebody disabled."""
    actor = tx.act.actor
    row = None if actor is None else tx.session.get(PersonRow, actor)
    if row is None or row.disabled_at is not None:
        raise NotAllowed(tr("Bare en innlogget person kan gjøre dette. Ingenting ble endret."))
    return PersonId(row.id)


def take_case(tx: Transaction, case: CaseId) -> None:
    """Makes the actor the owner. Raises Conflict when somebody else has it, or it is solved."""
    actor, row = actor_of(tx), need_case(tx, case)
    if row.owner_id == actor:
        return
    if row.owner_id is not None:
        owner = tx.need(PersonRow, row.owner_id)
        raise Conflict(tr("{name} har allerede tatt saken.", name=owner.name))
    if row.state == CaseState.CLOSED:
        raise solved(tx, case)
    change_case(tx, row, "CaseTaken", owner_id=actor)


def release_case(tx: Transaction, case: CaseId) -> None:
    """Gives the case back to everyone. Raises Refused when the actor does not own it."""
    actor, row = actor_of(tx), need_case(tx, case)
    if row.owner_id != actor:
        raise Refused(tr("Bare den som har saken, kan legge den tilbake."))
    change_case(tx, row, "CaseReleased", owner_id=None)


def hand_over(tx: Transaction, case: CaseId, to: PersonId, seen: int) -> None:
    """Makes a colleague the owner. Raises Conflict, and Refused for a disabled colleague."""
    actor_of(tx)
    row, colleague = need_case(tx, case), tx.need(PersonRow, to)
    if colleague.disabled_at is not None:
        raise Refused(tr("{name} er ikke lenger i bruk. Velg en annen.", name=colleague.name))
    fence(tx, case, seen)
    change_case(tx, row, "CaseHandedOver", owner_id=colleague.id)


def snooze_case(tx: Transaction, case: CaseId, until: Instant, seen: int) -> None:
    """Puts a case away until a time; a mail from the customer wakes it earlier."""
    actor_of(tx)
    row = need_case(tx, case)
    if row.state == CaseState.CLOSED:
        raise Refused(tr("Saken er løst. Åpne den igjen før du utsetter den."))
    if until <= tx.act.at:
        raise Refused(tr("Tidspunktet er passert. Velg et som ligger frem i tid."))
    fence(tx, case, seen)
    change_case(tx, row, "CaseSnoozed", state=CaseState.SNOOZED.value, snoozed_until=until)


def close_case(tx: Transaction, case: CaseId, seen: int) -> None:
    """Solves a case."""
    actor_of(tx)
    row = need_case(tx, case)
    fence(tx, case, seen)
    if row.state == CaseState.CLOSED:
        return
    change_case(
        tx,
        row,
        "CaseClosed",
        state=CaseState.CLOSED.value,
        closed_at=tx.act.at,
        waiting_since=None,
        snoozed_until=None,
    )


def reopen_case(tx: Transaction, case: CaseId) -> None:
    """Opens a closed or snoozed case again; it waits for us from now."""
    actor_of(tx)
    row = need_case(tx, case)
    if row.state in (CaseState.CLOSED, CaseState.SNOOZED):
        reopened(tx, row, "CaseReopened", row.waiting_since or tx.act.at)


def reopened(tx: Transaction, row: CaseRow, event: str, since: Instant) -> None:
    """Sets a case open, waiting for us since an instant."""
    change_case(
        tx,
        row,
        event,
        state=CaseState.OPEN.value,
        waiting_since=since,
        closed_at=None,
        snoozed_until=None,
    )


def set_kind(tx: Transaction, case: CaseId, kind: CaseKind) -> None:
    """Says what the customer wants."""
    actor_of(tx)
    row = need_case(tx, case)
    if row.kind != kind:
        change_case(tx, row, "CaseKindSet", kind=kind.value)


def set_topic(tx: Transaction, case: CaseId, topic: str) -> None:
    """Says what the case is about."""
    actor_of(tx)
    row = need_case(tx, case)
    if row.topic != topic:
        change_case(tx, row, "CaseTopicSet", topic=topic)


def tick_point(tx: Transaction, case: CaseId, point: Point, is_known: bool) -> None:
    """Corrects what was read of a completeness point."""
    actor_of(tx)
    row = need_case(tx, case)
    if row.points.get(point.value) is not is_known:
        change_case(tx, row, "PointTicked", points={**row.points, point.value: is_known})


def wake_snoozed(tx: Transaction, case: CaseId) -> None:
    """Brings a snoozed case back when its time has come (done by `serve`)."""
    row = need_case(tx, case)
    until = row.snoozed_until
    if row.state == CaseState.SNOOZED and until is not None and until <= tx.act.at:
        reopened(tx, row, "CaseWoken", row.waiting_since or until)
