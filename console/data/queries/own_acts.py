"""What became of what somebody asked of the outside: for telling them where it went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from console.data.tables.live import CallRow, OutwardActRow
from console.data.tables.shops import ShopRow
from console.domain.cases import DeliveryState
from console.domain.ids import CallId, PersonId
from console.domain.outward import OutwardKind

_FAILED = (DeliveryState.REFUSED.value, DeliveryState.UNKNOWN.value)


@dataclass(frozen=True)
class FailedAct:
    """Something that was refused, or of which nobody knows. `reason` is in words; `who` is the
    caller as far as known; `number` is one that was dialled; `member` what a telephone was asked
    to be (a `MemberState`).
    """

    act: UUID
    kind: OutwardKind
    is_unknown: bool
    reason: str
    call: CallId | None
    who: str
    number: str
    member: str


def failed_acts(session: Session, asker: PersonId, acts: Sequence[UUID]) -> tuple[FailedAct, ...]:
    """Those of these acts that are the asker's and came to nothing, or perhaps to nothing."""
    if not acts:
        return ()
    calls = and_(
        CallRow.connector == OutwardActRow.connector,
        CallRow.remote_id == OutwardActRow.target,
    )
    query = (
        select(OutwardActRow, CallRow.id, CallRow.name, CallRow.number, ShopRow.name)
        .outerjoin(CallRow, calls)
        .outerjoin(ShopRow, ShopRow.id == CallRow.shop_id)
        .where(
            OutwardActRow.id.in_(acts),
            OutwardActRow.asked_by == asker,
            OutwardActRow.state.in_(_FAILED),
        )
        .order_by(OutwardActRow.changed_at, OutwardActRow.id)
    )
    return tuple(
        FailedAct(
            act=act.id,
            kind=OutwardKind(act.kind),
            is_unknown=act.state == DeliveryState.UNKNOWN.value,
            reason=act.outcome,
            call=_call_id(call),
            who=shop or name or number or "",
            number=str(act.details.get("number", "")),
            member=str(act.details.get("state", "")),
        )
        for act, call, name, number, shop in session.execute(query)
    )


def _call_id(key: UUID | None) -> CallId | None:
    return None if key is None else CallId(key)
