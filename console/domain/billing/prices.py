"""Money: the price that was valid at a report, and VAT. Decimal throughout, to the øre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from whenever import Instant

from console.domain.billing.work import BillingError
from console.domain.instants import wall
from console.domain.language import tr

ORE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PriceRow:
    """From `valid_from` on a started hour costs `rate` NOK excl. VAT."""

    valid_from: Instant
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a document comes to, in NOK with two decimals."""

    ex_vat: Decimal
    vat: Decimal
    incl_vat: Decimal


def rate_at(table: Sequence[PriceRow], reported_at: Instant) -> Decimal:
    """The rate of the last row that was valid when the report came.

    The rows stand in order. Raises BillingError `policy` when the report is older than all.
    """
    valid = [row.rate for row in table if row.valid_from <= reported_at]
    if not valid:
        raise BillingError(
            "policy",
            tr(
                "Prislisten har ingen pris som gjaldt {when}, da saken ble meldt. Legg til en "
                "rad som gjelder fra før; ingenting er regnet ut.",
                when=wall(reported_at).date().format_iso(),
            ),
        )
    return valid[-1]


def amounts(started_hours: int, rate: Decimal, vat: Decimal) -> Amounts:
    """Hours times rate, and the VAT of that sum, half up to the øre (EN 16931: not per line)."""
    ex_vat = (started_hours * rate).quantize(ORE)
    vat_of_sum = (ex_vat * vat).quantize(ORE, ROUND_HALF_UP)
    return Amounts(ex_vat, vat_of_sum, ex_vat + vat_of_sum)
