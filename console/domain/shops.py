"""A shop as the firm's register describes it, and as the shop card shows it."""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.ids import ShopId


@dataclass(frozen=True)
class Shop:
    """One line of the register. `registers` are (name, number or ""); numbers are E.164."""

    customer_number: str
    name: str
    addresses: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    registers: tuple[tuple[str, str], ...] = ()
    pos_version: str = ""
    note: str = ""


@dataclass(frozen=True)
class ShopCard:
    """What an agent sees of a shop beside a case."""

    id: ShopId
    customer_number: str
    name: str
    registers: int
    pos_version: str
    note: str
    phones: tuple[str, ...]
    hosts: tuple[str, ...]
