"""People and settings, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.tables.people import PersonRow, SettingRow
from console.domain.ids import PersonId
from console.domain.people import Person, Role


@dataclass(frozen=True)
class Setting:
    value: Any
    version: int


def people(session: Session) -> tuple[Person, ...]:
    """Everybody, by name; disabled people too."""
    return tuple(
        _person(row) for row in session.scalars(select(PersonRow).order_by(PersonRow.name))
    )


def person_by_login(session: Session, login: str) -> Person | None:
    row = session.scalar(select(PersonRow).where(PersonRow.login == login))
    return None if row is None else _person(row)


def setting(session: Session, key: str) -> Setting | None:
    row = session.get(SettingRow, key)
    return None if row is None else Setting(row.value, row.version)


def _person(row: PersonRow) -> Person:
    return Person(
        id=PersonId(row.id),
        login=row.login,
        name=row.name,
        roles=frozenset(Role(role) for role in row.roles),
        is_disabled=row.disabled_at is not None,
    )
