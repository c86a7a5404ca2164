"""The canonical document that accounting is handed: one JSON, from which every file is made.

Made from a basis's snapshot and who approved it, and from nothing else: an export made again gives
the same bytes. Amounts are øre, instants UTC, the time list's times Oslo's with their offset.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from whenever import Date, Instant

from console.domain.billing.canonical import canonical, sum_of
from console.domain.billing.facts import Facts
from console.domain.billing.snapshot import Result, read_snapshot, reckoning_of
from console.domain.billing.time_list import TimeLine, time_list
from console.domain.ids import BasisId
from console.domain.instants import wall

SCHEMA, SCHEMA_VERSION = "agent-console/billing-basis", 1
_SUM = "sha256"
_HOUR = "HUR"
"""Hours in UN/ECE recommendation 20, as EHF wants them."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved which basis, by login and name, and when it was approved and handed over."""

    basis: BasisId
    at: Instant
    by: str
    by_name: str
    exported_at: Instant


def document_of(snapshot: str, approval: Approval) -> str:
    """The document, with its own sum in it. Raises BillingError for a snapshot that is none."""
    read = read_snapshot(snapshot)
    body = {
        "number": int(approval.basis),
        **_head(read.facts, snapshot),
        **_work(read.facts, read.result),
        **_money(read.facts, read.result),
        "approved": {
            "at": approval.at.format_iso(),
            "by": approval.by,
            "by_name": approval.by_name,
        },
        "exported_at": approval.exported_at.format_iso(),
    }
    return canonical({**body, _SUM: sum_of(canonical(body))})


def bears_its_sum(document: str) -> bool:
    """Whether a document is, to the byte, what its sum was made of."""
    body = json.loads(document)
    told = body.pop(_SUM, None)
    is_canonical = canonical({**body, _SUM: told}) == document
    return is_canonical and told == sum_of(canonical(body))


def sum_in(document: str) -> str:
    """The sum that a document bears."""
    return str(json.loads(document)[_SUM])


def _head(facts: Facts, snapshot: str) -> dict[str, Any]:
    subject = facts.subject
    return {
        "schema": SCHEMA,
        "schema_version": SCHEMA_VERSION,
        "kind": "basis" if facts.credits is None else "credit",
        "revision": facts.revision,
        "idempotency_key": f"{subject.incident}/{facts.revision}",
        "snapshot_sha256": sum_of(snapshot),
        "currency": "NOK",
        "seller": dict(facts.seller),
        "buyer": {
            "name": subject.shop_name,
            "customer_number": subject.customer_number or None,
        },
        "incident": {
            "id": subject.incident,
            "number": subject.number,
            "title": subject.title,
            "product": subject.product,
            "reported_at": facts.work.reported_at.format_iso(),
        },
        "verdict": facts.judged.verdict,
        "cause": facts.work.cause.value,
    }


def _work(facts: Facts, result: Result) -> dict[str, Any]:
    reckoning = reckoning_of(facts)
    policy, calendar = facts.reduced_policy, facts.calendar
    lines = time_list(facts.work, facts.free, reckoning, policy, calendar, facts.people)
    return {
        "sentence": result.sentence,
        "outcome": result.outcome.value,
        "why": result.why.value,
        "period": _period([line.day for line in lines]),
        "worked_seconds": result.worked_seconds,
        "billable_seconds": result.billable_seconds,
        "call_outs": [
            {
                "start": each.start.format_iso(),
                "end": each.end.format_iso(),
                "seconds": each.seconds,
                "started_hours": each.started_hours,
            }
            for each in reckoning.call_outs
        ],
        # What a credit takes back was worked all the same: it stands on that one's list.
        "time_list": [] if facts.credits else [_time_line(line) for line in lines],
    }


def _money(facts: Facts, result: Result) -> dict[str, Any]:
    reduction, credits_ = facts.reduction, facts.credits
    return {
        "hours_before_reduction": result.hours_before_reduction,
        "started_hours": result.started_hours,
        "reduction": None
        if reduction is None
        else {
            "from_hours": abs(result.hours_before_reduction),
            "to_hours": reduction.hours,
            "reason": reduction.reason,
            "by": reduction.by,
            "by_name": facts.people.get(reduction.by, reduction.by),
        },
        "credits": None
        if credits_ is None
        else {
            "number": credits_.number,
            "sha256": credits_.export_sha256,
            "invoice_number": credits_.invoice_number,
            "reason": credits_.reason,
        },
        "lines": [_order_line(facts, result)] if result.started_hours else [],
        "totals": {
            "ex_vat_ore": result.ex_vat_ore,
            "vat_ore": result.vat_ore,
            "incl_vat_ore": result.incl_vat_ore,
            "vat_rate": result.vat_rate,
        },
    }


def _order_line(facts: Facts, result: Result) -> dict[str, Any]:
    """In Norwegian, as the sentence is: it stands on the invoice."""
    what = f"Kritisk støtte utenfor åpningstid, hendelse {facts.subject.number}"
    return {
        "description": f"{what}: {facts.subject.title}",
        "quantity": result.started_hours,
        "unit": _HOUR,
        "unit_price_ore": result.rate_ore,
        "amount_ore": result.ex_vat_ore,
    }


def _period(days: list[Date]) -> Mapping[str, str] | None:
    if not days:
        return None
    return {"from": min(days).format_iso(), "to": max(days).format_iso()}


def _time_line(line: TimeLine) -> dict[str, Any]:
    return {
        "day": line.day.format_iso(),
        "technician": line.technician,
        "name": line.name,
        "from": wall(line.start).to_fixed_offset().format_iso(),
        "to": wall(line.end).to_fixed_offset().format_iso(),
        "seconds": line.seconds,
        "kind": line.kind.value,
        "source": line.source.value,
        "reason": line.reason,
        "billed": line.is_billed,
        "why_not": None if line.why_not is None else line.why_not.value,
    }
