"""The policy as the plain values of a settings row, a snapshot or a worked case, and back.

    {"rate": "1250.00", "price_table": [["2027-01-01T00:00:00Z", "1350.00"]], "vat": "0.25",
     "aggregation": "callout", "overlap": "union", "window": "clip", "eligibility": "after_hours",
     "waiting": "exclude", "tolerance_s": 0, "reopen_window_h": 24, "after_lock": "new_incident",
     "lunch_is_after_hours": false, "extra_closed_days": ["2026-12-24"],
     "discretionary_hours": null}

Money and shares are texts: a float is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from whenever import Date, Instant

from console.domain.billing.policy import CHOICES, Policy, impossible
from console.domain.billing.prices import PriceRow
from console.domain.billing.work import BillingError
from console.domain.language import tr

_DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")


def policy_to_json(policy: Policy) -> dict[str, object]:
    """Plain values, always all keys; equal policies give equal values."""
    return {
        "rate": _price(policy.rate),
        "price_table": [
            [row.valid_from.format_iso(), _price(row.rate)] for row in policy.price_table
        ],
        "vat": f"{policy.vat.normalize():f}",
        "aggregation": policy.aggregation.value,
        "overlap": policy.overlap.value,
        "window": policy.window.value,
        "eligibility": policy.eligibility.value,
        "waiting": policy.waiting.value,
        "tolerance_s": policy.tolerance_s,
        "reopen_window_h": policy.reopen_window_h,
        "after_lock": policy.after_lock.value,
        "lunch_is_after_hours": policy.lunch_is_after_hours,
        "extra_closed_days": sorted(day.format_iso() for day in policy.extra_closed_days),
        "discretionary_hours": policy.discretionary_hours,
    }


def policy_from_json(row: Mapping[str, object]) -> Policy:
    """The policy of plain values; a key that is missing takes the default.

    Raises BillingError `policy` for an unknown key, a value that cannot be read, or one that
    cannot be.
    """
    unknown = sorted(set(row) - set(_READERS))
    if unknown:
        raise BillingError(
            "policy",
            tr(
                "Prisregelen «{name}» finnes ikke. Fjern den, eller velg blant: {names}. "
                "Ingenting er endret eller regnet ut.",
                name=unknown[0][:80],
                names=", ".join(_READERS),
            ),
        )
    values: dict[str, Any] = {key: _read(key, value) for key, value in row.items()}
    return Policy(**values)


def _read(key: str, value: object) -> object:
    try:
        return _READERS[key](value)
    except (TypeError, ValueError) as unreadable:
        raise impossible(key, value) from unreadable


def _price(rate: Decimal) -> str:
    return f"{rate:.2f}"


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise TypeError(value)
    text = str(value)
    if not _DECIMAL.fullmatch(text):
        raise ValueError(value)
    return Decimal(text)


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(value)
    return value


def _whole_or_none(value: object) -> int | None:
    return None if value is None else _whole(value)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _dates(value: object) -> frozenset[Date]:
    return frozenset(Date.parse_iso(text) for text in _list(value))


def _price_table(value: object) -> tuple[PriceRow, ...]:
    rows = []
    for item in _list(value):
        valid_from, rate = _list(item)
        rows.append(PriceRow(Instant.parse_iso(valid_from), _decimal(rate)))
    return tuple(sorted(rows, key=lambda row: row.valid_from))


_READERS: Mapping[str, Callable[[object], object]] = {
    "rate": _decimal,
    "price_table": _price_table,
    "vat": _decimal,
    **CHOICES,
    "tolerance_s": _whole,
    "reopen_window_h": _whole,
    "lunch_is_after_hours": _truth,
    "extra_closed_days": _dates,
    "discretionary_hours": _whole_or_none,
}
