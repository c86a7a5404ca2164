"""The work and the policy of a row in a file of worked cases.

A time without an offset, an interval without an end and one that ends before it starts are errors
of the *case* (BillingError, with the code the file may expect); what no program could have
written is an error of the *file* (`Unreadable`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from whenever import Instant, PlainDateTime

from console.domain.billing.policy import Policy
from console.domain.billing.stored_policy import policy_from_json
from console.domain.billing.work import BillingError, Cause, Work, WorkInterval, WorkKind
from console.domain.errors import ToldError
from console.domain.language import tr

_Word = TypeVar("_Word", bound=StrEnum)
_NEEDED = {"tech", "start", "end"}
_KNOWN = _NEEDED | {"kind", "cause", "locked"}


class Unreadable(ToldError):
    """A cell that holds something else than it should."""


def policy_of(text: str) -> Policy:
    """The policy of `policy_json`. Raises BillingError `policy`, Unreadable."""
    value = _json("policy_json", text)
    if not isinstance(value, dict):
        raise Unreadable(tr("policy_json er ikke et objekt, som {example}.", example="{}"))
    return policy_from_json(value)


def work_of(cause: str, reported_at: str, intervals: str) -> Work:
    """The work of a row. Raises BillingError `naive_timestamp`, `open_interval`,
    `end_not_after_start`; Unreadable.
    """
    value = _json("intervals_json", intervals)
    if not isinstance(value, list):
        raise Unreadable(tr("intervals_json er ikke en liste, som {example}.", example="[]"))
    return Work(_word(Cause, "cause", cause), _instant(reported_at), tuple(map(_interval, value)))


def _interval(value: object) -> WorkInterval:
    if not isinstance(value, Mapping) or not _NEEDED <= set(value) <= _KNOWN:
        raise Unreadable(
            tr(
                "arbeidet {value} har ikke feltene tech, start og end, og ellers bare kind, cause "
                "og locked.",
                value=str(value)[:80],
            )
        )
    locked = value.get("locked", False)
    if not isinstance(locked, bool):
        raise Unreadable(tr("locked er {value}. Skriv true eller false.", value=str(locked)[:80]))
    if not value["end"]:
        raise BillingError(
            "open_interval",
            tr("Arbeidet pågår ennå. Avslutt det først; ingenting er regnet ut."),
        )
    return WorkInterval(
        technician=str(value["tech"]),
        start=_instant(value["start"]),
        end=_instant(value["end"]),
        kind=_word(WorkKind, "kind", value.get("kind", WorkKind.WORK)),
        cause=_word(Cause, "cause", value["cause"]) if value.get("cause") else None,
        is_locked=locked,
    )


def _instant(value: object) -> Instant:
    """An instant in whole seconds, with its offset."""
    text = value.strip() if isinstance(value, str) else str(value)
    try:
        at = Instant.parse_iso(text)
    except ValueError:
        _refuse_naive(text)
        raise Unreadable(
            tr(
                "«{text}» er ikke et tidspunkt. Skriv for eksempel 2026-11-24T20:05:00+01:00.",
                text=text[:80],
            )
        ) from None
    if at != at.round("second"):
        raise Unreadable(tr("«{text}» har deler av sekunder. Skriv hele.", text=text[:80]))
    return at


def _refuse_naive(text: str) -> None:
    try:
        PlainDateTime.parse_iso(text)
    except ValueError:
        return
    raise BillingError(
        "naive_timestamp",
        tr(
            "«{text}» mangler tidssone og kan finnes to ganger. Skriv den med, for eksempel "
            "+01:00; ingenting er regnet ut.",
            text=text,
        ),
    )


def _word(words: type[_Word], name: str, value: object) -> _Word:
    try:
        return words(str(value))
    except ValueError:
        raise Unreadable(
            tr(
                "{name} er «{value}». Velg blant: {choices}.",
                name=name,
                value=str(value)[:80],
                choices=", ".join(words),
            )
        ) from None


def _json(column: str, text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as broken:
        raise Unreadable(
            tr("{column} er ikke JSON ({reason}).", column=column, reason=broken)
        ) from broken


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)
