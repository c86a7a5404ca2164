"""Until when a case is usually put away, and reading the time that somebody typed instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from whenever import Date, Instant, Time, Weekday

from console.domain.errors import ToldError
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import at_wall
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.wording import clock_time, moment_label

SOON_H = 2
"""Later today, in clock hours."""

_LOOKED_AHEAD_DAYS = 14
_TIME = re.compile(r"(\d{1,2})[:.]?(\d\d)?")
_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]?(\d{4})?")


class NoSuchTime(ToldError):
    """What was typed is no time ahead; the message says what to type."""


@dataclass(frozen=True)
class SnoozeTime:
    """A time to put a case away until, in words."""

    words: str
    until: Instant


def snooze_times(calendar: WorkCalendar, now: Instant) -> tuple[SnoozeTime, ...]:
    """In two hours, tomorrow when work begins, Monday when work begins; no time twice.

    A day that nobody works is passed over for the next one that somebody does.
    """
    soon = now.add(hours=SOON_H)
    today = wall(now).date()
    times = [SnoozeTime(tr("Om {hours} timer · {time}", hours=SOON_H, time=clock_time(soon)), soon)]
    tomorrow = today.add(days=1)
    days_to_monday = (Weekday.MONDAY.value - today.day_of_week().value) % 7 or 7
    for wanted in (tomorrow, today.add(days=days_to_monday)):
        date = _working_day(calendar, wanted)
        until = at_wall(date, calendar.hours.working.start)
        if all(time.until != until for time in times):
            times.append(SnoozeTime(_words(date, tomorrow, until, now), until))
    return tuple(times)


def typed_time(date: str, time: str, now: Instant) -> Instant:
    """The instant of a day (`24.11.`, empty for today) and a time (`12:30`, `12`) in Oslo.

    A day without a year is the next one to come. Raises NoSuchTime.
    """
    until = at_wall(_typed_date(date, wall(now).date()), _typed_clock(time))
    if until <= now:
        raise NoSuchTime(tr("Tidspunktet er passert. Velg et som ligger frem i tid."))
    return until


def _words(date: Date, tomorrow: Date, until: Instant, now: Instant) -> str:
    if date == tomorrow:
        return tr("I morgen {time}", time=clock_time(until))
    if date.day_of_week() is Weekday.MONDAY and date <= tomorrow.add(days=6):
        return tr("Mandag {time}", time=clock_time(until))
    label = moment_label(until, now)
    return label[:1].upper() + label[1:]


def _working_day(calendar: WorkCalendar, date: Date) -> Date:
    ahead = (date.add(days=days) for days in range(_LOOKED_AHEAD_DAYS))
    return next((day for day in ahead if calendar.is_working_day(day)), date)


def _typed_date(text: str, today: Date) -> Date:
    if not text.strip():
        return today
    found = _DATE.fullmatch(text.strip())
    try:
        if found is None:
            return Date.parse_iso(text.strip())
        day, month = int(found[1]), int(found[2])
        if found[3]:
            return Date(int(found[3]), month, day)
        this_year = Date(today.year, month, day)
        return this_year if this_year >= today else Date(today.year + 1, month, day)
    except ValueError as error:
        raise NoSuchTime(tr("Skriv dagen som 24.11. (eller 24.11.2026).")) from error


def _typed_clock(text: str) -> Time:
    found = _TIME.fullmatch(text.strip())
    try:
        if found is not None:
            return Time(int(found[1]), int(found[2] or 0))
    except ValueError:
        pass
    raise NoSuchTime(tr("Skriv klokkeslettet som 12:30."))
