"""Shops as the firm's own register knows them; an import replaces what it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select

from console.data.commands.contacts import only_shops
from console.data.tables.base import Base
from console.data.tables.shops import (
    ContactRow,
    ShopAddressRow,
    ShopHostRow,
    ShopPhoneRow,
    ShopRow,
)
from console.data.transaction import Transaction
from console.domain.shops import Shop

BATCH = 500
"""Shops written together."""


def import_shops(tx: Transaction, shops: Sequence[Shop]) -> dict[str, Any]:
    """Adds new shops and renews known ones (by customer number); removes none.

    Batch by batch, in one transaction: while it runs nobody else can write to a store in one
    file; on a server only the shops and contacts it renews are held.
    """
    latest = list({shop.customer_number: shop for shop in shops}.values())
    batches = [latest[first : first + BATCH] for first in range(0, len(latest), BATCH)]
    added = sum(_import_batch(tx, batch) for batch in batches)
    for batch in batches:
        _recognise_contacts(tx, batch)
    return {"added": added, "renewed": len(shops) - added}


def _import_batch(tx: Transaction, shops: Sequence[Shop]) -> int:
    """Returns how many were new."""
    numbers = [shop.customer_number for shop in shops]
    known = tx.session.scalars(select(ShopRow).where(ShopRow.customer_number.in_(numbers)))
    rows = {row.customer_number: row for row in known}
    new = [ShopRow(customer_number=number) for number in numbers if number not in rows]
    rows.update({row.customer_number: row for row in new})
    for shop in shops:
        row = rows[shop.customer_number]
        row.name, row.registers, row.pos_version = shop.name, len(shop.registers), shop.pos_version
        row.note = shop.note
    tx.session.add_all(new)
    tx.session.flush()
    ids = [row.id for row in rows.values()]
    for table in (ShopPhoneRow, ShopAddressRow, ShopHostRow):
        tx.session.execute(delete(table).where(table.shop_id.in_(ids)))
    placed = [(rows[shop.customer_number].id, shop) for shop in shops]
    _write(tx, ShopPhoneRow, [row for id_, shop in placed for row in _phones(shop, id_)])
    _write(
        tx,
        ShopAddressRow,
        [{"address": a, "shop_id": id_} for id_, shop in placed for a in _names(shop.addresses)],
    )
    _write(
        tx,
        ShopHostRow,
        [{"host": h, "shop_id": id_} for id_, shop in placed for h in _names(shop.hosts)],
    )
    for id_, _ in placed:
        tx.record("ShopImported", "shop", id_)
    return len(new)


def _write(tx: Transaction, table: type[Base], rows: list[dict[str, object]]) -> None:
    if rows:
        tx.session.execute(insert(table), rows)


def _phones(shop: Shop, shop_id: int) -> list[dict[str, object]]:
    registers = {number: name for name, number in shop.registers if number}
    return [
        {"number": number, "shop_id": shop_id, "register": register}
        for number, register in {**dict.fromkeys(shop.phones, ""), **registers}.items()
    ]


def _names(written: Iterable[str]) -> list[str]:
    """Addresses or hosts as they are compared: lower case, once each."""
    return list(dict.fromkeys(name.strip().lower() for name in written))


def _recognise_contacts(tx: Transaction, shops: Sequence[Shop]) -> None:
    """Contacts who wrote before the register came."""
    addresses = _names(address for shop in shops for address in shop.addresses)
    unknown = tx.session.scalars(
        select(ContactRow).where(ContactRow.address.in_(addresses), ContactRow.shop_id.is_(None))
    ).all()
    shops_of = only_shops(tx.session, [contact.address for contact in unknown])
    for contact in unknown:
        contact.shop_id = shops_of.get(contact.address)
