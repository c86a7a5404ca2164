"""Whose telephones an exchange speaks of."""

from __future__ import annotations

from sqlalchemy import select

from console.data.commands.live_steps import telephones
from console.data.tables.people import PersonRow
from console.data.transaction import Transaction


def people_of(tx: Transaction) -> dict[str, int]:
    """Who has which telephone, by interface."""
    logins = telephones(tx)
    if not logins:
        return {}
    known = select(PersonRow.login, PersonRow.id).where(
        PersonRow.login.in_(sorted(set(logins.values()))), PersonRow.disabled_at.is_(None)
    )
    people = {login: key for login, key in tx.session.execute(known)}
    return {name: people[login] for name, login in logins.items() if login in people}
