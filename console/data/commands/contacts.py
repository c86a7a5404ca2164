"""Recognising who writes: contacts by address, their shops by address or by host."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from console.data.tables.shops import ContactRow, ShopAddressRow, ShopHostRow
from console.domain.mail import Address


class Contacts:
    """The contacts of some addresses, read at once. New ones are kept until `store`."""

    def __init__(self, session: Session, addresses: Iterable[str]) -> None:
        asked = list(dict.fromkeys(addresses))
        self._session = session
        known = session.scalars(select(ContactRow).where(ContactRow.address.in_(asked)))
        self._rows = {row.address: row for row in known}
        self._new: list[ContactRow] = []
        self._shops = only_shops(session, [a for a in asked if self._is_without_shop(a)])

    def of(self, sender: Address) -> ContactRow:
        """The contact with this address, made if new; its shop where just one fits."""
        row = self._rows.get(sender.address)
        if row is None:
            row = ContactRow(address=sender.address, name=sender.name, shop_id=None)
            self._rows[sender.address] = row
            self._new.append(row)
        if row.shop_id is None:
            row.shop_id = self._shops.get(sender.address)
        if sender.name and not row.name:
            row.name = sender.name
        return row

    def store(self) -> None:
        """Writes the new ones, which have their ids from then on."""
        self._session.add_all(self._new)
        self._session.flush()
        self._new = []

    def _is_without_shop(self, address: str) -> bool:
        return address not in self._rows or self._rows[address].shop_id is None


def only_shops(session: Session, addresses: Iterable[str]) -> dict[str, int]:
    """The one shop that each address points to; with several candidates nobody guesses."""
    hosts = {address: _hosts(address) for address in addresses}
    if not hosts:
        return {}
    named = [host for pair in hosts.values() for host in pair]
    by_address = _shops_by(
        session,
        select(ShopAddressRow.address, ShopAddressRow.shop_id).where(
            ShopAddressRow.address.in_(list(hosts))
        ),
    )
    by_host = _shops_by(
        session,
        select(ShopHostRow.host, ShopHostRow.shop_id).where(
            ShopHostRow.host.in_(list(dict.fromkeys(named)))
        ),
    )
    found: dict[str, int] = {}
    for address, (host, www) in hosts.items():
        candidates = by_address.get(address) or by_host.get(host, set()) | by_host.get(www, set())
        if len(candidates) == 1:
            (found[address],) = candidates
    return found


def _hosts(address: str) -> tuple[str, str]:
    host = address.rpartition("@")[2]
    return host, f"www.{host}"


def _shops_by(session: Session, pairs: Select[str, int]) -> dict[str, set[int]]:
    shops: defaultdict[str, set[int]] = defaultdict(set)
    for name, shop_id in session.execute(pairs):
        shops[name].add(shop_id)
    return dict(shops)
