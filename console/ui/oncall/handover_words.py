"""What the desk must know in the morning: the incidents, what was promised, who must rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.domain.hours.day import at_wall
from console.domain.instants import wall
from console.domain.language import ntr, tr
from console.domain.oncall.rest import RestHint, rest_after
from console.domain.wording import clock_time, date_label, since_label
from console.ui.oncall.incident_words import state_badge, who_worked
from console.ui.oncall.money_words import money

if TYPE_CHECKING:
    from whenever import Instant

    from console.domain.billing.work import WorkInterval
    from console.domain.hours.calendar import WorkCalendar
    from console.domain.ids import IncidentId
    from console.domain.oncall.roster import Roster
    from console.ui.oncall.scene import Scene
    from console.widgets.badge import Badge

_FROM_HOUR, _TO_HOUR = 6, 12
"""The morning in which a night is handed over (Oslo wall time)."""

_LOOKED_BACK_DAYS = 7


@dataclass(frozen=True)
class HandoverLine:
    """One incident of the night."""

    incident: IncidentId
    title: str
    facts: str
    state: Badge
    figure: str
    promised: str


@dataclass(frozen=True)
class RestLine:
    """One who was up: until when, and when the day may begin at the earliest."""

    text: str
    warning: str


@dataclass(frozen=True)
class Handover:
    """Finished words; nothing of it when nothing happened."""

    title: str
    figures: str
    lines: tuple[HandoverLine, ...]
    rests: tuple[RestLine, ...]


def handover(
    scenes: Iterable[Scene], now: Instant, calendar: WorkCalendar, roster: Roster | None
) -> Handover | None:
    """The card of this morning; None at another time, and after a quiet night."""
    hour = wall(now).hour
    if not _FROM_HOUR <= hour < _TO_HOUR:
        return None
    start = night_began(calendar, now)
    met = [scene for scene in scenes if _is_of_night(scene, start)]
    if not met:
        return None
    met.sort(key=lambda scene: (scene.is_over, scene.view.incident.reported_at))
    at = clock_time(at_wall(wall(now).date(), calendar.hours.working.start))
    count = ntr("{count} hendelse siden {since}", "{count} hendelser siden {since}", len(met),
                since=since_label(start, now))  # fmt: skip
    rests = _rests(met, start, calendar, roster, now)
    return Handover(tr("Overlevering {time}", time=at), count, tuple(map(_line, met)), rests)


def night_began(calendar: WorkCalendar, now: Instant) -> Instant:
    """When the desk last closed before today: a night after a weekend began on Friday."""
    today = wall(now).date()
    for days in range(1, _LOOKED_BACK_DAYS + 1):
        date = today.subtract(days=days)
        hours = calendar.opening_hours(date)
        if hours is not None:
            return at_wall(date, hours.end)
    return now.subtract(hours=24)


def _is_of_night(scene: Scene, start: Instant) -> bool:
    incident = scene.view.incident
    return incident.reported_at >= start or any(each.at >= start for each in incident.entries)


def _line(scene: Scene) -> HandoverLine:
    incident = scene.view.incident
    reported = tr("meldt {time}", time=since_label(incident.reported_at, scene.now))
    facts = " · ".join(part for part in (incident.shop_name, reported, who_worked(scene)) if part)
    promised = incident.note.promised.strip()
    return HandoverLine(
        incident=incident.id,
        title=incident.title,
        facts=facts,
        state=state_badge(scene),
        figure=money(scene).figure,
        promised=tr("Lovet: {what}", what=promised) if promised else tr("Ingenting er lovet"),
    )


def _rests(
    scenes: list[Scene],
    start: Instant,
    calendar: WorkCalendar,
    roster: Roster | None,
    now: Instant,
) -> tuple[RestLine, ...]:
    worked: dict[str, list[WorkInterval]] = {}
    for scene in scenes:
        for each in scene.view.up_to(now):
            if each.end > start:
                worked.setdefault(each.technician, []).append(each)
    people = {person.login: person for person in scenes[0].people.values()}
    shifts = () if roster is None else roster.shifts(start, now.add(hours=24))
    found = []
    for login, intervals in sorted(worked.items()):
        person = people.get(login)
        own = [each for each in shifts if person and each.duty.person == person.id]
        hint = rest_after(intervals, calendar, own)
        if hint is not None:
            last = max(each.end for each in intervals)
            found.append(_rest(person.short_name if person else login, last, hint, now))
    return tuple(found)


def _rest(name: str, last: Instant, hint: RestHint, now: Instant) -> RestLine:
    text = tr("{name} var oppe til {last}, tidligst i gang {earliest}", name=name,
              last=since_label(last, now), earliest=since_label(hint.earliest, now))  # fmt: skip
    warning = ""
    if hint.working_day is not None and hint.working_day >= last:
        warning = tr("arbeidsdagen begynner {time}", time=clock_time(hint.working_day))
    elif hint.shift is not None:
        day = date_label(wall(hint.shift).date(), wall(now).date())
        warning = tr("vakten begynner {day} {time}", day=day, time=clock_time(hint.shift))
    return RestLine(text, warning)
