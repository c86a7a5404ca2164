"""An incident as it was last read from the store, as a value that can lie on a disk."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from whenever import Instant

from console.desk.oncall.acts import entry_arguments, entry_from
from console.domain.ids import CaseId, EntryId, IncidentId, PersonId, ShopId
from console.domain.oncall.incident import (
    ClosingNote,
    GivenVerdict,
    Incident,
    IncidentState,
    Product,
    Verdict,
)


@dataclass(frozen=True)
class Seen:
    """`read_at` is when it was asked for: what had come to the store before is in it."""

    incident: Incident
    read_at: Instant


def needed(seen: Seen, me: PersonId) -> Seen | None:
    """What of it somebody on call needs without the store: all of one that is open; one that is
    over only where they worked on it, and then not whom to call.
    """
    incident = seen.incident
    if incident.state is IncidentState.OPEN:
        return seen
    if all(entry.technician != me for entry in incident.entries):
        return None
    return replace(seen, incident=replace(incident, reporter_name="", reporter_phone=""))


def seen_to_json(seen: Seen) -> dict[str, Any]:
    """As JSON; `seen_of` reads the same back."""
    incident = seen.incident
    return {
        "id": str(incident.id),
        "no": incident.no,
        "title": incident.title,
        "product": incident.product.value,
        "shop": incident.shop,
        "shop_name": incident.shop_name,
        "reporter_name": incident.reporter_name,
        "reporter_phone": incident.reporter_phone,
        "reported_at": incident.reported_at.format_iso(),
        "acknowledged_at": _text(incident.acknowledged_at),
        "acknowledged_by": incident.acknowledged_by,
        "state": incident.state.value,
        "over_at": _text(incident.over_at),
        "note": asdict(incident.note),
        "note_version": incident.note_version,
        "verdicts": [_verdict_to_json(given) for given in incident.verdicts],
        "cases": list(incident.cases),
        "entries": [{"id": str(one.id), **entry_arguments(one)} for one in incident.entries],
        "read_at": seen.read_at.format_iso(),
    }


def seen_of(given: dict[str, Any]) -> Seen:
    """Raises KeyError, ValueError, TypeError for what is no such thing."""
    incident, by = IncidentId(UUID(given["id"])), given["acknowledged_by"]
    found = Incident(
        id=incident,
        no=given["no"],
        title=given["title"],
        product=Product(given["product"]),
        shop=None if given["shop"] is None else ShopId(given["shop"]),
        shop_name=given["shop_name"],
        reporter_name=given["reporter_name"],
        reporter_phone=given["reporter_phone"],
        reported_at=Instant.parse_iso(given["reported_at"]),
        acknowledged_at=_instant(given["acknowledged_at"]),
        acknowledged_by=None if by is None else PersonId(by),
        state=IncidentState(given["state"]),
        over_at=_instant(given["over_at"]),
        note=ClosingNote(**given["note"]),
        note_version=given["note_version"],
        verdicts=tuple(_verdict(one) for one in given["verdicts"]),
        cases=tuple(CaseId(case) for case in given["cases"]),
        entries=tuple(
            entry_from(EntryId(UUID(one["id"])), incident, one) for one in given["entries"]
        ),
    )
    return Seen(found, Instant.parse_iso(given["read_at"]))


def _verdict_to_json(given: GivenVerdict) -> dict[str, Any]:
    at = given.at.format_iso()
    return {"verdict": given.verdict.value, "reason": given.reason, "at": at, "by": given.by}


def _verdict(one: dict[str, Any]) -> GivenVerdict:
    at, by = Instant.parse_iso(one["at"]), PersonId(one["by"])
    return GivenVerdict(Verdict(one["verdict"]), one["reason"], at, by)


def _text(at: Instant | None) -> str | None:
    return None if at is None else at.format_iso()


def _instant(text: str | None) -> Instant | None:
    return None if text is None else Instant.parse_iso(text)
