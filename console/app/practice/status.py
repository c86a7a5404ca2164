"""The status page of a practice day: all is well, but for a fault of the POS each forenoon."""

from __future__ import annotations

from dataclasses import replace

from whenever import Instant, Time

from console.channels.status.answers import Fetched, Unchanged
from console.domain.instants import Clock, wall
from console.domain.status_page import (
    ComponentState,
    IncidentState,
    Indicator,
    StatusComponent,
    StatusIncident,
    StatusReport,
)

_STEPS = (
    (Time(10, 50), IncidentState.INVESTIGATING, ComponentState.PARTIAL),
    (Time(11, 2), IncidentState.IDENTIFIED, ComponentState.PARTIAL),
    (Time(11, 15), IncidentState.MONITORING, ComponentState.DEGRADED),
)
_OVER = Time(11, 25)
_NAME = "Noen terminaler mister forbindelsen"
_POS = "Datakasse"
_WELL = StatusReport(
    Indicator.NONE,
    tuple(
        StatusComponent(name, ComponentState.OPERATIONAL)
        for name in ("Nettbutikk", _POS, "Betaling", "Administrasjon")
    ),
)


class PracticeStatus:
    """Asked as a real page is; says what its hour says."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def __call__(self, address: str, etag: str) -> Fetched | Unchanged:
        """What stands there at this time of the day."""
        report = replace(report_at(self._clock.now()), address=address)
        mark = "" if not report.incidents else report.incidents[0].state.value
        mark = f'"{mark or "well"}"'
        return Unchanged() if mark == etag else Fetched(report, mark)


def report_at(now: Instant) -> StatusReport:
    """What the page says at an instant."""
    here = wall(now)
    begun = [step for step in _STEPS if step[0] <= here.time() < _OVER]
    if not begun:
        return _WELL
    _, state, pos = begun[-1]
    since = here.replace_time(_STEPS[0][0]).to_instant()
    incident = StatusIncident(_NAME, state, Indicator.MINOR, since, (_POS,))
    parts = tuple(replace(one, state=pos) if one.name == _POS else one for one in _WELL.components)
    return StatusReport(Indicator.MINOR, parts, (incident,))
