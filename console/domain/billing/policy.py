"""What of the price is the firm's choice: the policy values of BILLING, and what each may be.

The documents fix NOK 1250 excl. VAT per started hour, outside opening hours, when the fault is not
the platform's; all else is a setting of the lead's, and is kept with every basis.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from whenever import Date, Instant

from console.domain.billing.prices import PriceRow, rate_at
from console.domain.billing.work import BillingError
from console.domain.language import tr

HIGHEST_RATE = Decimal(1_000_000)
LONGEST_REOPEN_H = 8784
"""A leap year."""


class Aggregation(StrEnum):
    """What is rounded up: a call-out, each interval, or a call-out from first start to last end."""

    CALLOUT = "callout"
    INTERVAL = "interval"
    SPAN = "span"


class Overlap(StrEnum):
    """Technicians at once: an hour of the case, hours of people, or each one's rounded."""

    UNION = "union"
    SUM = "sum"
    ROUND_EACH = "round_each"


class Window(StrEnum):
    """Whether the part of the work inside opening hours is left out or billed along."""

    CLIP = "clip"
    WHOLE = "whole"


class Eligibility(StrEnum):
    """Whether the report must have come outside opening hours."""

    AFTER_HOURS = "after_hours"
    ANY = "any"


class Waiting(StrEnum):
    """Whether waiting for the customer or a third party is billed."""

    EXCLUDE = "exclude"
    INCLUDE = "include"


class AfterLock(StrEnum):
    """More work after a basis is locked: an incident of its own, or only hours not yet billed."""

    NEW_INCIDENT = "new_incident"
    MARGINAL = "marginal"


@dataclass(frozen=True, slots=True)
class Policy:
    """All policy values; the defaults are the documents'. Raises BillingError `policy`.

    With rows in `price_table` they are the price, and `rate` (NOK excl. VAT) is not asked.
    `discretionary_hours` is the reduced number of hours of one basis; None where none was given.
    """

    rate: Decimal = Decimal("1250.00")
    price_table: tuple[PriceRow, ...] = ()
    vat: Decimal = Decimal("0.25")
    aggregation: Aggregation = Aggregation.CALLOUT
    overlap: Overlap = Overlap.UNION
    window: Window = Window.CLIP
    eligibility: Eligibility = Eligibility.AFTER_HOURS
    waiting: Waiting = Waiting.EXCLUDE
    tolerance_s: int = 0
    reopen_window_h: int = 24
    after_lock: AfterLock = AfterLock.NEW_INCIDENT
    lunch_is_after_hours: bool = False
    extra_closed_days: frozenset[Date] = frozenset()
    discretionary_hours: int | None = None

    def __post_init__(self) -> None:
        for key, is_possible in self._checks().items():
            if not is_possible:
                raise impossible(key, getattr(self, key))

    def rate_at(self, reported_at: Instant) -> Decimal:
        """The rate that is valid for a report. Raises BillingError `policy` before the first."""
        return rate_at(self.price_table, reported_at) if self.price_table else self.rate

    def _checks(self) -> dict[str, bool]:
        reduced = self.discretionary_hours
        return {
            "rate": _is_price(self.rate),
            "price_table": all(_is_price(row.rate) for row in self.price_table)
            and all(one.valid_from < next_.valid_from for one, next_ in pairwise(self.price_table)),
            "vat": self.vat.is_finite() and 0 <= self.vat <= 1,
            "tolerance_s": 0 <= self.tolerance_s < 3600,
            "reopen_window_h": 0 <= self.reopen_window_h <= LONGEST_REOPEN_H,
            "discretionary_hours": reduced is None or reduced >= 0,
        }


def impossible(key: str, value: object) -> BillingError:
    """The error for a policy value that cannot be, saying what it may be."""
    return BillingError(
        "policy",
        tr(
            "Prisregelen «{key}» kan ikke være {value}. {allowed} Ingenting er endret eller "
            "regnet ut.",
            key=key,
            value=str(value)[:80],
            allowed=_allowed(key),
        ),
    )


def _is_price(rate: Decimal) -> bool:
    return rate.is_finite() and 0 <= rate <= HIGHEST_RATE and rate == round(rate, 2)


def _allowed(key: str) -> str:
    match key:
        case "rate":
            return tr("Skriv kroner uten mva. i hele øre, for eksempel 1250.00.")
        case "price_table":
            return tr(
                "Skriv en liste av [fra, pris] med ulike tider med tidssone, for eksempel "
                "2027-01-01T00:00:00+01:00, og priser i hele øre."
            )
        case "vat":
            return tr("Skriv en andel fra 0 til 1, for eksempel 0.25.")
        case "tolerance_s":
            return tr("Skriv hele sekunder fra 0 til 3599.")
        case "reopen_window_h":
            return tr("Skriv hele timer fra 0 til {most}.", most=LONGEST_REOPEN_H)
        case "lunch_is_after_hours":
            return tr("Skriv true eller false.")
        case "extra_closed_days":
            return tr("Skriv en liste av dager, for eksempel 2026-12-24.")
        case "discretionary_hours":
            return tr("Skriv hele timer fra 0, eller null.")
    return tr("Velg blant: {choices}.", choices=", ".join(CHOICES[key]))


CHOICES: dict[str, type[StrEnum]] = {
    "aggregation": Aggregation,
    "overlap": Overlap,
    "window": Window,
    "eligibility": Eligibility,
    "waiting": Waiting,
    "after_lock": AfterLock,
}
"""The keys whose values are words, and the words."""
