"""Who the world's customers are, and how their names and numbers stand in what they write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from console.domain.shops import Shop

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody of a shop, or of none that we know. `number` is E.164, empty where withheld."""

    name: str
    address: str
    number: str
    shop: Shop | None = None

    @property
    def shop_number(self) -> str:
        """The shop's number in the register; empty where unknown."""
        return "" if self.shop is None else self.shop.customer_number

    @property
    def has_registers(self) -> bool:
        return self.shop is not None and bool(self.shop.registers)


class Filling:
    """A customer's own names, and numbers by chance, in place of the fields of texts; the same in
    all texts of one inquiry.
    """

    def __init__(self, customer: Customer, random: Random) -> None:
        self._words = _words(customer, random)

    def of(self, text: str) -> str:
        """The text as this customer's; a field that is not known stands as it is."""
        return _FIELD.sub(self._word, text)

    def _word(self, found: re.Match[str]) -> str:
        return self._words.get(found[1], found[0])


def plain_letters(name: str) -> str:
    """A name as a mail address can bear it."""
    for letter, plain in (("æ", "ae"), ("ø", "o"), ("å", "a"), ("é", "e"), ("á", "a")):
        name = name.replace(letter, plain)
    return name


def _words(customer: Customer, random: Random) -> dict[str, str]:
    shop = customer.shop
    registers = [name for name, _ in shop.registers] if shop is not None else []
    return {
        "navn": customer.name,
        "fornavn": customer.name.split()[0] if customer.name else "",
        "butikk": shop.name if shop is not None else "nettbutikken vår",
        "kundenummer": customer.shop_number or "vet ikke",
        "vert": shop.hosts[0] if shop is not None and shop.hosts else "butikken.example",
        "kasse": random.choice(registers) if registers else "kassen",
        "versjon": (shop.pos_version if shop is not None else "") or "8.4.1",
        "ordre": str(random.randint(10_200, 48_900)),
        "faktura": str(random.randint(20_100, 29_900)),
        "antall": str(random.randint(2, 14)),
        "belop": str(random.randint(3, 89) * 50),
    }
