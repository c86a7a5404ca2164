"""Incidents and entries of a work log as tests make them: everything said, little of it special."""

from __future__ import annotations

from typing import Any

from whenever import Instant

from console.data.commands.incidents import NewIncident
from console.domain.ids import EntryId, IncidentId, PersonId, new_uuid
from console.domain.oncall.incident import Product
from console.domain.oncall.work_log import EntryKind, LogEntry


def reported(at: Instant, **fields: Any) -> NewIncident:
    """A shop whose registers stand still, reported at an instant."""
    plain: dict[str, Any] = {
        "id": IncidentId(new_uuid()),
        "title": "Kassene står",
        "product": Product.POS,
        "shop": None,
        "reporter_name": "Kari Nordmann",
        "reporter_phone": "+4777600000",
        "reported_at": at,
    }
    return NewIncident(**{**plain, **fields})


def logged(
    incident: IncidentId, technician: PersonId, kind: EntryKind, at: Instant, **fields: Any
) -> LogEntry:
    """An entry with an id of its own, by one at a machine."""
    plain = {"id": EntryId(new_uuid()), "machine": "vakt-1"}
    told = {"incident": incident, "technician": technician, "kind": kind, "at": at}
    return LogEntry(**{**plain, **told, **fields})
