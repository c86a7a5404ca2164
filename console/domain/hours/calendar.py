"""Which days are working days, and why the others are not.

A working day is one of the working weekdays that is neither a Norwegian public holiday nor a
closed day the lead has entered.
"""

from __future__ import annotations

from whenever import Date, Time

from console.domain.hours.opening_hours import Interval, LiveChannel, OpeningHours
from console.domain.hours.public_holidays import is_public_holiday, public_holiday


class WorkCalendar:
    """The hours of the house laid upon dates. It holds no state but the hours it was given."""

    def __init__(self, hours: OpeningHours) -> None:
        self.hours = hours
        self._of_desk = _joined((*hours.chat, *hours.telephone))
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

    def opening_hours(self, date: Date, channel: LiveChannel | None = None) -> Interval | None:
        """From the first opening to the last close of that day, lunch included; None when none.

        One channel's, or with None both together. A short day moves the end, also into lunch;
        outside of this, critical support is after hours.
        """
        intervals = self._ordinary(channel) if self.is_working_day(date) else ()
        close = self._closes_early.get(date, Time.MAX)
        if not intervals or close <= intervals[0].start:
            return None
        return Interval(intervals[0].start, min(intervals[-1].end, close))

    def open_intervals(
        self, date: Date, channel: LiveChannel | None = None
    ) -> tuple[Interval, ...]:
        """When one channel (or, with None, at least one of them) is open that day, in order.

        Closures for meetings are not counted here.
        """
        hours = self.opening_hours(date, channel)
        if hours is None:
            return ()
        return tuple(
            Interval(each.start, min(each.end, hours.end))
            for each in self._ordinary(channel)
            if each.start < hours.end
        )

    def _ordinary(self, channel: LiveChannel | None) -> tuple[Interval, ...]:
        return self._of_desk if channel is None else self.hours.intervals(channel)


def _joined(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """The same hours without overlaps, in order."""
    joined: list[Interval] = []
    for interval in sorted(intervals):
        if joined and interval.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, interval.end))
        else:
            joined.append(interval)
    return tuple(joined)
