"""Whom an answer goes to, as people write it: addresses with names, commas between them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from console.domain.errors import ToldError
from console.domain.language import tr
from console.domain.mail import Address

_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\"]+")
_NAMED = re.compile(r'"?(?P<name>[^"<>]*?)"?\s*<(?P<address>[^<>]*)>')
# Commas and semicolons between addresses, not those inside quotes.
_BETWEEN = re.compile(r'[,;\n](?=(?:[^"]*"[^"]*")*[^"]*$)')


class BadRecipient(ToldError):
    """Something that is no address; the message names it."""


def written(addresses: Iterable[Address]) -> str:
    """`Mona <post@fjordglimt.example>, kasse@fjordglimt.example`."""
    return ", ".join(_one(address) for address in addresses)


def read_recipients(text: str) -> tuple[Address, ...]:
    """The addresses of such a line, each once, in order. Raises BadRecipient."""
    found: dict[str, Address] = {}
    for part in _BETWEEN.split(text):
        if part.strip():
            address = _read(part.strip())
            found.setdefault(address.address, address)
    return tuple(found.values())


def _read(part: str) -> Address:
    named = _NAMED.fullmatch(part)
    address = (named["address"] if named else part).strip().lower()
    if not _ADDRESS.fullmatch(address):
        raise BadRecipient(
            tr("«{part}» er ikke en e-postadresse. Rett den, og send igjen.", part=part)
        )
    return Address(address, named["name"].strip() if named else "")


def _one(address: Address) -> str:
    if not address.name:
        return address.address
    name = address.name.replace('"', "'").replace("<", "(").replace(">", ")")
    return (
        f'"{name}" <{address.address}>'
        if re.search(r"[,;]", name)
        else f"{name} <{address.address}>"
    )
