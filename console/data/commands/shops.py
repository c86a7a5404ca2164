"""Shops as the firm's own register knows them; an import replaces what it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, select

from console.data.commands.contacts import only_shop
from console.data.tables.shops import (
    ContactRow,
    ShopAddressRow,
    ShopHostRow,
    ShopPhoneRow,
    ShopRow,
)
from console.data.transaction import Transaction
from console.domain.shops import Shop


def import_shops(tx: Transaction, shops: Sequence[Shop]) -> dict[str, Any]:
    """Adds new shops and renews known ones (by customer number); removes none."""
    added = 0
    for shop in shops:
        row = tx.session.scalar(
            select(ShopRow).where(ShopRow.customer_number == shop.customer_number)
        )
        if row is None:
            row = ShopRow(customer_number=shop.customer_number)
            tx.session.add(row)
            added += 1
        _renew(tx, row, shop)
        tx.record("ShopImported", "shop", row.id)
    for shop in shops:
        _recognise_contacts(tx, shop)
    return {"added": added, "renewed": len(shops) - added}


def _renew(tx: Transaction, row: ShopRow, shop: Shop) -> None:
    row.name, row.registers, row.pos_version = shop.name, len(shop.registers), shop.pos_version
    row.note = shop.note
    tx.session.flush()
    for table in (ShopPhoneRow, ShopAddressRow, ShopHostRow):
        tx.session.execute(delete(table).where(table.shop_id == row.id))
    registers = {number: name for name, number in shop.registers if number}
    tx.session.add_all(
        ShopPhoneRow(number=number, shop_id=row.id, register=register)
        for number, register in {**dict.fromkeys(shop.phones, ""), **registers}.items()
    )
    tx.session.add_all(
        ShopAddressRow(address=address, shop_id=row.id) for address in _names(shop.addresses)
    )
    tx.session.add_all(ShopHostRow(host=host, shop_id=row.id) for host in _names(shop.hosts))


def _names(written: Iterable[str]) -> list[str]:
    """Addresses or hosts as they are compared: lower case, once each."""
    return list(dict.fromkeys(name.strip().lower() for name in written))


def _recognise_contacts(tx: Transaction, shop: Shop) -> None:
    """Contacts who wrote before the register came."""
    unknown = select(ContactRow).where(
        ContactRow.address.in_(_names(shop.addresses)), ContactRow.shop_id.is_(None)
    )
    for contact in tx.session.scalars(unknown):
        contact.shop_id = only_shop(tx, contact.address)
