"""Acts on the roster: rotations (the lead's), changes to them, and taking changes back.

What has been, stays: a change that would begin before now begins now. Of two changes of one role
at the same time the store lets in one: a file has one writer, and a server has a constraint; who
comes second is told in words when the act is tried again (`Store.perform`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from whenever import Date, Instant, Time

from console.data.commands.cases import actor_of
from console.data.commands.roster_steps import (
    Stretch,
    add_change,
    ahead_of,
    had_by_somebody,
    holder,
    holders,
    is_lead,
    new_rotation,
    require_fit,
    require_lead,
    require_reason,
    require_withdrawable,
)
from console.data.commands.settings import set_setting
from console.data.errors import NotAllowed, Refused
from console.data.queries.roster import roster
from console.data.tables.oncall import DutyChangeRow, DutyRotationRow
from console.data.transaction import Transaction
from console.domain.hours.opening_hours import hours_and_minutes
from console.domain.ids import PersonId, new_uuid
from console.domain.language import tr
from console.domain.oncall.duty_settings import KEY, DutySettings, duty_to_json
from console.domain.oncall.turns import DutyRole

ENTITY = "roster"


def add_rotation(
    tx: Transaction,
    role: DutyRole,
    people: Sequence[PersonId],
    first_day: Date,
    hand_over: Time,
    weeks: int,
) -> dict[str, Any]:
    """Turns from a day on; they replace an earlier rotation of the role. By the lead alone.

    They may begin in the past only where nobody has had the role since. Raises NotAllowed,
    Refused.
    """
    require_lead(tx)
    for person in people:
        require_fit(tx, person)
    new = new_rotation(role, tuple(people), first_day, hand_over, weeks)
    if new.begins_at < tx.act.at and had_by_somebody(roster(tx.session), new, tx.act.at):
        raise Refused(
            tr(
                "Turnusen begynner før nå, og noen har hatt vakten siden da. Ingenting ble "
                "endret. Velg en første dag som ligger frem i tid."
            )
        )
    row = DutyRotationRow(
        role=role.value,
        people=[int(person) for person in people],
        first_day=first_day.format_iso(),
        hand_over=hours_and_minutes(hand_over),
        weeks=weeks,
        made_at=tx.act.at,
        made_by=tx.act.actor,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.record("RotationAdded", ENTITY, row.id, role=role.value, people=row.people)
    return {"rotation": row.id}


def end_rotation(tx: Transaction, rotation: int, at: Instant) -> None:
    """Nobody has turns by it from an instant on, which is not past. By the lead alone."""
    require_lead(tx)
    row = tx.need(DutyRotationRow, rotation, held=True)
    if row.ends_at is not None:
        raise Refused(tr("Turnusen er alt avsluttet. Ingenting ble endret."))
    row.ends_at = max(at, tx.act.at)
    tx.record("RotationEnded", ENTITY, row.id, at=row.ends_at.format_iso())


def override(tx: Transaction, stretch: Stretch, person: PersonId, reason: str) -> dict[str, Any]:
    """Somebody else for a while, as the lead decides. Raises NotAllowed, Refused."""
    require_lead(tx)
    require_reason(reason)
    require_fit(tx, person)
    change = add_change(tx, ahead_of(tx, stretch), person, reason)
    tx.record("DutyOverridden", ENTITY, change.id, person=person, role=change.role)
    return {"change": change.id}


def take_over(tx: Transaction, stretch: Stretch, reason: str) -> dict[str, Any]:
    """The actor has the duty for a while, for whatever reason. Raises NotAllowed, Refused."""
    actor = actor_of(tx)
    require_fit(tx, actor)
    ahead = ahead_of(tx, stretch)
    if holders(tx, ahead) == {actor}:
        raise Refused(tr("Du har alt vakten i hele den tiden. Ingenting ble endret."))
    change = add_change(tx, ahead, actor, reason)
    tx.record("DutyTakenOver", ENTITY, change.id, person=actor, role=change.role)
    return {"change": change.id}


def swap(tx: Transaction, first: Stretch, second: Stretch, reason: str) -> dict[str, Any]:
    """Two people take each other's stretch, as the lead decides. Raises NotAllowed, Refused."""
    require_lead(tx)
    require_reason(reason)
    stretches = (ahead_of(tx, first), ahead_of(tx, second))
    one, other = (holder(tx, stretch) for stretch in stretches)
    if one == other:
        raise Refused(
            tr("Den samme har begge vaktene. Ingenting ble endret. Velg to forskjellige.")
        )
    swap_id = new_uuid()
    for stretch, person in zip(stretches, (other, one), strict=True):
        require_fit(tx, person)
        add_change(tx, stretch, person, reason, swap_id)
    tx.record("DutySwapped", ENTITY, swap_id, people=[one, other])
    return {"swap": str(swap_id)}


def withdraw(tx: Transaction, change: int) -> None:
    """Takes a change back, a swap with both its halves; the lead anybody's, others their own.

    One that runs ends now; a swap of which a half has begun stays. Raises NotAllowed, Refused.
    """
    actor, row = actor_of(tx), tx.need(DutyChangeRow, change)
    if row.made_by != actor and not is_lead(tx):
        raise NotAllowed(
            tr(
                "Bare den som gjorde endringen, eller en leder, kan trekke den tilbake. Ingenting "
                "ble endret."
            )
        )
    halves = DutyChangeRow.id == change
    if row.swap_id is not None:
        halves = DutyChangeRow.swap_id == row.swap_id
    rows = tx.session.scalars(
        select(DutyChangeRow)
        .where(halves)
        .order_by(DutyChangeRow.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    require_withdrawable(rows, tx.act.at)
    for each in rows:
        each.withdrawn_at, each.withdrawn_by = tx.act.at, actor
        tx.record("DutyChangeWithdrawn", ENTITY, each.id)


def set_duty(tx: Transaction, settings: DutySettings, seen_version: int) -> dict[str, Any]:
    """Settles who fills gaps and how rotations usually begin. By the lead alone."""
    require_lead(tx)
    if settings.fallback is not None:
        require_fit(tx, settings.fallback)
    answer = set_setting(tx, KEY, duty_to_json(settings), seen_version)
    tx.record("DutySettled", ENTITY, KEY)
    return answer
