"""The price rules as typed, and the policy they make, or what is wrong with each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar, cast

from whenever import Date, Instant, Time

from console.domain.billing.policy import LONGEST_REOPEN_H, Policy
from console.domain.billing.prices import PriceRow
from console.domain.billing.work import BillingError
from console.domain.hours.day import at_wall
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.wording import NO_BREAK

T = TypeVar("T")

FROM_START = Instant.from_utc(1970, 1, 1)
"""What a price without a date is valid from: there are no reports before."""

_PRICE = re.compile(r"(\d{1,7})(?:[,.](\d{1,2}))?")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_PERCENT = re.compile(r"(\d{1,3})(?:[,.](\d{1,2}))?")


class RuleField(StrEnum):
    """The questions that are typed; the others are chosen."""

    PRICES = "prices"
    VAT = "vat"
    TOLERANCE = "tolerance"
    REOPEN = "reopen"
    CLOSED_DAYS = "closed_days"


@dataclass(frozen=True)
class TypedRules:
    """What stands in the fields: the first price, later ones by day, and the rest."""

    first_price: str
    later_prices: tuple[tuple[str, str], ...]
    vat: str
    tolerance: str
    reopen: str
    closed_days: str


class WrongRules(Exception):
    """Rules that cannot be; `reasons` says for each field what is wrong and what to write."""

    def __init__(self, reasons: dict[RuleField, str]) -> None:
        super().__init__("; ".join(reasons.values()))
        self.reasons = reasons


def typed_of(policy: Policy) -> TypedRules:
    """The policy as somebody would have typed it."""
    table = policy.price_table
    has_start = bool(table) and table[0].valid_from <= FROM_START
    first = table[0].rate if has_start else policy.rate
    later = table[1:] if has_start else table
    days = sorted(policy.extra_closed_days)
    return TypedRules(
        first_price=price_text(first),
        later_prices=tuple((_since(row.valid_from), price_text(row.rate)) for row in later),
        vat=f"{(policy.vat * 100).normalize():f}".replace(".", ","),
        tolerance=str(policy.tolerance_s),
        reopen=str(policy.reopen_window_h),
        closed_days=", ".join(day_text(day) for day in days),
    )


def policy_of(typed: TypedRules, chosen: Policy) -> Policy:
    """The policy of what was typed; `chosen` has the rest. Raises WrongRules."""
    reasons: dict[RuleField, str] = {}
    prices = _asked(reasons, RuleField.PRICES, lambda: _prices(typed))
    vat = _asked(reasons, RuleField.VAT, lambda: _percent(typed.vat))
    tolerance = _asked(reasons, RuleField.TOLERANCE, lambda: _whole(typed.tolerance, 3599))
    reopen = _asked(reasons, RuleField.REOPEN, lambda: _whole(typed.reopen, LONGEST_REOPEN_H))
    days = _asked(reasons, RuleField.CLOSED_DAYS, lambda: _days(typed.closed_days))
    if reasons:
        raise WrongRules(reasons)
    rate, table = prices
    try:
        return replace(
            chosen,
            rate=rate,
            price_table=table,
            vat=vat,
            tolerance_s=tolerance,
            reopen_window_h=reopen,
            extra_closed_days=days,
        )
    except BillingError as wrong:
        raise WrongRules({RuleField.PRICES: str(wrong)}) from wrong


def price_text(rate: Decimal) -> str:
    """`1 250,00`."""
    return f"{rate:,.2f}".replace(",", NO_BREAK).replace(".", ",")


def day_text(day: Date) -> str:
    """`24.12.2026`, as it is typed."""
    return f"{day.day:02}.{day.month:02}.{day.year}"


def _asked(reasons: dict[RuleField, str], field: RuleField, read: Callable[[], T]) -> T:
    """What was typed; where it is wrong, the reason is kept, and nothing is made of the rest."""
    try:
        return read()
    except ValueError as wrong:
        reasons[field] = str(wrong)
        return cast(T, None)


def _prices(typed: TypedRules) -> tuple[Decimal, tuple[PriceRow, ...]]:
    first = _price(typed.first_price)
    rows = [(_valid_from(day), _price(price)) for day, price in typed.later_prices]
    starts = [start for start, _ in rows]
    for start in starts:
        if starts.count(start) > 1:
            raise ValueError(
                tr("To priser kan ikke gjelde fra samme dag, {day}.", day=_since(start))
            )
    if not rows:
        return first, ()
    table = [PriceRow(FROM_START, first), *(PriceRow(start, rate) for start, rate in sorted(rows))]
    return first, tuple(table)


def _price(text: str) -> Decimal:
    found = _PRICE.fullmatch("".join(text.split()))
    if found is None:
        raise ValueError(
            tr("«{text}» er ikke en pris. Skriv kroner uten mva., f.eks. 1250,00.", text=text[:20])
        )
    return Decimal(f"{found[1]}.{found[2] or '0'}").quantize(Decimal("0.01"))


def _valid_from(text: str) -> Instant:
    """Midnight of a day; an instant that was set elsewhere stays as it is."""
    if "T" in text:
        return Instant.parse_iso(text.strip())
    day = _day(text)
    start = at_wall(day, Time())
    if start <= FROM_START:
        raise ValueError(tr("{day} er for tidlig. Skriv en dag etter 1970.", day=day_text(day)))
    return start


def _day(text: str) -> Date:
    found = _DAY.fullmatch(text.strip())
    try:
        if found is None:
            return Date.parse_iso(text.strip())
        return Date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError as error:
        words = tr("«{text}» er ikke en dag. Skriv den som 24.12.2026.", text=text[:20])
        raise ValueError(words) from error


def _days(text: str) -> frozenset[Date]:
    return frozenset(_day(one) for one in re.split(r"[,;\n]", text) if one.strip())


def _percent(text: str) -> Decimal:
    found = _PERCENT.fullmatch(text.strip().removesuffix("%").strip())
    share = None if found is None else Decimal(f"{found[1]}.{found[2] or '0'}") / 100
    if share is None or share > 1:
        raise ValueError(tr("Skriv prosent fra 0 til 100, f.eks. 25."))
    return share


def _whole(text: str, most: int) -> int:
    typed = text.strip()
    if not (typed.isascii() and typed.isdecimal() and int(typed) <= most):
        raise ValueError(tr("Skriv et helt tall fra 0 til {most}.", most=most))
    return int(typed)


def _since(start: Instant) -> str:
    """The day a price is valid from; with its time where that is not midnight."""
    local = wall(start)
    if local.time() == Time.MIDNIGHT:
        return day_text(local.date())
    return start.format_iso()
