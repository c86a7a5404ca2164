"""What calls mean for whoever had them: the case goes with a call that is passed on, and after a
call there is time to write it down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.commands.availability import (
    PHONE,
    availability_of,
    ready_after_wrap_up,
    say_readiness,
    tell_exchange,
)
from console.data.commands.case_steps import need_case
from console.data.commands.live_steps import record_call
from console.data.commands.telephone_steps import talks
from console.data.queries.in_force import phone_in_force
from console.data.tables.cases import CaseRow
from console.data.tables.live import AvailabilityRow, CallRow, OutwardActRow
from console.data.transaction import Transaction
from console.domain.availability import Channel, Readiness
from console.domain.calls import CallState, Ending
from console.domain.cases import CaseState
from console.domain.ids import CaseId, PersonId
from console.domain.instants import seconds_between
from console.domain.outward import OutwardKind

_HAD = (Ending.ANSWERED.value, Ending.TRANSFERRED.value)
_ACT_ID = re.compile(r"[0-9a-f]{32}$")


@dataclass(frozen=True)
class Moved:
    """A call as it is now, and what it was before; None for who had it where nobody had."""

    row: CallRow
    state_before: str
    answered_before: int | None


def follow_calls(tx: Transaction, moved: Iterable[Moved]) -> None:
    """Cases follow calls that were passed on, and who had one that ended writes it down."""
    told = tuple(moved)
    for call in told:
        if call.answered_before is not None:
            _pass_on(tx, call.row, call.answered_before)
    ended = [c for c in told if c.row.state == CallState.ENDED != c.state_before]
    had = {c.row.answered_by: c.row for c in ended if c.row.ending in _HAD}
    wrap_up_s = _wrap_up_s(tx.session) if had else 0
    for person, row in had.items():
        if person is not None and _is_fresh(row, tx.act.at, wrap_up_s):
            _begin_wrap_up(tx, PersonId(person))


def end_wrap_ups(tx: Transaction) -> None:
    """Whoever has written for as long as the team has set takes the next call (done by `serve`).
    Whoever needs longer takes a pause.
    """
    for person, due_at in wrap_ups(tx.session):
        if due_at <= tx.act.at:
            row = availability_of(tx, person, Channel.TELEPHONE)
            if row is not None and row.since.add(seconds=_wrap_up_s(tx.session)) <= tx.act.at:
                ready_after_wrap_up(tx, person)


def wrap_ups(session: Session) -> tuple[tuple[PersonId, Instant], ...]:
    """Who is in wrap-up, and in no call again, and when it ends; nobody where no time is set."""
    wrap_up_s = _wrap_up_s(session)
    if not wrap_up_s:
        return ()
    query = select(AvailabilityRow.person_id, AvailabilityRow.since).where(
        AvailabilityRow.channel == Channel.TELEPHONE.value,
        AvailabilityRow.readiness == Readiness.WRAP_UP.value,
        AvailabilityRow.person_id.not_in(
            select(CallRow.answered_by).where(
                CallRow.state == CallState.TALKING.value, CallRow.answered_by.is_not(None)
            )
        ),
    )
    found = session.execute(query.order_by(AvailabilityRow.person_id))
    return tuple((PersonId(person), since.add(seconds=wrap_up_s)) for person, since in found)


def case_dialled_from(session: Session, row: CallRow) -> CaseId | None:
    """The case from which one of us dialled this call, by the act's id in the call's name."""
    found = _ACT_ID.search(row.remote_id)
    if not row.is_outgoing or found is None:
        return None
    act = session.get(OutwardActRow, UUID(hex=found[0]))
    told = "" if act is None or act.kind != OutwardKind.DIAL else str(act.details.get("case", ""))
    case = session.get(CaseRow, int(told)) if told.isdecimal() else None
    return None if case is None else CaseId(case.id)


def _pass_on(tx: Transaction, row: CallRow, before: int) -> None:
    """The case of a call goes to the colleague who has answered it now, if it was the other's."""
    if row.case_id is None or row.answered_by in (None, before):
        return
    case = need_case(tx, CaseId(row.case_id))
    if case.owner_id != before or case.state == CaseState.CLOSED:
        return
    case.owner_id = row.answered_by
    tx.session.flush()
    record_call(tx, "CallPassedOn", row, after={"owner_id": row.answered_by})


def _begin_wrap_up(tx: Transaction, person: PersonId) -> None:
    """Who took calls takes no more for a while; who had paused or left stays so."""
    row = availability_of(tx, person, Channel.TELEPHONE)
    if row is None or talks(tx, person):
        return
    if row.readiness == Readiness.READY:
        say_readiness(tx, person, Channel.TELEPHONE, Readiness.WRAP_UP, "")
        tell_exchange(tx, person, Readiness.WRAP_UP, "")
    elif row.readiness == Readiness.WRAP_UP:
        say_readiness(tx, person, Channel.TELEPHONE, Readiness.WRAP_UP, row.reason)


def _is_fresh(row: CallRow, now: Instant, wrap_up_s: int) -> bool:
    """Whether there is still time left: of a call that ended long ago nobody writes any more."""
    is_ours = row.connector == PHONE and row.ended_at is not None
    return is_ours and seconds_between(row.ended_at or now, now) < wrap_up_s


def _wrap_up_s(session: Session) -> int:
    settings = phone_in_force(session)
    return 0 if settings is None else settings.wrap_up_s
