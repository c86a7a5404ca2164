"""What the firm's status page says: how things stand, which parts are touched, what is worked on.

Modelled on Statuspage v2, whose words most pages speak. A word that nobody knows is `UNKNOWN`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from whenever import Instant

DEFAULT_ADDRESS = "https://status.mystore.no"
"""The documents' own, while nobody has set another."""

Word = TypeVar("Word", bound=StrEnum)


class Indicator(StrEnum):
    """How things stand as a whole."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"
    MAINTENANCE = "maintenance"
    UNKNOWN = "unknown"


class ComponentState(StrEnum):
    OPERATIONAL = "operational"
    DEGRADED = "degraded_performance"
    PARTIAL = "partial_outage"
    MAJOR = "major_outage"
    MAINTENANCE = "under_maintenance"
    UNKNOWN = "unknown"


class IncidentState(StrEnum):
    """How far it has come; what is resolved is not told of."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StatusComponent:
    name: str
    state: ComponentState


@dataclass(frozen=True, slots=True)
class StatusIncident:
    """One that is open. `components` are names; `link` is empty or can be handed to a browser."""

    name: str
    state: IncidentState
    impact: Indicator = Indicator.UNKNOWN
    since: Instant | None = None
    components: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Maintenance:
    """Planned work that is under way."""

    name: str
    since: Instant | None = None
    until: Instant | None = None
    components: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What a page said. `said` is its own word for the whole; `address` is where it was read."""

    said: Indicator
    components: tuple[StatusComponent, ...] = ()
    incidents: tuple[StatusIncident, ...] = ()
    maintenance: tuple[Maintenance, ...] = ()
    address: str = ""

    @property
    def indicator(self) -> Indicator:
        """How things stand: never well while a part of it is told not to be."""
        if self.said is not Indicator.NONE:
            return self.said
        told = {incident.impact for incident in self.incidents}
        told |= {_OF_COMPONENT[component.state] for component in self.components}
        told |= {Indicator.MAINTENANCE} if self.maintenance else set()
        return next((worst for worst in _WORST_FIRST if worst in told), Indicator.NONE)

    @property
    def touched(self) -> tuple[StatusComponent, ...]:
        """The parts that do not do well, the worst first."""
        ill = [one for one in self.components if one.state in _WORST_COMPONENT_FIRST]
        return tuple(sorted(ill, key=lambda one: _WORST_COMPONENT_FIRST.index(one.state)))


_WORST_FIRST = (Indicator.CRITICAL, Indicator.MAJOR, Indicator.MINOR, Indicator.MAINTENANCE)
_OF_COMPONENT = {
    ComponentState.OPERATIONAL: Indicator.NONE,
    ComponentState.DEGRADED: Indicator.MINOR,
    ComponentState.PARTIAL: Indicator.MINOR,
    ComponentState.MAJOR: Indicator.MAJOR,
    ComponentState.MAINTENANCE: Indicator.MAINTENANCE,
    ComponentState.UNKNOWN: Indicator.NONE,
}
_WORST_COMPONENT_FIRST = (
    ComponentState.MAJOR,
    ComponentState.PARTIAL,
    ComponentState.DEGRADED,
    ComponentState.MAINTENANCE,
)


def word_of(kind: type[Word], told: object) -> Word:
    """A word of a page; one that nobody knows is `UNKNOWN`."""
    known = {word.value: word for word in kind}
    return known.get(told, known["unknown"]) if isinstance(told, str) else known["unknown"]


def host_of(address: object) -> str:
    """The host that a page of the web lies on; empty for what is no such address."""
    if not isinstance(address, str):
        return ""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "") if parts.scheme in ("https", "http") else ""
    except ValueError:
        return ""
