"""Who an exchange speaks of: people by their telephones, shops by the numbers they call from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.commands.live_steps import telephones
from console.data.tables.people import PersonRow
from console.data.tables.shops import ShopPhoneRow
from console.data.transaction import Transaction


@dataclass(frozen=True)
class Caller:
    """The one shop that calls from a number; `is_register` where a register of it does."""

    shop: int
    is_register: bool


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


def callers(session: Session, numbers: Iterable[str]) -> dict[str, Caller]:
    """The shop behind each number; with several candidates nobody guesses."""
    asked = sorted({number for number in numbers if number})
    if not asked:
        return {}
    shops: defaultdict[str, dict[int, bool]] = defaultdict(dict)
    known = select(ShopPhoneRow.number, ShopPhoneRow.shop_id, ShopPhoneRow.register).where(
        ShopPhoneRow.number.in_(asked)
    )
    for number, shop, register in session.execute(known):
        shops[number][shop] = bool(register)
    return {
        number: Caller(*next(iter(found.items())))
        for number, found in shops.items()
        if len(found) == 1
    }
