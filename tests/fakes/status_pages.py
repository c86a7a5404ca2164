"""A status page's summary as Statuspage v2 writes it, with parts of it changed."""

from __future__ import annotations

import json
from typing import Any

SUMMARY: dict[str, Any] = {
    "page": {"id": "x1", "name": "Mystore", "url": "https://status.example", "time_zone": "Oslo"},
    "status": {"indicator": "minor", "description": "Partially Degraded Service"},
    "components": [
        {"id": "g", "name": "Kasse", "status": "partial_outage", "group": True},
        {"id": "1", "name": "Nettbutikk", "status": "operational", "group_id": None},
        {"id": "2", "name": "Datakasse", "status": "partial_outage", "group_id": "g"},
        {
            "id": "3",
            "name": "Importer",
            "status": "operational",
            "only_show_if_degraded": True,
        },
    ],
    "incidents": [
        {
            "name": "Terminaler faller ut",
            "status": "identified",
            "impact": "minor",
            "shortlink": "https://stspg.io/abc",
            "created_at": "2026-11-23T07:10:00.000Z",
            "started_at": "2026-11-23T08:00:00.000+01:00",
            "incident_updates": [{"body": "Vi ser på det.", "status": "identified"}],
            "components": [{"name": "Datakasse"}],
        },
        {"name": "I går", "status": "resolved", "impact": "major"},
    ],
    "scheduled_maintenances": [
        {
            "name": "Ny database",
            "status": "in_progress",
            "scheduled_for": "2026-11-23T07:00:00Z",
            "scheduled_until": "2026-11-23T11:00:00Z",
            "components": [],
        },
        {"name": "Neste uke", "status": "scheduled"},
    ],
}


def summary(**parts: Any) -> bytes:
    """The summary's bytes, with parts of its top level replaced."""
    return json.dumps({**SUMMARY, **parts}).encode()
