"""Which shop calls: by the number that its exchange tells, a number that was learned, or the one
shop that calls from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.tables.shops import LearnedNumberRow, ShopPhoneRow, ShopRow
from console.domain.calls import ShopBy, ShopCandidate
from console.domain.ids import ShopId


@dataclass(frozen=True)
class Callers:
    """What is known of some numbers. `listed` is, by number, each shop that calls from it, and
    whether a register of it does.
    """

    named: Mapping[str, int] = field(default_factory=dict)
    learned: Mapping[str, int] = field(default_factory=dict)
    listed: Mapping[str, Mapping[int, bool]] = field(default_factory=dict)

    def shop_of(self, store_id: str, number: str) -> tuple[int, ShopBy] | None:
        """The shop, and who says so; with several candidates nobody guesses."""
        if store_id in self.named:
            return self.named[store_id], ShopBy.EXCHANGE
        if number in self.learned:
            return self.learned[number], ShopBy.NUMBER
        shops = self.listed.get(number, {})
        return (next(iter(shops)), ShopBy.NUMBER) if len(shops) == 1 else None

    def is_register(self, number: str, shop: int | None) -> bool:
        """Whether a register calls: the shop's or, where it is none of those that are listed, any
        of theirs could be.
        """
        shops = self.listed.get(number, {})
        if shop is not None and shop in shops:
            return shops[shop]
        return bool(shops) and all(shops.values())


def callers(session: Session, store_ids: Iterable[str], numbers: Iterable[str]) -> Callers:
    """What is known of these; two or three short trips, none for nothing."""
    ids, asked = sorted(set(store_ids) - {""}), sorted(set(numbers) - {""})
    named = select(ShopRow.customer_number, ShopRow.id).where(ShopRow.customer_number.in_(ids))
    learned = select(LearnedNumberRow.number, LearnedNumberRow.shop_id).where(
        LearnedNumberRow.number.in_(asked)
    )
    listed: defaultdict[str, dict[int, bool]] = defaultdict(dict)
    if asked:
        known = select(ShopPhoneRow.number, ShopPhoneRow.shop_id, ShopPhoneRow.register)
        for number, shop, register in session.execute(known.where(ShopPhoneRow.number.in_(asked))):
            listed[number][shop] = bool(register)
    return Callers(
        named={number: shop for number, shop in session.execute(named)} if ids else {},
        learned={number: shop for number, shop in session.execute(learned)} if asked else {},
        listed=listed,
    )


def candidates(session: Session, numbers: Collection[str]) -> dict[str, tuple[ShopCandidate, ...]]:
    """The shops that call from each number, where it is not one alone; by name."""
    columns = (ShopRow.id, ShopRow.name, ShopRow.customer_number, ShopPhoneRow.register)
    asked = (
        select(ShopPhoneRow.number, *columns)
        .join(ShopRow, ShopRow.id == ShopPhoneRow.shop_id)
        .where(ShopPhoneRow.number.in_(sorted(numbers)))
        .order_by(ShopRow.name, ShopRow.id)
    )
    found: defaultdict[str, list[ShopCandidate]] = defaultdict(list)
    for number, shop, name, customer_number, register in session.execute(asked):
        found[number].append(ShopCandidate(ShopId(shop), name, customer_number, register))
    return {number: tuple(shops) for number, shops in found.items() if len(shops) > 1}
