"""A time that a person types into the log: the night that has two of it asks which one.

Wall time is Oslo's. On the night the clock is set back an hour comes twice, and the one who worked
says which; on the night it is set forward an hour never comes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from whenever import Date, Instant, PlainDateTime, RepeatedTime, SkippedTime, Time, ZonedDateTime

from console.domain.errors import ToldError
from console.domain.hours.local_time import parse_time
from console.domain.instants import OSLO, wall
from console.domain.language import tr

_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
_DAY = r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.?(?:\s?(?P<year>\d{4}))?"
_TYPED = re.compile(rf"(?:{_DAY}\s+(?:kl\.?\s*)?)?{_TIME}", re.IGNORECASE)
_WALL_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeChoice:
    """One of two instants that the same clock face means."""

    at: Instant
    words: str


@dataclass(frozen=True, slots=True)
class TypedTime:
    """Exactly one of them: the instant, two to choose from, or what is wrong in words."""

    at: Instant | None = None
    choices: tuple[TimeChoice, ...] = ()
    problem: str = ""


def typed_time(text: str, now: Instant) -> TypedTime:
    """What a person typed: `02:30` (the last one there was), `25.10. 02:30`, `25.10.2026 02:30:15`,
    or ISO with or without an offset.
    """
    typed = text.strip()
    try:
        if iso := _WALL_ISO.fullmatch(typed):
            return _read(PlainDateTime.parse_iso(f"{iso[1]}T{iso[2]}"), now)
        match = _TYPED.fullmatch(typed)
        return TypedTime(at=parse_time(typed)) if match is None else _short(match, now)
    except (ToldError, ValueError):
        return TypedTime(problem=_unreadable(typed))


def _short(match: re.Match[str], now: Instant) -> TypedTime:
    time = Time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    today = wall(now).date()
    if match["day"] is None:
        last = _read(today.at(time), now)
        has_been = any(at <= now for at in _instants(last))
        return last if has_been else _read(today.subtract(days=1).at(time), now)
    day, month = int(match["day"]), int(match["month"])
    if match["year"] is not None:
        return _read(Date(int(match["year"]), month, day).at(time), now)
    this_year = Date(today.year, month, day)
    past = this_year if this_year <= today else Date(today.year - 1, month, day)
    return _read(past.at(time), now)


def _instants(typed: TypedTime) -> list[Instant]:
    choices = [choice.at for choice in typed.choices]
    return choices if typed.at is None else [typed.at]


def _read(typed: PlainDateTime, now: Instant) -> TypedTime:
    try:
        return TypedTime(at=typed.assume_tz(OSLO, disambiguation="raise").to_instant())
    except RepeatedTime:
        return _one_of_two(typed, now)
    except SkippedTime:
        return TypedTime(problem=_never(typed))


def _one_of_two(typed: PlainDateTime, now: Instant) -> TypedTime:
    first = typed.assume_tz(OSLO, disambiguation="earlier")
    second = typed.assume_tz(OSLO, disambiguation="later")
    if first.to_instant() <= now < second.to_instant():
        return TypedTime(at=first.to_instant())  # the other has not been yet
    face = typed.time().format_iso()[: 8 if typed.second else 5]
    return TypedTime(
        choices=(
            TimeChoice(first.to_instant(), _words(tr("første"), face, first)),
            TimeChoice(second.to_instant(), _words(tr("andre"), face, second)),
        )
    )


def _words(which: str, face: str, at: ZonedDateTime) -> str:
    offset = at.to_fixed_offset().format_iso()[-6:]
    return f"{which} {face} ({offset})"


def _never(typed: PlainDateTime) -> str:
    after = typed.assume_tz(OSLO, disambiguation="later").start_of("hour")
    return tr(
        "{face} den {date} finnes ikke: klokken ble stilt frem til {after}. Skriv en tid fra "
        "{after}, eller en før hullet.",
        face=typed.time().format_iso()[:5],
        date=typed.date().format("DD.MM.YYYY"),
        after=after.time().format_iso()[:5],
    )


def _unreadable(typed: str) -> str:
    return tr(
        "«{text}» er ikke et klokkeslett. Skriv for eksempel 02:30, eller 25.10.2026 02:30.",
        text=typed[:80],
    )
