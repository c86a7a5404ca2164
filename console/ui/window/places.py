"""The places one can go to, with their figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from console.domain.language import ntr, tr
from console.widgets.rail import Place

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.live import LiveValue
    from console.desk.tally import Counts

OVERVIEW, MINE = "overview", "mine"
CHAT, TELEPHONE, MAIL, ESCALATIONS = "chat", "telephone", "mail", "escalations"
ONCALL, TEAM, SEARCH, SETTINGS = "oncall", "team", "search", "settings"

_COUNTED = (OVERVIEW, MINE, CHAT, TELEPHONE, MAIL, ESCALATIONS)


def first_places() -> tuple[Place, ...]:
    """The rail before there is a desk: no figures are known."""
    return _places(dict.fromkeys(_COUNTED, None), 0)


def places(desk: Desk, incidents: int) -> tuple[Place, ...]:
    """The rail's places with their figures. `incidents` are those that are open."""
    live = desk.live.overview
    counts: dict[str, Counts | None] = {
        OVERVIEW: live.urgent.counts.value,
        MINE: desk.backlog.mine.counts.value,
        CHAT: live.chat.counts.value,
        TELEPHONE: live.telephone.counts.value,
        MAIL: desk.backlog.mail.counts.value,
        ESCALATIONS: live.escalations.counts.value,
    }
    return _places(counts, incidents)


def counted(desk: Desk) -> tuple[LiveValue[Counts], ...]:
    """What the figures of the places are made from."""
    live = desk.live.overview
    lanes = (live.urgent, live.chat, live.telephone, live.escalations)
    return (*(lane.counts for lane in lanes), desk.backlog.mail.counts, desk.backlog.mine.counts)


def _places(counts: Mapping[str, Counts | None], incidents: int) -> tuple[Place, ...]:
    return (
        _counted(OVERVIEW, tr("Oversikt"), "kanban", counts[OVERVIEW]),
        _counted(MINE, tr("Mine"), "user", counts[MINE]),
        _counted(CHAT, tr("Chat"), "message-circle", counts[CHAT]),
        _counted(TELEPHONE, tr("Telefon"), "phone", counts[TELEPHONE]),
        _counted(MAIL, tr("E-post"), "mail", counts[MAIL]),
        _counted(ESCALATIONS, tr("Eskaleringer"), "corner-up-right", counts[ESCALATIONS]),
        _on_call(incidents),
        Place(TEAM, tr("Team"), "users", group=1),
        Place(SEARCH, tr("Søk"), "search", group=2),
        Place(SETTINGS, tr("Innstillinger"), "sliders-horizontal", group=2),
    )


def _on_call(incidents: int) -> Place:
    name = tr("Vakt")
    if not incidents:
        return Place(ONCALL, name, "moon", group=1)
    count = ntr("{count} åpen hendelse", "{count} åpne hendelser", incidents)
    return Place(ONCALL, name, "moon", group=1, count=str(incidents), whole=f"{name}, {count}")


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
