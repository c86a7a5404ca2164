"""Reads the canonical document of a basis into what its files say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from whenever import Date, Instant, OffsetDateTime

from console.channels.accounting.paper import BasisPaper, Credited, OrderLine, Party, TimeLine
from console.domain.billing.document import SCHEMA, SCHEMA_VERSION, bears_its_sum
from console.domain.billing.time_list import WhyNot
from console.domain.errors import ToldError
from console.domain.language import tr

_KINDS = {"work": "arbeid", "waiting": "venting"}
_SOURCES = {"timer": "", "by_hand": "ført for hånd"}
WHY_NOT = {
    WhyNot.PLATFORM: "feil hos oss",
    WhyNot.WAITING: "venting",
    WhyNot.OPENING_HOURS: "i åpningstid",
    WhyNot.REPORTED_IN_OPENING_HOURS: "meldt i åpningstid",
    WhyNot.UNDETERMINED: "årsak ikke avklart",
    WhyNot.COUNTED_ONCE: "samtidig, regnes én gang",
    WhyNot.FREE_AFTER_APPROVAL: "uten kostnad",
    WhyNot.WITHIN_BILLED_HOURS: "i timer som er fakturert",
    WhyNot.REDUCED: "ettergitt",
}
"""Why a stretch of work is not billed, in few words."""


class DocumentUnreadable(ToldError):
    """The document is no basis that this program knows."""


def read_document(document: bytes) -> BasisPaper:
    """What the document says. Raises DocumentUnreadable; nothing is guessed."""
    try:
        raw = json.loads(document)
        found = (raw["schema"], raw["schema_version"])
        if found != (SCHEMA, SCHEMA_VERSION):
            raise ValueError(found)
        if not bears_its_sum(document.decode()):
            raise ValueError(tr("summen stemmer ikke"))
        return _paper(raw)
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise DocumentUnreadable(
            tr(
                "Grunnlaget kunne ikke gjøres om til filer: dokumentet er ikke et grunnlag dette "
                "programmet kjenner ({reason}). Ingenting er skrevet. Oppdater programmet, eller "
                "kontroller lageret med «db check».",
                reason=repr(error),
            )
        ) from error


def _paper(raw: Mapping[str, Any]) -> BasisPaper:
    incident, totals, buyer = raw["incident"], raw["totals"], raw["buyer"]
    return BasisPaper(
        number=int(raw["number"]),
        key=raw["idempotency_key"],
        sha256=raw["sha256"],
        credited=_credited(raw["credits"]),
        dated=Instant.parse_iso(raw["approved"]["at"]),
        seller=_seller(raw["seller"]),
        buyer=Party(buyer["name"], _numbered("Kundenummer", buyer["customer_number"])),
        customer_number=buyer["customer_number"] or "",
        incident_number=int(incident["number"]),
        incident_title=incident["title"],
        reported_at=Instant.parse_iso(incident["reported_at"]),
        sentence=raw["sentence"],
        reduction=_reduction(raw["reduction"]),
        lines=tuple(_order_line(line) for line in raw["lines"]),
        vat_rate=Decimal(totals["vat_rate"]),
        ex_vat_ore=int(totals["ex_vat_ore"]),
        vat_ore=int(totals["vat_ore"]),
        incl_vat_ore=int(totals["incl_vat_ore"]),
        time_list=tuple(_time_line(line) for line in raw["time_list"]),
    )


def _seller(brand: Mapping[str, str]) -> Party:
    """The firm as far as its setting tells."""
    place = " ".join(word for word in (brand.get("postcode"), brand.get("city")) if word)
    lines = (
        *_numbered("Org.nr.", brand.get("organisation_number")),
        brand.get("address") or "",
        place,
        brand.get("email") or "",
        *_numbered("Telefon", brand.get("phone")),
    )
    return Party(brand.get("name") or "", tuple(line for line in lines if line))


def _numbered(name: str, number: str | None) -> tuple[str, ...]:
    return (f"{name} {number}",) if number else ()


def _credited(raw: Mapping[str, Any] | None) -> Credited | None:
    if raw is None:
        return None
    return Credited(int(raw["number"]), raw["invoice_number"] or "", raw["reason"] or "")


def _reduction(raw: Mapping[str, Any] | None) -> str:
    if raw is None:
        return ""
    return f"Fra {raw['from_hours']} til {raw['to_hours']} påbegynte timer. {raw['reason']}"


def _order_line(raw: Mapping[str, Any]) -> OrderLine:
    return OrderLine(
        description=raw["description"],
        quantity=int(raw["quantity"]),
        unit=raw["unit"],
        unit_price_ore=int(raw["unit_price_ore"]),
        amount_ore=int(raw["amount_ore"]),
    )


def _time_line(raw: Mapping[str, Any]) -> TimeLine:
    return TimeLine(
        technician=raw["technician"],
        name=raw["name"],
        day=Date.parse_iso(raw["day"]),
        start=OffsetDateTime.parse_iso(raw["from"]).to_instant(),
        end=OffsetDateTime.parse_iso(raw["to"]).to_instant(),
        seconds=int(raw["seconds"]),
        kind=_KINDS[raw["kind"]],
        source=_SOURCES[raw["source"]],
        reason=raw["reason"] or "",
        why_not="" if raw["billed"] else WHY_NOT[WhyNot(raw["why_not"])],
    )
