"""People's readiness and their telephones at the exchange: each follows what happens to the other.

Who is right is `domain/telephone_agreement.py`'s to say. What the exchange told may be of before an
act of ours: while one is under way, and shortly after, nothing follows; whatever was passed over in
that time is caught up with by `settle_telephones`, as soon as all that the exchange told is here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session
from whenever import Instant

from console.data.commands.availability import (
    PHONE,
    availability_of,
    say_readiness,
    tell_exchange,
)
from console.data.commands.live_members import take_in_members
from console.data.queries.outward import member_acts
from console.data.queries.own_telephones import own_telephones, said_of_telephones, stands
from console.data.tables.live import OutwardActRow
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
    Said,
    Stand,
    Told,
    followed,
    in_no_queue,
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


@dataclass(frozen=True)
class Heard:
    """What the exchange says of somebody's telephone, all that it told until an instant being here;
    `before` is what it said until just now, where that was something else.
    """

    person: PersonId
    interface: str
    told: Told
    until: Instant
    before: Told | None = None

    @property
    def is_change(self) -> bool:
        return self.before is not None


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
    now, said = stands(tx.session, connector), said_of_telephones(tx.session)
    gone, was_silent = in_no_queue(), _was_silent(tx, is_whole)
    for person, interface in own_telephones(tx.session).items():
        told, old = now.get(interface, gone), before.get(interface, gone)
        is_change = bool(before) and told != old and not was_silent
        heard = Heard(person, interface, told, tx.act.at, old if is_change else None)
        if was_silent and is_to_be_said_again(said.get(person), told):
            _say_again(tx, heard)
        elif may_follow(said.get(person), told, is_change):
            _follow(tx, heard)
    return new


def settle_telephones(tx: Transaction) -> None:
    """Catches up with what could not be followed while an act of ours was under way (`serve`)."""
    for heard in unsettled(tx.session, tx.act.at):
        _follow(tx, heard)


def unsettled(session: Session, now: Instant) -> tuple[Heard, ...]:
    """Of whom the exchange says something else than they do, by all that it has told."""
    row, told = session.get(ConnectorRow, PHONE), stands(session, PHONE)
    if row is None or row.pulled_at is None or row.failing_since is not None or not told:
        return ()
    said, gone = said_of_telephones(session), in_no_queue()
    heard = (
        Heard(person, interface, told.get(interface, gone), row.pulled_at)
        for person, interface in own_telephones(session).items()
    )
    return tuple(one for one in heard if _becomes(session, said.get(one.person), one, now))


def _was_silent(tx: Transaction, is_whole: bool) -> bool:
    """Whether the exchange was not heard before this; of one never heard, nothing was asked yet."""
    row = tx.session.get(ConnectorRow, PHONE)
    if row is None or row.pulled_at is None:
        return False
    is_old = seconds_between(row.pulled_at, tx.act.at) > SILENT_S
    return is_whole or is_old or row.failing_since is not None


def _follow(tx: Transaction, heard: Heard) -> None:
    # Held, and read again: whoever has said something else at this instant has asked for it too.
    becomes = _becomes(tx.session, _said(tx, heard.person), heard, tx.act.at)
    if becomes is not None:
        say_readiness(tx, heard.person, Channel.TELEPHONE, becomes.readiness, becomes.reason)


def _say_again(tx: Transaction, heard: Heard) -> None:
    said = _said(tx, heard.person)
    acts = member_acts(tx.session, PHONE, heard.interface, tx.act.at)
    is_under_way = any(act.state not in _FINISHED for act in acts)
    if said is not None and is_to_be_said_again(said, heard.told) and not is_under_way:
        tell_exchange(tx, heard.person, said.readiness, said.reason)


def _said(tx: Transaction, person: PersonId) -> Said | None:
    row = availability_of(tx, person, Channel.TELEPHONE)
    return None if row is None else Said(Readiness(row.readiness), row.reason)


def _becomes(session: Session, said: Said | None, heard: Heard, now: Instant) -> Said | None:
    """What somebody's readiness is to become; None where it stays."""
    if not may_follow(said, heard.told, heard.is_change):
        return None
    acts = member_acts(session, PHONE, heard.interface, now)
    if _may_be_of_before(acts, heard):
        return None
    is_refused = bool(acts) and acts[0].state in _NOT_DONE
    if is_refused and heard.told.stand is Stand.GONE and not heard.is_change:
        # It takes no orders, and never told of this telephone: it says nothing of it.
        return None
    reason = str(acts[0].details.get("reason", "")) if acts else ""
    return followed(said, heard.told, reason, heard.is_change)


def _may_be_of_before(acts: Sequence[OutwardActRow], heard: Heard) -> bool:
    """Whether what was told may not know yet of the newest of these acts. Once the exchange has
    told what was asked, what it tells next is new.
    """
    fresh = [act for act in acts if _is_fresh(act, heard.until)]
    if not fresh or fresh[0] is not acts[0]:
        return bool(fresh)
    is_echoed = heard.before is not None and _is_what_was_asked(acts[0], heard.before)
    return acts[0].state not in _FINISHED or len(fresh) > 1 or not is_echoed


def _is_fresh(act: OutwardActRow, heard_until: Instant) -> bool:
    """Whether it is under way, or was done only just now."""
    if act.state in _NOT_DONE:
        return False
    is_done = act.state in _FINISHED
    return not is_done or seconds_between(act.changed_at, heard_until) < ECHO_S


def _is_what_was_asked(act: OutwardActRow, told: Told) -> bool:
    asked = MemberState(str(act.details["state"]))
    return told_by([(asked, str(act.details.get("reason", "")))]) == told
