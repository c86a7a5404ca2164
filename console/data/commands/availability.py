"""How ready one is for a channel: each says it of oneself, and one's telephone is told.

Whoever is ready for chats, or in some, gives signs of life; `serve` stands in for who is gone.
"""

from __future__ import annotations

from sqlalchemy import select, update

from console.data.commands.cases import actor_of
from console.data.commands.chats import free_chats
from console.data.commands.live_steps import telephone_of
from console.data.commands.outward import ask
from console.data.queries.gone import is_gone
from console.data.tables.live import AvailabilityRow
from console.data.transaction import Transaction
from console.data.two_clocks import store_now, told_there
from console.domain.availability import Channel, Readiness
from console.domain.calls import MemberState
from console.domain.ids import PersonId
from console.domain.language import tr
from console.domain.outward import OutwardKind
from console.domain.telephones import pause_reason

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
    row = availability_of(tx, actor, channel)
    if row is not None and (row.readiness, row.reason) == (readiness.value, told):
        return
    say_readiness(tx, actor, channel, readiness, told)
    if channel is Channel.TELEPHONE:
        tell_exchange(tx, actor, readiness, told)


def ready_after_wrap_up(tx: Transaction, person: PersonId) -> None:
    """Whoever writes a call down just now takes the next."""
    row = availability_of(tx, person, Channel.TELEPHONE)
    if row is not None and row.readiness == Readiness.WRAP_UP:
        say_readiness(tx, person, Channel.TELEPHONE, Readiness.READY, "")
        tell_exchange(tx, person, Readiness.READY, "")


def be_alive(tx: Transaction, lasts_s: float) -> None:
    """A window of the actor's is there, for so long unless it is renewed. No event: it is said
    again and again (`Store.upkeep`).
    """
    until = told_there(tx.session, tx.act.at.add(seconds=lasts_s), tx.act.at)
    tx.session.execute(
        update(AvailabilityRow)
        .where(
            AvailabilityRow.person_id == actor_of(tx),
            AvailabilityRow.channel == Channel.CHAT.value,
        )
        .values(alive_until=until)
    )


def stand_in_for_gone(tx: Transaction) -> None:
    """Whoever is gone is no longer ready for chats, and those they were in are anybody's: no chat
    rings, or waits, where nobody is (done by `serve`).
    """
    gone = is_gone(store_now(tx.session, tx.act.at))
    held = select(AvailabilityRow).where(gone).with_for_update(key_share=True)
    for row in tx.session.scalars(held.order_by(AvailabilityRow.person_id)).all():
        row.alive_until = None
        if row.readiness == Readiness.READY:
            _say(tx, row, Readiness.PAUSE, tr("vinduet er borte"))
        free_chats(tx, PersonId(row.person_id))


def availability_of(tx: Transaction, person: PersonId, channel: Channel) -> AvailabilityRow | None:
    """What somebody has said of a channel, held; None where they have said nothing yet."""
    return tx.session.get(
        AvailabilityRow,
        (person, channel.value),
        with_for_update={"key_share": True},
        populate_existing=True,
    )


def say_readiness(
    tx: Transaction, person: PersonId, channel: Channel, readiness: Readiness, reason: str
) -> None:
    """Writes how ready somebody is; nobody outside is told."""
    row = availability_of(tx, person, channel)
    if row is None:
        row = AvailabilityRow(person_id=person, channel=channel.value)
        tx.session.add(row)
    _say(tx, row, readiness, reason)


def tell_exchange(tx: Transaction, person: PersonId, readiness: Readiness, reason: str) -> None:
    """Asks the exchange to have somebody's telephone so, where they have one."""
    interface = telephone_of(tx, person)
    if interface:
        words = tr("Etterarbeid") if readiness is Readiness.WRAP_UP and not reason else reason
        details = {
            "interface": interface,
            "state": _OF_A_TELEPHONE[readiness].value,
            "reason": pause_reason(words),
        }
        ask(tx, PHONE, OutwardKind.SET_MEMBER, "", details)


def _say(tx: Transaction, row: AvailabilityRow, readiness: Readiness, reason: str) -> None:
    row.readiness, row.reason, row.since = readiness.value, reason, tx.act.at
    row.alive_until = None
    tx.session.flush()
    whose = f"{row.person_id}:{row.channel}"
    tx.record("ReadinessChanged", "availability", whose, readiness=readiness.value)
