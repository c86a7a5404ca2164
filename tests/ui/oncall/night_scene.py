"""Scenes of a night, made of a log alone: what the cockpit's words are told of."""

from __future__ import annotations

from collections.abc import Sequence

from whenever import Instant

from console.desk.oncall.views import IncidentView
from console.domain.billing.policy import Policy
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import IncidentId, PersonId, new_uuid
from console.domain.oncall.incident import (
    ClosingNote,
    GivenVerdict,
    Incident,
    IncidentState,
    Product,
    Verdict,
)
from console.domain.oncall.log_lines import log_lines
from console.domain.oncall.work_done import work_done
from console.domain.oncall.work_log import LogEntry
from console.domain.people import Person, Role
from console.ui.oncall.scene import Scene

TUVA = Person(PersonId(1), "tuva", "Tuva Berg", frozenset({Role.TECHNICIAN}))
MAGNUS = Person(PersonId(2), "magnus", "Magnus Lie", frozenset({Role.TECHNICIAN}))
KEY = IncidentId(new_uuid())
_PEOPLE = {person.id: person for person in (TUVA, MAGNUS)}


def at(time: str) -> Instant:
    """A time of the night."""
    return Instant.parse_iso(f"2026-11-24T{time}+01:00")


def night_scene(
    entries: Sequence[LogEntry],
    now: str,
    verdict: Verdict | None = Verdict.THIRD_PARTY,
    reported: str = "02:31:00",
    over: str = "",
) -> Scene:
    """An incident with this log, as Tuva sees it."""
    given = () if verdict is None else (GivenVerdict(verdict, "x", at(now), TUVA.id),)
    incident = Incident(
        KEY, 1, "Kassene", Product.POS, None, "", "", "", at(reported), None, None,
        IncidentState.OVER if over else IncidentState.OPEN, at(over) if over else None,
        ClosingNote(), 0, given, (), tuple(entries),
    )  # fmt: skip
    done = work_done(entries, {person.id: person.login for person in _PEOPLE.values()})
    view = IncidentView(
        incident=incident,
        done=done,
        lines=log_lines(entries, ()),
        mine=next((one for one in done.running if one.person == TUVA.id), None),
        stands_still=None,
        idle_since=None,
        here_only=frozenset(),
        waiting=0,
        problems=(),
        note_saved_at=None,
        their_note=None,
        away_since=None,
    )
    calendar = WorkCalendar(OpeningHours())
    return Scene(view, at(now), TUVA, _PEOPLE, None, Policy(), calendar)
