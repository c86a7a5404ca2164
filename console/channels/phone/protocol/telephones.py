"""Names of telephones: an interface as queues have it, and the channels that are made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_INSTANCE = re.compile(r"-[0-9a-fA-F]{8}(;[12])?$")
_EXTENSION = re.compile(r"[^/@;]+")


def base_of(name: str) -> str:
    """What an interface and its channels have in common: `Local/1003@agenter` of
    `Local/1003@agenter/n` and `Local/1003@agenter-0000004b;1`, `PJSIP/21` of `PJSIP/21-00000007`.
    """
    technology, _, rest = _INSTANCE.sub("", name).partition("/")
    return f"{technology}/{rest.partition('/')[0]}"


def interface_of(channel: str, interfaces: Iterable[str]) -> str:
    """Whose channel it is; empty where it is none of these telephones'."""
    base = base_of(channel)
    return next((one for one in interfaces if base_of(one) == base), "")


def extension_of(interface: str) -> str:
    """What is dialled inside the house to reach it: 1003 of `Local/1003@agenter/n`, 21 of
    `PJSIP/21`; empty where its name tells none.
    """
    found = _EXTENSION.match(interface.partition("/")[2])
    return found.group() if found else ""
