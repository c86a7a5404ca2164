"""Shops as the firm's own register knows them; an import replaces what it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select

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
    return {"added": added, "renewed": len(shops) - added}


def _renew(tx: Transaction, row: ShopRow, shop: Shop) -> None:
    row.name, row.registers, row.pos_version = shop.name, len(shop.registers), shop.pos_version
    row.note = shop.note
    tx.session.flush()
    for table in (ShopPhoneRow, ShopAddressRow, ShopHostRow):
        tx.session.execute(delete(table).where(table.shop_id == row.id))
    tx.session.add_all(
        [ShopPhoneRow(number=n, shop_id=row.id) for n in shop.phones]
        + [ShopPhoneRow(number=n, shop_id=row.id, register=r) for r, n in shop.registers if n]
    )
    tx.session.add_all([ShopAddressRow(address=a, shop_id=row.id) for a in shop.addresses])
    tx.session.add_all([ShopHostRow(host=h, shop_id=row.id) for h in shop.hosts])
    contacts = tx.session.scalars(
        select(ContactRow).where(
            ContactRow.address.in_(shop.addresses), ContactRow.shop_id.is_(None)
        )
    )
    for contact in contacts:
        contact.shop_id = row.id
