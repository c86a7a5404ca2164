"""`agent-console hours`: open, lunch, backlog or closed, now or at a time."""

from __future__ import annotations

from dataclasses import replace

import click
from whenever import Date

from console.app.machine_clock import MachineClock
from console.cli.answers import json_option, say, say_json
from console.cli.mistakes import UserError
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.local_time import parse_time_today
from console.domain.hours.opening_hours import HoursError, OpeningHours
from console.domain.hours.report import hours_report, hours_sentence
from console.domain.language import tr


@click.command()
@click.option("--at", "time", metavar="TIME", help="2026-11-23T10:42, Europe/Oslo.")
@click.option("--closed", "closed", metavar="DAY", multiple=True, help="An extra closed day.")
@json_option
def hours(time: str | None, closed: tuple[str, ...], as_json: bool) -> None:
    """Say whether the desk is open at a time, and what comes next."""
    try:
        ordinary = OpeningHours()
        days = ordinary.closed_days | {_day(text) for text in closed}
        calendar = WorkCalendar(replace(ordinary, closed_days=days))
        now = MachineClock().now()
        at = parse_time_today(time, now) if time is not None else now
        if as_json:
            say_json(hours_report(calendar, at))
        else:
            say(hours_sentence(calendar, at))
    except HoursError as error:
        raise UserError(str(error)) from error


def _day(text: str) -> Date:
    try:
        return Date.parse_iso(text)
    except ValueError:
        raise UserError(
            tr("«{text}» er ikke en dag. Skriv for eksempel 2026-12-24.", text=text)
        ) from None
