"""Open windows: when support is ordinary and free. Everything else is after hours.

From the first opening of chat or telephone to the last close of an open day, lunch and closures
for a meeting included unless the policy has lunch as after hours. Days the policy lists are closed
besides the calendar's.
"""

from __future__ import annotations

from collections.abc import Iterable

from whenever import Date, Instant

from console.domain.billing.policy import Policy
from console.domain.billing.stretches import Seconds, length, without
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import HoursState, segments
from console.domain.instants import wall


class OpenWindows:
    """The open windows of one calendar under one policy; each day is laid out once."""

    def __init__(self, calendar: WorkCalendar, policy: Policy) -> None:
        self._calendar = calendar
        self._closed = policy.extra_closed_days
        self._states = (
            {HoursState.OPEN}
            if policy.lunch_is_after_hours
            else {HoursState.OPEN, HoursState.LUNCH, HoursState.MEETING}
        )
        self._days: dict[Date, list[Seconds]] = {}

    def hold(self, second: int) -> bool:
        """Whether that second lies in an open window."""
        return length(self.outside([(second, second + 1)])) == 0

    def outside(self, stretches: Iterable[Seconds]) -> list[Seconds]:
        """What of the stretches is after hours."""
        return [left for one in stretches for left in without([one], self._between(*one))]

    def _between(self, start: int, end: int) -> list[Seconds]:
        """The windows of every day that the stretch touches."""
        date, last = _day(start), _day(end)
        found: list[Seconds] = []
        while date <= last:
            found += self._of_day(date)
            date = date.add(days=1)
        return found

    def _of_day(self, date: Date) -> list[Seconds]:
        if date not in self._days:
            self._days[date] = [] if date in self._closed else self._laid_out(date)
        return self._days[date]

    def _laid_out(self, date: Date) -> list[Seconds]:
        return [
            (segment.start.timestamp(), segment.end.timestamp())
            for segment in segments(self._calendar, date)
            if segment.state in self._states
        ]


def _day(second: int) -> Date:
    return wall(Instant.from_timestamp(second)).date()
