"""Working time: the seconds that count towards a target given in working hours.

Working time is the working hours (08:00-16:00) of working days. Lunch counts, and so do meetings
and the rest of a short day: people are at work.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import isfinite

from whenever import Date, Instant

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import at_wall
from console.domain.hours.local_time import LAST_YEAR, checked
from console.domain.hours.opening_hours import HoursError, OpeningHours
from console.domain.instants import wall
from console.domain.language import tr

_ANCHOR_YEAR = 2020
_NANOSECONDS = 1_000_000_000


class WorkingTime:
    """Measures and adds working time; every year is laid out once and kept.

    Inside, all is whole nanoseconds, so that sums neither drift nor depend on the order.
    """

    def __init__(self, calendar: WorkCalendar) -> None:
        self._calendar = calendar
        self._years: dict[int, _Year] = {}
        self._before: dict[int, int] = {_ANCHOR_YEAR: 0}

    @property
    def seconds_of_day(self) -> int:
        """How long a working day is."""
        working = self._calendar.hours.working
        minutes = (working.end.hour - working.start.hour) * 60
        return (minutes + working.end.minute - working.start.minute) * 60

    def elapsed(self, at: Instant) -> float:
        """Working seconds from New Year 2020 in Oslo to `at`; negative before it.

        Raises `HoursError` outside the years 1970-2199.
        """
        return self.elapsed_ns(at) / _NANOSECONDS

    def elapsed_ns(self, at: Instant) -> int:
        """The same as `elapsed`, exactly: whole nanoseconds."""
        number = wall(checked(at)).year
        return self._before_year(number) + self._year(number).elapsed(
            at.timestamp(unit="nanosecond")
        )

    def between(self, start: Instant, end: Instant) -> float:
        """Working seconds from `start` to `end`; negative when `end` comes first."""
        return (self.elapsed_ns(end) - self.elapsed_ns(start)) / _NANOSECONDS

    def due(self, start: Instant, seconds: float) -> Instant:
        """The first instant at which so many working seconds have passed since `start`.

        With nothing to pass it is `start` itself; time used up just at 16:00 is due then, not the
        next morning. Raises `HoursError` for negative or endless seconds and beyond the year 2199.
        """
        if not (isfinite(seconds) and seconds >= 0):
            raise HoursError(
                tr("En frist på {seconds} s kan ikke regnes ut. Sett 0 eller mer.", seconds=seconds)
            )
        wanted = round(seconds * _NANOSECONDS)
        if wanted == 0:
            return start
        target = self.elapsed_ns(start) + wanted
        number = wall(start).year
        while self._before_year(number) + self._year(number).total < target:
            number += 1
            if number > LAST_YEAR:
                raise HoursError(
                    tr("Fristen ligger etter år {year}. Sett en kortere frist.", year=LAST_YEAR)
                )
        return self._year(number).when(target - self._before_year(number))

    def _year(self, number: int) -> _Year:
        if number not in self._years:
            self._years[number] = _laid_out(self._calendar.hours, number)
        return self._years[number]

    def _before_year(self, number: int) -> int:
        """Working nanoseconds from the anchor to the start of the year."""
        if number not in self._before:
            for known in range(_ANCHOR_YEAR, number):
                self._before[known + 1] = self._before[known] + self._year(known).total
            for known in range(_ANCHOR_YEAR, number, -1):
                self._before[known - 1] = self._before[known] - self._year(known - 1).total
        return self._before[number]


@dataclass(frozen=True, slots=True)
class _Year:
    """The working days of a year: when each begins, how long it is, what lies before it (ns)."""

    starts: list[int]
    lengths: list[int]
    passed: list[int]
    """Working time of the year up to the start of each day, and the whole year's at the end."""

    @property
    def total(self) -> int:
        return self.passed[-1]

    def elapsed(self, timestamp: int) -> int:
        day = bisect_right(self.starts, timestamp) - 1
        if day < 0:
            return 0
        return self.passed[day] + min(timestamp - self.starts[day], self.lengths[day])

    def when(self, elapsed: int) -> Instant:
        """The first instant at which so much of the year's working time (above 0) has passed."""
        day = bisect_left(self.passed, elapsed) - 1
        return Instant.from_timestamp(
            self.starts[day] + elapsed - self.passed[day], unit="nanosecond"
        )


@lru_cache(maxsize=64)
def _laid_out(hours: OpeningHours, year: int) -> _Year:
    """Shared by all who reckon with these hours: a desk begins with seven years of them."""
    calendar, working = WorkCalendar(hours), hours.working
    first = Date(year, 1, 1)
    dates = (first.add(days=number) for number in range(first.days_in_year()))
    spans = [
        (
            at_wall(date, working.start).timestamp(unit="nanosecond"),
            at_wall(date, working.end).timestamp(unit="nanosecond"),
        )
        for date in dates
        if calendar.is_working_day(date)
    ]
    lengths = [end - start for start, end in spans]
    return _Year([start for start, _ in spans], lengths, list(accumulate(lengths, initial=0)))
