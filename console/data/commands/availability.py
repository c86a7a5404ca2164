"""How ready one is for a channel: each says it of oneself, and one's telephone is told."""

from __future__ import annotations

from console.data.commands.cases import actor_of
from console.data.commands.live_steps import telephone_of
from console.data.commands.outward import ask
from console.data.tables.live import AvailabilityRow
from console.data.transaction import Transaction
from console.domain.availability import Channel, Readiness
from console.domain.calls import MemberState
from console.domain.ids import PersonId
from console.domain.outward import OutwardKind

PHONE = "phone"
"""The connector of the exchange that telephones are members of."""

_OF_A_TELEPHONE = {
    Readiness.READY: MemberState.READY,
    Readiness.WRAP_UP: MemberState.PAUSED,
    Readiness.PAUSE: MemberState.PAUSED,
    Readiness.OFF: MemberState.AWAY,
}


def set_readiness(tx: Transaction, channel: Channel, readiness: Readiness, reason: str) -> None:
    """Says how ready the actor is; for the telephone the exchange is asked to do the same."""
    actor, told = actor_of(tx), reason.strip()
    row = tx.session.get(AvailabilityRow, (actor, channel.value))
    if row is not None and (row.readiness, row.reason) == (readiness.value, told):
        return
    if row is None:
        row = AvailabilityRow(person_id=actor, channel=channel.value)
        tx.session.add(row)
    row.readiness, row.reason, row.since = readiness.value, told, tx.act.at
    tx.session.flush()
    tx.record(
        "ReadinessChanged", "availability", f"{actor}:{channel.value}", readiness=readiness.value
    )
    if channel is Channel.TELEPHONE:
        _tell_exchange(tx, actor, readiness, told)


def _tell_exchange(tx: Transaction, actor: PersonId, readiness: Readiness, reason: str) -> None:
    interface = telephone_of(tx, actor)
    if interface:
        state = _OF_A_TELEPHONE[readiness].value
        details = {"interface": interface, "state": state, "reason": reason}
        ask(tx, PHONE, OutwardKind.SET_MEMBER, "", details)
