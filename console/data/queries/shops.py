"""Shops, as values."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.tables.shops import ShopHostRow, ShopPhoneRow, ShopRow
from console.domain.ids import ShopId
from console.domain.shops import ShopCard


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
