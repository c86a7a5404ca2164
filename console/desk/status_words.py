"""What the firm's status page says, in the words of the lamp."""

from __future__ import annotations

from whenever import Instant

from console.domain.language import mark, ntr, tr
from console.domain.status_page import (
    ComponentState,
    IncidentState,
    Indicator,
    Maintenance,
    StatusIncident,
    StatusReport,
)
from console.domain.wording import since_label

_MINUTE_S = 60

_WHOLE = {
    Indicator.NONE: mark("alt i drift"),
    Indicator.MINOR: mark("mindre feil"),
    Indicator.MAJOR: mark("større feil"),
    Indicator.CRITICAL: mark("kritisk feil"),
    Indicator.MAINTENANCE: mark("vedlikehold pågår"),
    Indicator.UNKNOWN: mark("ukjent"),
}
_COMPONENT = {
    ComponentState.DEGRADED: mark("{name}: treg"),
    ComponentState.PARTIAL: mark("{name}: delvis nede"),
    ComponentState.MAJOR: mark("{name}: nede"),
    ComponentState.MAINTENANCE: mark("{name}: vedlikehold"),
}
_INCIDENT = {
    IncidentState.INVESTIGATING: mark("undersøkes"),
    IncidentState.IDENTIFIED: mark("årsaken er funnet"),
    IncidentState.MONITORING: mark("rettet, følges med på"),
    IncidentState.UNKNOWN: mark("pågår"),
}


def unknown() -> str:
    """Of a page that nobody could read."""
    return tr(_WHOLE[Indicator.UNKNOWN])


def report_words(report: StatusReport) -> str:
    """The whole in a few words: the part that does worst, how many more, or that all is well."""
    if report.indicator in (Indicator.NONE, Indicator.UNKNOWN):
        return tr(_WHOLE[report.indicator])
    touched = report.touched
    if not touched:
        return tr(_WHOLE[report.indicator])
    worst = tr(_COMPONENT[touched[0].state], name=touched[0].name)
    more = len(touched) - 1
    return f"{worst} +{more}" if more else worst


def age_words(age_s: float) -> str:
    """How long ago it was read, short: `22 s`, `3 min`."""
    whole = max(0, int(age_s))
    if whole < _MINUTE_S:
        return tr("{seconds} s", seconds=whole)
    return tr("{minutes} min", minutes=whole // _MINUTE_S)


def before_words(report: StatusReport | None, at: Instant | None, now: Instant) -> str:
    """What it said when it was last read; empty where it never was."""
    if report is None or at is None:
        return ""
    return tr("sist sett {time}: {words}", time=since_label(at, now), words=report_words(report))


def incident_lines(report: StatusReport, now: Instant) -> tuple[str, ...]:
    """What is worked on, then planned work that is under way; a line each."""
    return (
        *(_incident_line(incident, now) for incident in report.incidents),
        *(_maintenance_line(work, now) for work in report.maintenance),
    )


def _incident_line(incident: StatusIncident, now: Instant) -> str:
    parts = [incident.name, tr(_INCIDENT[incident.state])]
    if incident.since is not None:
        parts.append(tr("siden {time}", time=since_label(incident.since, now)))
    return " · ".join((*parts, *_touching(incident.components)))


def _maintenance_line(work: Maintenance, now: Instant) -> str:
    parts = [work.name, tr("vedlikehold")]
    if work.until is not None:
        parts.append(tr("til {time}", time=since_label(work.until, now)))
    return " · ".join((*parts, *_touching(work.components)))


def _touching(components: tuple[str, ...]) -> tuple[str, ...]:
    """The parts it is about: by name while they are few."""
    if len(components) > 3:
        return (ntr("{count} del", "{count} deler", len(components)),)
    return (", ".join(components),) if components else ()
