"""JSON in one form only, so that the same values always have the same sum.

Keys sorted, no blanks, letters as they are, a line end last; whole numbers and texts, no floats.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any


def canonical(value: Mapping[str, Any]) -> str:
    """The value in that form. Raises TypeError for a float: it cannot hold every amount."""
    for each in _leaves(value):
        if isinstance(each, float):
            raise TypeError(each)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text + "\n"


def sum_of(text: str) -> str:
    """SHA-256 of the text in UTF-8, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def ore(amount: Decimal) -> int:
    """An amount in kroner as whole øre. Raises ValueError for a fraction of an øre."""
    cents = amount * 100
    whole = int(cents)
    if whole != cents:
        raise ValueError(amount)
    return whole


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _leaves(each)
    else:
        yield value
