"""Recognising who writes: a contact by address, its shop by address or by host."""

from __future__ import annotations

from sqlalchemy import select

from console.data.tables.shops import ContactRow, ShopAddressRow, ShopHostRow
from console.data.transaction import Transaction
from console.domain.mail import Address


def contact_for(tx: Transaction, sender: Address) -> ContactRow:
    """The contact with this address, made if new; its shop where just one fits."""
    row = tx.session.scalar(select(ContactRow).where(ContactRow.address == sender.address))
    if row is None:
        row = ContactRow(
            address=sender.address, name=sender.name, shop_id=only_shop(tx, sender.address)
        )
        tx.session.add(row)
        tx.session.flush()
    elif row.shop_id is None:
        row.shop_id = only_shop(tx, sender.address)
    if sender.name and not row.name:
        row.name = sender.name
    return row


def only_shop(tx: Transaction, address: str) -> int | None:
    """The one shop that an address points to; with several candidates nobody guesses."""
    by_address = tx.session.scalars(
        select(ShopAddressRow.shop_id).where(ShopAddressRow.address == address).distinct()
    ).all()
    host = address.rpartition("@")[2]
    hosts = [host, f"www.{host}"]
    candidates = (
        by_address
        or tx.session.scalars(
            select(ShopHostRow.shop_id).where(ShopHostRow.host.in_(hosts)).distinct()
        ).all()
    )
    return candidates[0] if len(candidates) == 1 else None
