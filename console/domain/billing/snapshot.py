"""A basis frozen as text: what it rests on and what came of it, in one canonical form.

Whatever the policy, the hours or the log become later, a stored basis is reckoned from its own
snapshot and must come out with the same bytes; a difference is an alarm.
Source: BILLING, Life of a basis.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from whenever import Date

from console.domain.billing.canonical import canonical, ore
from console.domain.billing.facts import Credited, Facts, facts_from_json, facts_to_json
from console.domain.billing.reckoning import Outcome, Reckoning, Why, reckon
from console.domain.billing.sentence import explanation
from console.domain.billing.stretches import joined, length
from console.domain.billing.work import BillingError, WorkKind
from console.domain.hours.public_holidays import is_public_holiday
from console.domain.instants import wall
from console.domain.language import tr

SCHEMA, SCHEMA_VERSION = "agent-console/basis-snapshot", 1

CALCULATOR = "1"
"""The calculator's version: another whenever the same work could come to another amount, or be
explained in other words."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it; amounts in øre, all that is billed negative in a credit.

    `worked_seconds` is the time by the clock in which somebody worked, billed or not.
    """

    outcome: Outcome
    why: Why
    worked_seconds: int
    billable_seconds: int
    hours_before_reduction: int
    started_hours: int
    rate_ore: int
    ex_vat_ore: int
    vat_ore: int
    incl_vat_ore: int
    vat_rate: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot that was read."""

    facts: Facts
    result: Result


def snapshot_of(facts: Facts) -> str:
    """The snapshot's text. Raises BillingError where it cannot be reckoned."""
    return canonical(_whole(facts, CALCULATOR, None))


def read_snapshot(text: str) -> Snapshot:
    """Reads a snapshot. Raises BillingError `snapshot` for what is none."""
    row, facts = _read(text)
    try:
        told = row["result"]
        fields = {name: told[name] for name in Result.__slots__}
        result = Result(**{**fields, "outcome": Outcome(told["outcome"]), "why": Why(told["why"])})
    except (KeyError, TypeError, ValueError) as wrong:
        raise _unreadable(wrong) from wrong
    return Snapshot(facts, result)


def recompute(text: str) -> tuple[str, ...]:
    """Reckons a snapshot again from what it rests on; what differs, empty for the same bytes.

    Each is where it is and both values: `result.vat_ore: 62500, 62501`, stored and reckoned.
    Under another calculator than its own the words of its sentence are not compared.
    """
    try:
        row, facts = _read(text)
        theirs = str(row["calculator"])
        sentence = None if theirs == CALCULATOR else str(row["result"]["sentence"])
        again = _whole(facts, theirs, sentence)
    except BillingError as wrong:
        return (str(wrong),)
    except (KeyError, TypeError, ValueError) as wrong:
        return (str(_unreadable(wrong)),)
    if canonical(again) == text:
        return ()
    return tuple(_differences(row, again)) or (tr("teksten er skrevet på en annen måte"),)


def credit_of(text: str, revision: int, credited: Credited) -> str:
    """The snapshot of the basis that takes this one back: the same facts, the amounts negative."""
    facts = read_snapshot(text).facts
    return snapshot_of(replace(facts, revision=revision, credits=credited))


def reckoning_of(facts: Facts) -> Reckoning:
    """What the facts come to. Raises BillingError."""
    return reckon(facts.work, facts.reduced_policy, facts.calendar)


def _whole(facts: Facts, calculator: str, sentence: str | None) -> dict[str, Any]:
    return {
        **facts_to_json(facts),
        "schema": SCHEMA,
        "schema_version": SCHEMA_VERSION,
        "calculator": calculator,
        "holidays": [day.format_iso() for day in _holidays(facts)],
        "result": _result(facts, sentence),
    }


def _result(facts: Facts, sentence: str | None) -> dict[str, Any]:
    reckoning = reckoning_of(facts)
    sign = 1 if facts.credits is None else -1
    return {
        "outcome": reckoning.outcome.value,
        "why": reckoning.why.value,
        "call_outs": [
            {
                "start": each.start.format_iso(),
                "end": each.end.format_iso(),
                "counted": [[one.start.format_iso(), one.end.format_iso()] for one in each.counted],
                "seconds": each.seconds,
                "started_hours": each.started_hours,
            }
            for each in reckoning.call_outs
        ],
        "worked_seconds": _worked_seconds(facts),
        "billable_seconds": reckoning.billable_seconds,
        "hours_before_reduction": sign * reckoning.hours_before_reduction,
        "started_hours": sign * reckoning.started_hours,
        "rate_ore": ore(reckoning.rate),
        "ex_vat_ore": sign * ore(reckoning.ex_vat),
        "vat_ore": sign * ore(reckoning.vat),
        "incl_vat_ore": sign * ore(reckoning.incl_vat),
        "vat_rate": f"{reckoning.vat_rate.normalize():f}",
        "sentence": _sentence(facts, reckoning) if sentence is None else sentence,
    }


def _sentence(facts: Facts, reckoning: Reckoning) -> str:
    told = explanation(facts.work, reckoning, facts.reduced_policy)
    if facts.credits is None:
        return told
    of = facts.credits
    invoice = f" (faktura {of.invoice_number})" if of.invoice_number else ""
    return f"Kreditering av grunnlag {of.number}{invoice}. {told}"


def _worked_seconds(facts: Facts) -> int:
    work = [each for each in facts.own_intervals if each.kind is WorkKind.WORK]
    return length(joined((each.start.timestamp(), each.end.timestamp()) for each in work))


def _holidays(facts: Facts) -> Iterator[Date]:
    """The public holidays of the days that matter."""
    times = [facts.work.reported_at, *(each.end for each in facts.work.intervals)]
    times += [each.start for each in facts.work.intervals]
    date, last = wall(min(times)).date(), wall(max(times)).date()
    while date <= last:
        if is_public_holiday(date):
            yield date
        date = date.add(days=1)


def _read(text: str) -> tuple[dict[str, Any], Facts]:
    try:
        row = json.loads(text)
        if (row["schema"], row["schema_version"]) != (SCHEMA, SCHEMA_VERSION):
            raise ValueError(row["schema_version"])
        return row, facts_from_json(row)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise _unreadable(wrong) from wrong


def _unreadable(why: Exception) -> BillingError:
    return BillingError(
        "snapshot",
        tr(
            "Grunnlagets øyeblikksbilde kan ikke leses ({reason}). Bruk det ikke; sammenlign med "
            "en kopi av lageret.",
            reason=f"{type(why).__name__}: {why}"[:120],
        ),
    )


def _differences(stored: object, again: object, where: str = "") -> Iterator[str]:
    if isinstance(stored, Mapping) and isinstance(again, Mapping):
        for key in sorted({*stored, *again}):
            at = f"{where}.{key}" if where else str(key)
            yield from _differences(stored.get(key), again.get(key), at)
    elif stored != again:
        yield f"{where}: {stored}, {again}"
