"""What acts on the roster have in common: who may, who can, and which time is free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from whenever import Date, Instant, Time

from console.data.commands.cases import actor_of
from console.data.errors import NotAllowed, Refused
from console.data.queries.roster import roster
from console.data.tables.oncall import DutyChangeRow
from console.data.tables.people import PersonRow
from console.data.transaction import Transaction
from console.domain.ids import PersonId
from console.domain.language import tr
from console.domain.oncall.roster import Roster, Why
from console.domain.oncall.turns import DutyRole, RosterError, Rotation
from console.domain.people import Role
from console.domain.wording import moment_label


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some time of one role."""

    role: DutyRole
    start: Instant
    end: Instant


def is_lead(tx: Transaction) -> bool:
    """Whether the actor is."""
    return Role.LEAD in tx.need(PersonRow, actor_of(tx)).roles


def require_lead(tx: Transaction) -> None:
    """Raises NotAllowed for anybody else."""
    if not is_lead(tx):
        raise NotAllowed(tr("Bare en leder kan gjøre dette med vaktlisten. Ingenting ble endret."))


def require_fit(tx: Transaction, person: PersonId) -> None:
    """Raises Refused for who cannot be on duty."""
    row = tx.need(PersonRow, person)
    if row.disabled_at is not None:
        raise Refused(
            tr(
                "{name} har ikke lenger tilgang, og kan ikke ha vakt. Ingenting ble endret.",
                name=row.name,
            )
        )
    if Role.TECHNICIAN not in row.roles:
        raise Refused(
            tr(
                "{name} har ikke rollen technician, og kan ikke ha vakt. Ingenting ble endret. En "
                "administrator kan gi rollen.",
                name=row.name,
            )
        )


def require_reason(reason: str) -> None:
    """Raises Refused for an empty one."""
    if not reason.strip():
        raise Refused(tr("Skriv hvorfor, så de andre forstår det. Ingenting ble endret."))


def ahead_of(tx: Transaction, stretch: Stretch) -> Stretch:
    """What of it lies ahead; what has been, stays. Raises Refused where that is nothing."""
    if stretch.end <= stretch.start:
        raise Refused(
            tr("Vakten slutter ikke etter at den begynner. Rett tidene; ingenting ble endret.")
        )
    now = Instant.from_timestamp(int(tx.act.at.timestamp()))
    if stretch.end <= now:
        raise Refused(tr("Tiden er passert. Ingenting ble endret. Velg en som ligger frem i tid."))
    return replace(stretch, start=max(stretch.start, now))


def holders(tx: Transaction, stretch: Stretch) -> set[PersonId | None]:
    """Everybody who has some of it; None among them where nobody has."""
    shifts = roster(tx.session).shifts(stretch.start, stretch.end)
    return {shift.duty.person for shift in shifts if shift.role is stretch.role}


def holder(tx: Transaction, stretch: Stretch) -> PersonId:
    """Whoever has all of it. Raises Refused where that is not one person."""
    have = holders(tx, stretch)
    (person,) = have if len(have) == 1 else (None,)
    if person is None:
        raise Refused(
            tr(
                "Den som skal bytte, må ha hele vakten fra {start}. Ingenting ble endret. Velg en "
                "vakt som én person har.",
                start=moment_label(stretch.start, tx.act.at),
            )
        )
    return person


def add_change(
    tx: Transaction, stretch: Stretch, person: PersonId, reason: str, swap_id: UUID | None = None
) -> DutyChangeRow:
    """Raises Refused where the same time of the role is changed already."""
    _require_unchanged(tx, stretch)
    row = DutyChangeRow(
        role=stretch.role.value,
        starts_at=stretch.start,
        ends_at=stretch.end,
        person_id=person,
        reason=reason.strip(),
        swap_id=swap_id,
        made_at=tx.act.at,
        made_by=tx.act.actor,
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def _require_unchanged(tx: Transaction, stretch: Stretch) -> None:
    met = tx.session.execute(
        select(DutyChangeRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == DutyChangeRow.person_id)
        .where(
            DutyChangeRow.withdrawn_at.is_(None),
            DutyChangeRow.role == stretch.role.value,
            DutyChangeRow.starts_at < stretch.end,
            DutyChangeRow.ends_at > stretch.start,
        )
        .order_by(DutyChangeRow.starts_at)
    ).first()
    if met is not None:
        row, name = met
        raise Refused(
            tr(
                "Vakten er alt endret: {name} har den fra {start} til {end}. Ingenting ble "
                "endret. Trekk den endringen tilbake først, eller velg en annen tid.",
                name=name,
                start=moment_label(row.starts_at, tx.act.at),
                end=moment_label(row.ends_at, tx.act.at),
            )
        )


def require_withdrawable(rows: Sequence[DutyChangeRow], now: Instant) -> None:
    """Raises Refused for what is over or taken back, and for a swap that has begun."""
    if any(row.withdrawn_at is not None for row in rows):
        raise Refused(tr("Endringen er alt trukket tilbake."))
    if any(row.ends_at <= now for row in rows):
        raise Refused(tr("Endringen er over, og det som har vært, blir stående."))
    if len(rows) > 1 and any(row.starts_at <= now for row in rows):
        raise Refused(
            tr(
                "Byttet har begynt, så det kan ikke trekkes tilbake. Ingenting ble endret. Gjør en "
                "ny endring i stedet."
            )
        )


def had_by_somebody(found: Roster, new: Rotation, now: Instant) -> bool:
    """Whether somebody was named for the role at any time since the new turns would begin."""
    shifts = found.shifts(new.begins_at, now)
    named = (Why.ROTATION, Why.CHANGE)
    return any(shift.role is new.role and shift.duty.why in named for shift in shifts)


def new_rotation(
    role: DutyRole, people: tuple[PersonId, ...], first_day: Date, hand_over: Time, weeks: int
) -> Rotation:
    """Raises Refused for turns that cannot be."""
    try:
        return Rotation(0, role, people, first_day, hand_over, weeks)
    except RosterError as error:
        raise Refused(str(error)) from error
