"""The roster as a value: every rotation, every change, and the fallback.

A change that was taken back while it ran stands until then: who was on duty stays known.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from whenever import Date, Instant

from console.data.queries.people import setting
from console.data.tables.oncall import DutyChangeRow, DutyRotationRow
from console.domain.hours.opening_hours import parse_time_of_day
from console.domain.ids import PersonId
from console.domain.oncall.duty_settings import KEY, DutySettings, duty_from_json
from console.domain.oncall.roster import Roster
from console.domain.oncall.turns import Change, DutyRole, Rotation


def roster(session: Session) -> Roster:
    """Who is on duty, from the first rotation on. Raises RosterError for unreadable settings."""
    rotations = session.scalars(select(DutyRotationRow).order_by(DutyRotationRow.id))
    changes = session.scalars(select(DutyChangeRow).order_by(DutyChangeRow.id))
    return Roster(
        tuple(_rotation(row) for row in rotations),
        tuple(_change(row) for row in changes if _stood_until(row) > row.starts_at),
        duty_settings(session).fallback,
    )


def duty_settings(session: Session) -> DutySettings:
    """What the lead has settled, or what is usual."""
    row = setting(session, KEY)
    return DutySettings() if row is None else duty_from_json(row.value)


def _rotation(row: DutyRotationRow) -> Rotation:
    return Rotation(
        id=row.id,
        role=DutyRole(row.role),
        people=tuple(PersonId(person) for person in row.people),
        first_day=Date.parse_iso(row.first_day),
        hand_over=parse_time_of_day(row.hand_over),
        weeks=row.weeks,
        ends_at=row.ends_at,
    )


def _change(row: DutyChangeRow) -> Change:
    return Change(
        id=row.id,
        role=DutyRole(row.role),
        start=row.starts_at,
        end=_stood_until(row),
        person=PersonId(row.person_id),
        reason=row.reason,
        swap_id=row.swap_id,
        made_by=None if row.made_by is None else PersonId(row.made_by),
    )


def _stood_until(row: DutyChangeRow) -> Instant:
    return row.ends_at if row.withdrawn_at is None else min(row.ends_at, row.withdrawn_at)
