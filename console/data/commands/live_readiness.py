"""People's readiness and their telephones at the exchange: each follows what happens to the other.

Who is right is `domain/telephone_agreement.py`'s to say. What the exchange told may be of before an
act of ours: while one is under way, and shortly after, nothing follows; whatever was passed over in
that time is caught up with by `settle_telephones`, as soon as all that the exchange told is here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.commands.availability import (
    PHONE,
    availability_of,
    say_readiness,
    tell_exchange,
)
from console.data.commands.live_members import take_in_members
from console.data.commands.live_owners import people_of
from console.data.queries.outward import member_act
from console.data.tables.live import AvailabilityRow, OutwardActRow, QueueMemberRow
from console.data.tables.wire import ConnectorRow
from console.data.transaction import Transaction
from console.domain.availability import Channel, Readiness
from console.domain.calls import MemberState
from console.domain.cases import DeliveryState
from console.domain.ids import PersonId
from console.domain.instants import seconds_between
from console.domain.live_news import MembersSeen
from console.domain.telephone_agreement import (
    ECHO_S,
    GONE,
    Said,
    Told,
    followed,
    is_to_be_said_again,
    may_follow,
    told_by,
)

SILENT_S = 30.0
"""An exchange that was last heard longer ago than this may have been started anew meanwhile: while
all is well it is written every 10 s that it is.
"""

_NOT_DONE = (DeliveryState.REFUSED.value, DeliveryState.WITHDRAWN.value)
_FINISHED = (DeliveryState.ACCEPTED.value, DeliveryState.UNKNOWN.value, *_NOT_DONE)

Stands = Mapping[str, Told]
"""What the exchange says of each telephone, by interface."""


def take_in_telephones(
    tx: Transaction, connector: str, snapshots: Sequence[MembersSeen], is_whole: bool
) -> int:
    """Takes in who sits in the queues, and lets readiness follow; returns how many were news.

    `is_whole`: they come with all that the exchange has, told after it was not heard for a while.
    """
    if not snapshots:
        return 0
    before = stands(tx.session, connector)
    new = take_in_members(tx, connector, snapshots)
    if not new or connector != PHONE:
        return new
    now, was_silent = stands(tx.session, connector), _was_silent(tx, connector, is_whole)
    for person, interface, said in _people(tx):
        told, old = now.get(interface, GONE), before.get(interface, GONE)
        is_change = bool(before) and told != old and not was_silent
        if was_silent and said is not None and is_to_be_said_again(said, told):
            _say_again(tx, person, interface, told)
        elif may_follow(said, told, is_change):
            _follow(tx, person, interface, told, tx.act.at, is_change)
    return new


def settle_telephones(tx: Transaction) -> None:
    """Catches up with what could not be followed while an act of ours was under way (done by
    `serve`): everything that the exchange told until it was last heard is in the store.
    """
    row = tx.session.get(ConnectorRow, PHONE)
    now = stands(tx.session, PHONE)
    if row is None or row.pulled_at is None or row.failing_since is not None or not now:
        return
    for person, interface, said in _people(tx):
        told = now.get(interface, GONE)
        if may_follow(said, told, is_change=False):
            _follow(tx, person, interface, told, row.pulled_at, is_change=False)


def stands(session: Session, connector: str) -> Stands:
    """What the exchange last told of each telephone."""
    query = select(QueueMemberRow.interface, QueueMemberRow.state, QueueMemberRow.reason)
    found: defaultdict[str, list[tuple[MemberState, str]]] = defaultdict(list)
    for interface, state, reason in session.execute(
        query.where(QueueMemberRow.connector == connector)
    ):
        found[interface].append((MemberState(state), reason))
    return {interface: told_by(members) for interface, members in found.items()}


def _people(tx: Transaction) -> list[tuple[PersonId, str, Said | None]]:
    """Each who has a telephone, with what they say of it: of several, that which acts are asked of.
    Not held: most agree with the exchange.
    """
    own: dict[int, str] = {}
    for interface, person in people_of(tx).items():
        own[person] = min(interface, own.get(person, interface))
    query = select(AvailabilityRow.person_id, AvailabilityRow.readiness, AvailabilityRow.reason)
    said = {
        person: Said(Readiness(readiness), reason)
        for person, readiness, reason in tx.session.execute(
            query.where(AvailabilityRow.channel == Channel.TELEPHONE.value)
        )
    }
    return [(PersonId(one), own[one], said.get(one)) for one in sorted(own)]


def _was_silent(tx: Transaction, connector: str, is_whole: bool) -> bool:
    """Whether the exchange was not heard before this; of one never heard, nothing was asked yet."""
    row = tx.session.get(ConnectorRow, connector)
    if row is None or row.pulled_at is None:
        return False
    is_old = seconds_between(row.pulled_at, tx.act.at) > SILENT_S
    return is_whole or is_old or row.failing_since is not None


def _follow(
    tx: Transaction,
    person: PersonId,
    interface: str,
    told: Told,
    heard_until: Instant,
    is_change: bool,
) -> None:
    # Held, and read again: whoever has said something else at this instant has asked for it too.
    said, act = _said(tx, person), member_act(tx.session, PHONE, interface, tx.act.at)
    if act is not None and _may_be_of_before(act, heard_until):
        return
    if act is not None and act.state in _NOT_DONE and told == GONE and not is_change:
        # It takes no orders, and never told of this telephone: it says nothing of it.
        return
    becomes = followed(said, told, _reason(act), is_change)
    if becomes is not None:
        say_readiness(tx, person, Channel.TELEPHONE, becomes.readiness, becomes.reason)


def _say_again(tx: Transaction, person: PersonId, interface: str, told: Told) -> None:
    said, act = _said(tx, person), member_act(tx.session, PHONE, interface, tx.act.at)
    is_under_way = act is not None and act.state not in _FINISHED
    if said is not None and is_to_be_said_again(said, told) and not is_under_way:
        tell_exchange(tx, person, said.readiness, said.reason)


def _said(tx: Transaction, person: PersonId) -> Said | None:
    row = availability_of(tx, person, Channel.TELEPHONE)
    return None if row is None else Said(Readiness(row.readiness), row.reason)


def _may_be_of_before(act: OutwardActRow, heard_until: Instant) -> bool:
    """Whether what was told until then may not know of the act yet."""
    if act.state in _NOT_DONE:
        return False
    is_done = act.state in _FINISHED
    return not is_done or seconds_between(act.changed_at, heard_until) < ECHO_S


def _reason(act: OutwardActRow | None) -> str:
    return "" if act is None else str(act.details.get("reason", ""))
