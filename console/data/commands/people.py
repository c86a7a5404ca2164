"""People of the house: adding, roles, ending their access and giving it again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from console.data.errors import NotFound, Refused
from console.data.tables.cases import CaseRow
from console.data.tables.people import PersonRow
from console.data.transaction import Transaction
from console.domain.cases import CaseState
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
    """Replaces a person's roles. Raises NotFound, Refused."""
    row, others = _held(tx, login)
    require_enabled(row)
    after = sorted(role.value for role in roles)
    if Role.ADMINISTRATOR not in after:
        _keep_an_administrator(row, others)
    before, row.roles = row.roles, after
    tx.record("RolesSet", "person", row.id, before=before, after=after)


def disable_person(tx: Transaction, login: str) -> dict[str, Any]:
    """Ends a person's access; their name stays on what they did. Raises NotFound, Refused.

    The answer's `open_cases` is how many cases are still theirs.
    """
    row, others = _held(tx, login)
    if row.disabled_at is None:
        _keep_an_administrator(row, others)
        row.disabled_at = tx.act.at
        tx.record("PersonDisabled", "person", row.id)
    theirs = select(func.count()).where(
        CaseRow.owner_id == row.id, CaseRow.state != CaseState.CLOSED.value
    )
    return {"open_cases": tx.session.scalar(theirs)}


def enable_person(tx: Transaction, login: str) -> None:
    """Gives a person access again, with the roles they had. Raises NotFound."""
    row, _ = _held(tx, login)
    if row.disabled_at is not None:
        row.disabled_at = None
        tx.record("PersonEnabled", "person", row.id)


def require_enabled(row: PersonRow) -> None:
    """Raises Refused for somebody without access: a role or a password would seem to help."""
    if row.disabled_at is not None:
        raise Refused(
            tr(
                "{login} har ikke lenger tilgang. Ingenting ble endret. Slipp inn igjen først: "
                "agent-console user enable {login}",
                login=row.login,
            )
        )


def _keep_an_administrator(row: PersonRow, others: Iterable[PersonRow]) -> None:
    """Nobody could let anybody in any more."""
    if _administers(row) and not any(_administers(other) for other in others):
        raise Refused(
            tr(
                "{login} er den siste administratoren. Ingenting ble endret. Gi noen andre rollen "
                "først: agent-console user role LOGIN administrator …",
                login=row.login,
            )
        )


def _administers(row: PersonRow) -> bool:
    return row.disabled_at is None and Role.ADMINISTRATOR in row.roles


def _held(tx: Transaction, login: str) -> tuple[PersonRow, list[PersonRow]]:
    """A person and all others, whom nobody else changes now: two could let go of each other."""
    asked = select(PersonRow).order_by(PersonRow.id).with_for_update(key_share=True)
    everybody = tx.session.scalars(asked).all()
    row = next((one for one in everybody if one.login == login), None)
    if row is None:
        raise NotFound(tr("Ingen heter {login} i lageret. Ingenting ble endret.", login=login))
    return row, [one for one in everybody if one is not row]
