"""Whom one can call: what was typed as a number, and the numbers of shops found by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from console.desk.finding import Finder
from console.desk.shops import ShopFinder
from console.domain.ids import CaseId
from console.domain.language import tr
from console.domain.phone_numbers import grouped
from console.domain.shops import ShopCard

_NUMBER = re.compile(r"\+?[\d ().\-/]+")
_CASE = re.compile(r"(?:#|sak |case )\s*(\d{1,12})", re.IGNORECASE)
_DIGITS_LEAST = 3
LEAST = 2
"""Letters before anything is looked up."""


@dataclass(frozen=True, slots=True)
class Callee:
    """Somebody to call: `number` as it is dialled, `shown` as people write it; `case` is what it
    is about, where that is known.
    """

    number: str
    who: str
    shown: str
    case: CaseId | None = None


def typed_number(words: str) -> Callee | None:
    """What was typed, where it reads as a number; whether it is one is told when it is dialled."""
    wanted = words.strip().removeprefix("tel:")
    digits = "".join(letter for letter in wanted if letter.isdigit())
    if not _NUMBER.fullmatch(wanted) or len(digits) < _DIGITS_LEAST:
        return None
    number = f"+{digits}" if wanted.startswith("+") else digits
    shown = grouped(number)
    return Callee(number, tr("Ring {number}", number=shown), shown)


class Dialling:
    """Reads the store each time; raises ActFailed, StoreAway where it cannot be read."""

    def __init__(self, shops: ShopFinder, finding: Finder) -> None:
        self._shops = shops
        self._finding = finding

    async def find(self, words: str) -> tuple[Callee, ...]:
        """For what somebody typed: a number, a shop's name or number, "#20449"."""
        typed = typed_number(words)
        found = [] if typed is None else [typed]
        case = _CASE.fullmatch(words.strip())
        if case is not None:
            found += await self._of_case(CaseId(int(case[1])))
        elif len(words.strip()) >= LEAST:
            for card in await self._shops.find(words):
                found += _numbers(card)
        # A number that was typed in full is not told twice.
        return tuple({each.number.removeprefix("+47"): each for each in found}.values())

    async def _of_case(self, case: CaseId) -> list[Callee]:
        rows = await self._finding.cases((case,))
        callees: list[Callee] = []
        for row in rows:
            cards = await self._shops.find(row.row.who)
            mine = (card for card in cards if card.name == row.row.who)
            callees += (callee for card in mine for callee in _numbers(card, case))
        return callees


def _numbers(card: ShopCard, case: CaseId | None = None) -> Iterator[Callee]:
    for number in card.phones:
        yield Callee(number, card.name, grouped(number), case)
