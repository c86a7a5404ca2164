"""The time a person types: ISO date and time, Oslo's unless an offset says otherwise; or HH:MM."""

from __future__ import annotations

import re

from whenever import (
    Instant,
    OffsetDateTime,
    PlainDateTime,
    RepeatedTime,
    SkippedTime,
    ZonedDateTime,
)

from console.domain.hours.opening_hours import HoursError, parse_time_of_day
from console.domain.instants import OSLO, wall
from console.domain.language import tr

FIRST_YEAR, LAST_YEAR = 1970, 2199
"""Years the hours answer for; holidays outside them are guesswork."""

_OFFSET = re.compile(r"(Z|[+-]\d\d(:?\d\d)?)$", re.IGNORECASE)
_DATE_AND_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", re.IGNORECASE)


def parse_time(text: str) -> Instant:
    """The instant a person typed: `2026-11-23T10:42`, with seconds or an offset if they like.

    Without an offset it is Europe/Oslo. Raises `HoursError`, saying what to type instead, for a
    time that does not exist or exists twice, a date without a time, and what cannot be read.
    """
    typed = text.strip()
    if not _DATE_AND_TIME.match(typed):
        raise _unreadable(text)
    try:
        if _OFFSET.search(typed[len("2026-11-23T10:42") :]):
            at = OffsetDateTime.parse_iso(typed).to_instant()
        else:
            at = _in_oslo(PlainDateTime.parse_iso(typed))
    except HoursError:
        raise
    except ValueError as unreadable:
        raise _unreadable(text) from unreadable
    return checked(at)


def parse_time_today(text: str, now: Instant) -> Instant:
    """The instant of a field that takes `HH:MM`, today in Oslo, or all that `parse_time` takes."""
    if re.fullmatch(r"\s*\d{1,2}:\d\d\s*", text):
        return _in_oslo(wall(now).date().at(parse_time_of_day(text)))
    return parse_time(text)


def checked(at: Instant) -> Instant:
    """The instant itself; raises `HoursError` outside the years the hours answer for."""
    # Compared in UTC: the first and last hours of the range are nobody's concern.
    year = at.to_fixed_offset().year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise HoursError(
            tr(
                "Åpningstidene gjelder årene {first} til {last}, ikke {year}. Skriv et annet år.",
                first=FIRST_YEAR,
                last=LAST_YEAR,
                year=year,
            )
        )
    return at


def _in_oslo(typed: PlainDateTime) -> Instant:
    try:
        return typed.assume_tz(OSLO, disambiguation="raise").to_instant()
    except RepeatedTime as twice:
        raise _twice(typed) from twice
    except SkippedTime as skipped:
        raise _never(typed) from skipped


def _twice(typed: PlainDateTime) -> HoursError:
    return HoursError(
        tr(
            "{typed} finnes to ganger den natten (klokken stilles tilbake). "
            "Skriv {first} eller {second}.",
            typed=typed.format_iso(),
            first=_with_offset(typed.assume_tz(OSLO, disambiguation="earlier")),
            second=_with_offset(typed.assume_tz(OSLO, disambiguation="later")),
        )
    )


def _never(typed: PlainDateTime) -> HoursError:
    # Since 1970 the clock in Oslo has only ever been put forward to a whole hour.
    first_after = typed.assume_tz(OSLO, disambiguation="later").start_of("hour")
    return HoursError(
        tr(
            "{typed} finnes ikke (klokken stilles frem). Skriv nærmeste tid som finnes, {nearest}.",
            typed=typed.format_iso(),
            nearest=_with_offset(first_after),
        )
    )


def _with_offset(at: ZonedDateTime) -> str:
    return at.to_fixed_offset().format_iso()


def _unreadable(text: str) -> HoursError:
    return HoursError(
        tr(
            "«{text}» er ikke en dato med klokkeslett. Skriv for eksempel 2026-11-23T10:42.",
            text=text[:80],
        )
    )
