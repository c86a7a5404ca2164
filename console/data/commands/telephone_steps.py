"""What acts on the telephone have in common: whose telephone, and what is under way already."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select
from whenever import Instant

from console.data.commands.availability import PHONE
from console.data.commands.live_steps import telephone_of
from console.data.errors import Refused
from console.data.tables.live import CallRow, OutwardActRow
from console.data.transaction import Transaction
from console.domain.calls import CallState
from console.domain.cases import DeliveryState
from console.domain.ids import PersonId
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.outward import TOO_LATE_S, OutwardKind

_OVER = (DeliveryState.REFUSED.value, DeliveryState.WITHDRAWN.value)
_WAITS = (DeliveryState.COMPOSED.value, DeliveryState.CLAIMED.value, DeliveryState.DEFERRED.value)
_DONE = (DeliveryState.ACCEPTED.value, DeliveryState.UNKNOWN.value)


def own_telephone(tx: Transaction, actor: PersonId) -> str:
    """The interface of the actor's telephone. Raises Refused where they have none."""
    interface = telephone_of(tx, actor)
    if not interface:
        raise Refused(
            tr(
                "Du har ingen telefon i sentralen. Ingenting er gjort. Be en administrator føre "
                "opp telefonen din."
            )
        )
    return interface


def talks(tx: Transaction, person: int) -> bool:
    """Whether somebody is in a call just now, or waits for one of their own to be answered."""
    has = and_(CallRow.state == CallState.TALKING.value, CallRow.answered_by == person)
    calls = and_(
        CallRow.state == CallState.RINGING.value, CallRow.is_outgoing, CallRow.rung_to == person
    )
    query = select(CallRow.id).where(or_(has, calls))
    return tx.session.scalar(query.limit(1)) is not None


def under_way(
    tx: Transaction, kind: OutwardKind, lasts_s: float, *which: ColumnElement[bool]
) -> OutwardActRow | None:
    """The newest such act where it may still come to something: it waits to be done and is not too
    late, or was done less than `lasts_s` ago.
    """
    newest = tx.session.scalar(
        select(OutwardActRow)
        .where(
            OutwardActRow.connector == PHONE,
            OutwardActRow.kind == kind.value,
            OutwardActRow.state.not_in(_OVER),
            *which,
        )
        .order_by(OutwardActRow.asked_at.desc(), OutwardActRow.id.desc())
        .limit(1)
    )
    return newest if newest is not None and _may_come(newest, tx.act.at, lasts_s) else None


def _may_come(act: OutwardActRow, now: Instant, lasts_s: float) -> bool:
    if act.state in _DONE:
        return seconds_between(act.changed_at, now) < lasts_s
    return act.state not in _WAITS or seconds_between(act.asked_at, now) <= TOO_LATE_S
