"""The places one can go to, with their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.domain.language import ntr, tr
from console.widgets.rail import Place

if TYPE_CHECKING:
    from console.desk.tally import Counts

OVERVIEW, MINE = "overview", "mine"
CHAT, TELEPHONE, MAIL, ESCALATIONS = "chat", "telephone", "mail", "escalations"
ONCALL, TEAM, SEARCH, SETTINGS = "oncall", "team", "search", "settings"


def places(
    mail: Counts | None,
    mine: Counts | None,
    escalations: Counts | None = None,
    incidents: int = 0,
) -> tuple[Place, ...]:
    """The rail's places; figures once there is a desk. `incidents` are those that are open."""
    return (
        _counted(MAIL, tr("E-post"), "mail", mail),
        _counted(MINE, tr("Mine"), "user", mine),
        _counted(ESCALATIONS, tr("Eskaleringer"), "corner-up-right", escalations),
        _on_call(incidents),
        Place(SETTINGS, tr("Innstillinger"), "sliders-horizontal", group=1),
    )


def _on_call(incidents: int) -> Place:
    name = tr("Vakt")
    if not incidents:
        return Place(ONCALL, name, "moon")
    count = ntr("{count} åpen hendelse", "{count} åpne hendelser", incidents)
    return Place(ONCALL, name, "moon", count=str(incidents), whole=f"{name}, {count}")


def _counted(key: str, name: str, icon: str, counts: Counts | None) -> Place:
    if counts is None:
        return Place(key, name, icon)
    late = ntr("{count} sen", "{count} sene", counts.late)
    waiting = ntr("{count} venter", "{count} venter", counts.waiting)
    figures = [waiting] if counts.waiting else []
    figures += [late] if counts.late else []
    return Place(
        key=key,
        name=name,
        icon=icon,
        count=str(counts.waiting) if counts.waiting else "",
        late=str(counts.late) if counts.late else "",
        whole=", ".join([name, *figures]),
    )
