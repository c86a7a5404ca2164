"""Shops, as values."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from console.data.tables.shops import ShopHostRow, ShopPhoneRow, ShopRow
from console.domain.ids import ShopId
from console.domain.shops import ShopCard

FOUND = 8
_PHONE_FROM = 4


def shop_card(session: Session, shop: ShopId) -> ShopCard | None:
    """What an agent sees of a shop."""
    row = session.get(ShopRow, shop)
    if row is None:
        return None
    phones = session.scalars(select(ShopPhoneRow.number).where(ShopPhoneRow.shop_id == shop))
    hosts = session.scalars(select(ShopHostRow.host).where(ShopHostRow.shop_id == shop))
    return ShopCard(
        id=shop,
        customer_number=row.customer_number,
        name=row.name,
        registers=row.registers,
        pos_version=row.pos_version,
        note=row.note,
        phones=tuple(phones),
        hosts=tuple(hosts),
    )


def find_shops(session: Session, words: str) -> tuple[ShopCard, ...]:
    """Shops with a word of their name, a customer number or a telephone number that begins so."""
    digits = "".join(letter for letter in words if letter.isdigit())
    matches = [
        *(_name_begins(form) for form in _forms(words.strip())),
        ShopRow.customer_number.startswith(words.strip(), autoescape=True),
    ]
    if len(digits) >= _PHONE_FROM:
        phones = select(ShopPhoneRow.shop_id).where(ShopPhoneRow.number.contains(digits))
        matches.append(ShopRow.id.in_(phones))
    found = session.scalars(
        select(ShopRow.id).where(or_(*matches)).order_by(ShopRow.name).limit(FOUND)
    )
    cards = (shop_card(session, ShopId(shop)) for shop in found.all())
    return tuple(card for card in cards if card is not None)


def _forms(words: str) -> set[str]:
    """As names are written: SQLite knows large and small of the letters a to z alone."""
    return {words, words.lower(), words.upper(), words.capitalize(), words.title()}


def _name_begins(words: str) -> ColumnElement[bool]:
    """A name, or a word in it, that begins so."""
    start = _escaped(words)
    beginnings = (f"{start}%", f"% {start}%")
    return or_(*(ShopRow.name.ilike(each, escape="\\") for each in beginnings))


def _escaped(words: str) -> str:
    """What a pattern would read as a wildcard stands for itself."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
