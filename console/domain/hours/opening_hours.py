"""The hours the lead sets: working hours, opening intervals, closed and short days, closures.

The defaults are the documents': at work Mon-Fri 08:00-16:00, chat and telephone 09:00-15:30 with
lunch 11:30-12:00. Days and times are Oslo wall time; a closure is a pair of instants.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from whenever import Date, Instant, Time, Weekday

from console.domain.instants import wall
from console.domain.language import tr


class HoursError(ValueError):
    """Hours or a time that cannot be used; the message says what, and what to do."""


class LiveChannel(StrEnum):
    """The channels that open and close; e-mail and forms take mail at any hour."""

    CHAT = "chat"
    TELEPHONE = "telephone"


def hours_and_minutes(time: Time) -> str:
    """`09:05`."""
    return f"{time.hour:02}:{time.minute:02}"


def parse_time_of_day(text: str) -> Time:
    """`"09:00"` as a time of day; raises `HoursError`."""
    hour, colon, minute = text.strip().partition(":")
    try:
        if not (colon and hour.isdecimal() and minute.isdecimal() and len(minute) == 2):
            raise ValueError(text)
        return Time(int(hour), int(minute))
    except ValueError as unreadable:
        raise HoursError(
            tr("«{text}» er ikke et klokkeslett. Skriv for eksempel 09:00.", text=text)
        ) from unreadable


def _require_whole_minutes(time: Time) -> None:
    if time.second or time.nanosecond:
        raise HoursError(
            tr("{time} har sekunder. Åpningstider settes i hele minutter.", time=time.format_iso())
        )


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `start` up to, not including, `end`, within one day, in whole minutes."""

    start: Time
    end: Time

    def __post_init__(self) -> None:
        for time in (self.start, self.end):
            _require_whole_minutes(time)
        if self.start >= self.end:
            raise HoursError(
                tr("{interval} slutter ikke etter at det begynner. Bytt om tidene.", interval=self)
            )

    @classmethod
    def parse(cls, text: str) -> Interval:
        """`"09:00-11:30"`; raises `HoursError`."""
        start, dash, end = text.partition("-")
        if not dash:
            raise HoursError(tr("«{text}» er ikke et tidsrom. Skriv 09:00-11:30.", text=text))
        return cls(parse_time_of_day(start), parse_time_of_day(end))

    def __str__(self) -> str:
        return f"{hours_and_minutes(self.start)}-{hours_and_minutes(self.end)}"


@dataclass(frozen=True, slots=True, order=True)
class ShortDay:
    """A day on which chat and telephone close early; work goes on as on other days."""

    date: Date
    closes: Time

    def __post_init__(self) -> None:
        _require_whole_minutes(self.closes)


@dataclass(frozen=True, slots=True, order=True)
class Closure:
    """Chat and telephone closed for a while ("stengt for møte"); `reason` is the lead's words."""

    start: Instant
    end: Instant
    reason: str = ""

    def __post_init__(self) -> None:
        if self.start >= self.end:
            start, end = wall(self.start), wall(self.end)
            raise HoursError(
                tr(
                    "Stengingen {start} slutter {end}, ikke etter at den begynner. Rett tidene.",
                    start=start.format_iso(),
                    end=end.format_iso(),
                )
            )


_OFFICE = Interval(Time(8), Time(16))
_OPEN = (Interval(Time(9), Time(11, 30)), Interval(Time(12), Time(15, 30)))
_MONDAY_TO_FRIDAY = frozenset(
    {Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY}
)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """All the hours of the house, validated as a whole; raises `HoursError`.

    `chat` and `telephone` are intervals in order, inside `working`; what lies between two of them
    is lunch. Days in `closed_days` are no working days, as public holidays are not.
    """

    working: Interval = _OFFICE
    working_weekdays: frozenset[Weekday] = _MONDAY_TO_FRIDAY
    chat: tuple[Interval, ...] = _OPEN
    telephone: tuple[Interval, ...] = _OPEN
    closed_days: frozenset[Date] = frozenset()
    short_days: tuple[ShortDay, ...] = ()
    closures: tuple[Closure, ...] = ()

    def __post_init__(self) -> None:
        if not self.working_weekdays:
            raise HoursError(tr("Ingen ukedag er arbeidsdag. Velg minst én."))
        for intervals in (self.chat, self.telephone):
            self._check_intervals(intervals)
        self._check_short_days()

    def intervals(self, channel: LiveChannel) -> tuple[Interval, ...]:
        """The ordinary opening intervals of one channel."""
        return self.chat if channel is LiveChannel.CHAT else self.telephone

    def _check_intervals(self, intervals: tuple[Interval, ...]) -> None:
        for earlier, later in itertools.pairwise(intervals):
            if later.start <= earlier.end:
                raise HoursError(
                    tr(
                        "Åpningstidene {earlier} og {later} overlapper eller står i feil "
                        "rekkefølge. Slå dem sammen eller bytt om.",
                        earlier=earlier,
                        later=later,
                    )
                )
        for interval in intervals:
            if interval.start < self.working.start or interval.end > self.working.end:
                raise HoursError(
                    tr(
                        "Åpningstiden {interval} går utenfor arbeidstiden {working}. "
                        "Utvid arbeidstiden først.",
                        interval=interval,
                        working=self.working,
                    )
                )

    def _check_short_days(self) -> None:
        last = max((interval.end for interval in (*self.chat, *self.telephone)), default=None)
        for short in self.short_days:
            if last is not None and short.closes > last:
                raise HoursError(
                    tr(
                        "Den korte dagen {date} stenger {closes}, men en vanlig dag stenger "
                        "{last}. Velg en tidligere tid, eller fjern dagen.",
                        date=short.date.format_iso(),
                        closes=hours_and_minutes(short.closes),
                        last=hours_and_minutes(last),
                    )
                )
        _require_single(short.date for short in self.short_days)


def _require_single(dates: Iterable[Date]) -> None:
    seen: set[Date] = set()
    for date in dates:
        if date in seen:
            raise HoursError(
                tr(
                    "{date} står to ganger blant de korte dagene. Fjern den ene.",
                    date=date.format_iso(),
                )
            )
        seen.add(date)
