"""Canonical documents of bases, as the store hands them over for accounting."""

from __future__ import annotations

from typing import Any

from whenever import Instant

from console.domain.billing.canonical import canonical, sum_of

OSLO = "Europe/Oslo"

FIRM = {
    "name": "Mystore.no AS",
    "organisation_number": "999 999 999 MVA",
    "address": "Storgata 1",
    "postcode": "9008",
    "city": "Tromsø",
}


def worked(start: str, end: str, **told: Any) -> dict[str, Any]:
    """A line of the time list from two UTC instants of one local day."""
    first, last = Instant.parse_iso(start), Instant.parse_iso(end)
    line = {
        "day": first.to_tz(OSLO).date().format_iso(),
        "technician": "ida.o",
        "name": "Ida Ødegård",
        "from": first.to_tz(OSLO).to_fixed_offset().format_iso(),
        "to": last.to_tz(OSLO).to_fixed_offset().format_iso(),
        "seconds": round((last - first).total("seconds")),
        "kind": "work",
        "source": "timer",
        "reason": "",
        "billed": True,
        "why_not": None,
    }
    return line | told


def october_night() -> list[dict[str, Any]]:
    """Work over a midnight and through the hour that comes twice, by two."""
    return [
        worked("2026-10-24T20:05:00Z", "2026-10-24T22:00:00Z"),
        worked(
            *("2026-10-24T22:00:00Z", "2026-10-24T22:40:11Z"),
            kind="waiting",
            billed=False,
            why_not="waiting",
        ),
        worked("2026-10-25T00:10:00Z", "2026-10-25T01:10:00Z"),
        worked(
            *("2026-10-25T01:30:00Z", "2026-10-25T01:30:08Z"),
            technician="jonas.t",
            name="Jonas Tveit",
            source="by_hand",
            reason="glemte å starte",
        ),
    ]


def basis_document(**told: Any) -> dict[str, Any]:
    """A basis of two hours; `told` in place of what it says."""
    lines = [
        {
            "description": "Kritisk support utenfor åpningstid, hendelse 23",
            "quantity": 2,
            "unit": "HUR",
            "unit_price_ore": 125000,
            "amount_ore": 250000,
        }
    ]
    whole: dict[str, Any] = {
        "schema": "agent-console/billing-basis",
        "schema_version": 1,
        "kind": "basis",
        "number": 17,
        "revision": 1,
        "idempotency_key": "0192f3a0-0000-7000-8000-000000000017/1",
        "snapshot_sha256": "ab" * 32,
        "currency": "NOK",
        "seller": FIRM,
        "buyer": {"name": "Grønn Æble – Łódź", "customer_number": "10442"},
        "incident": {
            "id": "0192f3a0-0000-7000-8000-000000000017",
            "number": 23,
            "title": "Kassen svarer ikke",
            "product": "pos",
            "reported_at": "2026-10-24T20:01:00Z",
        },
        "verdict": "customer",
        "cause": "not_platform",
        "sentence": "Arbeid 20:05–21:05:01 utenfor åpningstid, 60 min 1 s, "
        "2 påbegynte timer à 1 250,00",
        "outcome": "billed",
        "why": "after_hours",
        "period": {"from": "2026-10-24", "to": "2026-10-25"},
        "worked_seconds": 12919,
        "billable_seconds": 10508,
        "hours_before_reduction": 2,
        "started_hours": 2,
        "call_outs": [],
        "reduction": None,
        "credits": None,
        "lines": lines,
        "totals": {
            "ex_vat_ore": 250000,
            "vat_ore": 62500,
            "incl_vat_ore": 312500,
            "vat_rate": "0.25",
        },
        "time_list": october_night(),
        "approved": {"at": "2026-10-26T08:12:00Z", "by": "silje.h", "by_name": "Silje Hansen"},
        "exported_at": "2026-10-27T09:00:00Z",
    }
    return whole | told


def credit_document() -> dict[str, Any]:
    """The credit of basis 17."""
    line = basis_document()["lines"][0] | {"quantity": -2, "amount_ore": -250000}
    totals = {
        "ex_vat_ore": -250000,
        "vat_ore": -62500,
        "incl_vat_ore": -312500,
        "vat_rate": "0.25",
    }
    credited = {
        "number": 17,
        "sha256": "9f2c" * 16,
        "invoice_number": "2026-1001",
        "reason": "Feil butikk",
    }
    return basis_document(number=18, kind="credit", lines=[line], totals=totals, credits=credited)


def as_bytes(document: dict[str, Any]) -> bytes:
    """The document as it lies in the store, with its sum."""
    body = {key: value for key, value in document.items() if key != "sha256"}
    return canonical({**body, "sha256": sum_of(canonical(body))}).encode()
