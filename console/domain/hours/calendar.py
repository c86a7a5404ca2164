"""Which days are working days, and why the others are not.

A working day is one of the working weekdays that is neither a Norwegian public holiday nor a
closed day the lead has entered.
"""

from __future__ import annotations

from whenever import Date

from console.domain.hours.opening_hours import Interval, LiveChannel, OpeningHours
from console.domain.hours.public_holidays import is_public_holiday, public_holiday


class WorkCalendar:
    """The hours of the house laid upon dates. It holds no state but the hours it was given."""

    def __init__(self, hours: OpeningHours) -> None:
        self.hours = hours
        self._closes_early = {short.date: short.closes for short in hours.short_days}

    def is_working_day(self, date: Date) -> bool:
        """Whether people are at work that day."""
        return (
            date.day_of_week() in self.hours.working_weekdays
            and date not in self.hours.closed_days
            and not is_public_holiday(date)
        )

    def holiday_name(self, date: Date) -> str | None:
        """The public holiday's name in the language in use; None on any other day."""
        return public_holiday(date)

    def is_short_day(self, date: Date) -> bool:
        """Whether chat and telephone close early that day."""
        return date in self._closes_early

    def open_intervals(
        self, date: Date, channel: LiveChannel | None = None
    ) -> tuple[Interval, ...]:
        """When one channel (or, with None, at least one of them) is open that day, in order.

        A short day cuts what comes after its close; closures for meetings are not counted here.
        """
        if not self.is_working_day(date):
            return ()
        intervals = (
            _joined((*self.hours.chat, *self.hours.telephone))
            if channel is None
            else self.hours.intervals(channel)
        )
        close = self._closes_early.get(date)
        if close is None:
            return intervals
        return tuple(
            Interval(interval.start, min(interval.end, close))
            for interval in intervals
            if interval.start < close
        )


def _joined(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """The same hours without overlaps, in order."""
    joined: list[Interval] = []
    for interval in sorted(intervals):
        if joined and interval.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, interval.end))
        else:
            joined.append(interval)
    return tuple(joined)
