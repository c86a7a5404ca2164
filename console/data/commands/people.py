"""People of the house: adding, roles, disabling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from console.data.errors import NotFound, Refused
from console.data.tables.people import PersonRow
from console.data.transaction import Transaction
from console.domain.language import tr
from console.domain.people import Role

LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,62}")
"""What a login may be, here and on a server (`person_login` in the migrations)."""


def add_person(tx: Transaction, login: str, name: str, roles: Iterable[Role]) -> dict[str, Any]:
    """Adds a person. Raises Refused for a login that is taken or badly formed."""
    if not LOGIN.fullmatch(login):
        raise Refused(
            tr(
                "«{login}» kan ikke være et brukernavn. Bruk små bokstaver a–z, tall, punktum og "
                "bindestrek, for eksempel sunniva.l",
                login=login,
            )
        )
    if not name.strip():
        raise Refused(tr("Navnet mangler."))
    if tx.session.scalar(select(PersonRow.id).where(PersonRow.login == login)) is not None:
        raise Refused(tr("Brukernavnet {login} er tatt. Velg et annet.", login=login))
    row = PersonRow(login=login, name=name.strip(), roles=sorted(role.value for role in roles))
    tx.session.add(row)
    tx.session.flush()
    tx.record("PersonAdded", "person", row.id, login=login, roles=row.roles)
    return {"person": row.id}


def set_roles(tx: Transaction, login: str, roles: Iterable[Role]) -> None:
    """Replaces a person's roles. Raises NotFound."""
    row = _person(tx, login)
    before, row.roles = row.roles, sorted(role.value for role in roles)
    tx.record("RolesSet", "person", row.id, before=before, after=row.roles)


def disable_person(tx: Transaction, login: str) -> None:
    """Ends a person's access; their name stays on what they did. Raises NotFound."""
    row = _person(tx, login)
    if row.disabled_at is None:
        row.disabled_at = tx.act.at
        tx.record("PersonDisabled", "person", row.id)


def _person(tx: Transaction, login: str) -> PersonRow:
    row = tx.session.scalar(select(PersonRow).where(PersonRow.login == login))
    if row is None:
        raise NotFound(tr("Ingen heter {login} i lageret. Ingenting ble endret.", login=login))
    return row
