"""`agent-console oncall`: who is on duty now, and the roster of the coming weeks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click
from whenever import Date, Instant, Time

from console.app.machine_clock import MachineClock
from console.cli.answers import json_option, say, say_json
from console.cli.mistakes import UserError
from console.cli.options import opened, store_option
from console.data.queries.people import people
from console.data.queries.roster import roster as read_roster
from console.desk.hours import read_hours
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import at_wall
from console.domain.hours.local_time import parse_time_today
from console.domain.hours.opening import is_after_hours
from console.domain.hours.opening_hours import HoursError, OpeningHours
from console.domain.ids import PersonId
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.oncall.roster import Roster
from console.domain.oncall.roster_calendar import roster_calendar
from console.domain.oncall.roster_findings import Finding, findings
from console.domain.oncall.roster_report import (
    Team,
    duty_words,
    finding_report,
    finding_words,
    now_report,
    now_sentences,
    shift_report,
    span_words,
)

WEEKS = 8
NOBODY_IS_ON_DUTY = 1


@dataclass(frozen=True)
class _Read:
    roster: Roster
    team: Team
    hours: OpeningHours


@click.group()
def oncall() -> None:
    """Say who is on duty, and what the roster holds."""


@oncall.command()
@click.option("--at", "time", metavar="TIME", help="2026-11-23T02:40, Europe/Oslo; else now.")
@store_option
@json_option
def now(time: str | None, store: str, as_json: bool) -> int:
    """Say who is on duty, who is backup, and until when; exit code 1 when nobody is on duty."""
    at, read = _moment(time), _read(store)
    after_hours = is_after_hours(WorkCalendar(read.hours), at)
    if as_json:
        say_json(now_report(read.roster, read.team, at, after_hours))
    else:
        for sentence in now_sentences(read.roster, read.team, at, after_hours):
            say(sentence)
    is_covered = read.roster.on_duty(at).primary.person is not None
    return 0 if is_covered else NOBODY_IS_ON_DUTY


@oncall.command()
@click.option("--from", "first", metavar="DATE", help="The first day, 2026-11-30; else today.")
@click.option("--weeks", default=WEEKS, show_default=True, type=click.IntRange(1, 104))
@click.option("--ics", type=click.Path(path_type=Path), help="Write a calendar FILE instead.")
@click.option("--person", metavar="LOGIN", help="This person's shifts only.")
@store_option
@json_option
def roster(
    first: str | None,
    weeks: int,
    ics: Path | None,
    person: str | None,
    store: str,
    as_json: bool,
) -> None:
    """Tell the shifts of the coming weeks, and what is wrong with them."""
    at, read = MachineClock().now(), _read(store)
    start = at_wall(wall(at).date() if first is None else _day(first), Time())
    end = at_wall(wall(start).date().add(weeks=weeks), Time())
    whose = None if person is None else _person(read.team, person)
    if ics is not None:
        names = {one.id: one.name for one in read.team.values()}
        text = roster_calendar(read.roster, names, start, end, at, whose)
        # Its line ends are part of the format.
        ics.write_bytes(text.encode())
        if not as_json:
            say(tr("Vaktlisten er skrevet til {file}.", file=ics))
            return
    _tell(read, (start, end), whose, at, as_json)


def _moment(typed: str | None) -> Instant:
    now = MachineClock().now()
    try:
        return now if typed is None else parse_time_today(typed, now)
    except HoursError as error:
        raise UserError(str(error)) from error


def _read(store: str) -> _Read:
    with opened(store) as desk:
        everybody = desk.read(people)
        team = {person.id: person for person in everybody}
        return _Read(desk.read(read_roster), team, desk.read(read_hours))


def _tell(
    read: _Read, span: tuple[Instant, Instant], whose: PersonId | None, at: Instant, as_json: bool
) -> None:
    start, end = span
    shifts = [
        shift
        for shift in read.roster.shifts(start, end)
        if whose is None or shift.duty.person == whose
    ]
    found: list[Finding] = [
        finding
        for finding in findings(read.roster, read.team.values(), start, end)
        if whose is None or finding.person == whose
    ]
    if as_json:
        say_json(
            {
                "from": _iso(start),
                "to": _iso(end),
                "shifts": [shift_report(shift, read.team) for shift in shifts],
                "findings": [finding_report(finding, read.team) for finding in found],
            }
        )
        return
    for shift in shifts:
        words = duty_words(shift.role, shift.duty, read.team)
        say(f"{span_words(shift.start, shift.end, at)}  {words}")
    for finding in found:
        span_told = span_words(finding.start, finding.end, at)
        say(tr("Se på: {what}, {span}", what=finding_words(finding, read.team), span=span_told))


def _day(text: str) -> Date:
    try:
        return Date.parse_iso(text)
    except ValueError:
        raise UserError(
            tr("«{text}» er ikke en dag. Skriv for eksempel 2026-12-24.", text=text)
        ) from None


def _person(team: Team, login: str) -> PersonId:
    found = next((one.id for one in team.values() if one.login == login), None)
    if found is None:
        raise UserError(tr("Ingen heter {login} i lageret. Ingenting ble endret.", login=login))
    return found


def _iso(at: Instant) -> str:
    return wall(at).to_fixed_offset().format_iso()
