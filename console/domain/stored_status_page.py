"""What a status page said as the plain values of its row, and back.

{"address": "https://…", "said": "minor", "components": [{"name", "state"}],
 "incidents": [{"name", "state", "impact", "since", "components": [names], "link"}],
 "maintenance": [{"name", "since", "until", "components": [names], "link"}]}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whenever import Instant

from console.domain.status_page import (
    ComponentState,
    IncidentState,
    Indicator,
    Maintenance,
    StatusComponent,
    StatusIncident,
    StatusReport,
)


class StatusPageError(ValueError):
    """What was kept of a status page cannot be read."""


def report_to_json(report: StatusReport) -> dict[str, Any]:
    """Plain values; `report_from_json` reads the same report back."""
    return {
        "address": report.address,
        "said": report.said.value,
        "components": [{"name": one.name, "state": one.state.value} for one in report.components],
        "incidents": [
            {
                "name": one.name,
                "state": one.state.value,
                "impact": one.impact.value,
                "since": _iso(one.since),
                "components": list(one.components),
                "link": one.link,
            }
            for one in report.incidents
        ],
        "maintenance": [
            {
                "name": one.name,
                "since": _iso(one.since),
                "until": _iso(one.until),
                "components": list(one.components),
                "link": one.link,
            }
            for one in report.maintenance
        ],
    }


def report_from_json(row: Mapping[str, Any]) -> StatusReport:
    """A report as it was kept. Raises StatusPageError for what is none."""
    try:
        return StatusReport(
            said=Indicator(row["said"]),
            components=tuple(
                StatusComponent(one["name"], ComponentState(one["state"]))
                for one in row["components"]
            ),
            incidents=tuple(
                StatusIncident(
                    one["name"],
                    IncidentState(one["state"]),
                    Indicator(one["impact"]),
                    _instant(one["since"]),
                    tuple(one["components"]),
                    one["link"],
                )
                for one in row["incidents"]
            ),
            maintenance=tuple(
                Maintenance(
                    one["name"],
                    _instant(one["since"]),
                    _instant(one["until"]),
                    tuple(one["components"]),
                    one["link"],
                )
                for one in row["maintenance"]
            ),
            address=row["address"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StatusPageError(repr(error)) from error


def _iso(at: Instant | None) -> str | None:
    return None if at is None else at.format_iso()


def _instant(told: str | None) -> Instant | None:
    return None if told is None else Instant.parse_iso(told)
