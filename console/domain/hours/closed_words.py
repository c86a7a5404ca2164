"""What an empty channel says while it is closed: why, and when it opens."""

from __future__ import annotations

from itertools import takewhile

from whenever import Instant

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import HoursState, Segment, segments_from
from console.domain.hours.opening import state_at
from console.domain.hours.opening_hours import LiveChannel
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.wording import clock_time, moment_label

_AHEAD_H = 60 * 24
"""A channel that does not open within two months is not known to open at all."""


def closed_words(calendar: WorkCalendar, at: Instant, channel: LiveChannel) -> str:
    """`Lunsj til 12:00.`, `Stengt. Åpner i morgen 09:00.`; "" while the channel is open.

    Raises `HoursError` outside the years 1970-2199.
    """
    now = state_at(calendar, at, channel)
    if now.state is HoursState.OPEN:
        return ""
    opens = next_opening(calendar, at, channel)
    if opens is None:
        return tr("Stengt.")
    is_short = now.state in (HoursState.LUNCH, HoursState.MEETING)
    if is_short and wall(opens).date() == wall(at).date():
        reason = now.reason[:1].upper() + now.reason[1:]
        return tr("{reason} til {time}.", reason=reason, time=clock_time(opens))
    holiday = calendar.holiday_name(wall(at).date())
    if holiday is not None:
        return tr("Stengt ({reason}). Åpner {when}.", reason=holiday, when=_when(opens, at))
    return tr("Stengt. Åpner {when}.", when=_when(opens, at))


def next_opening(calendar: WorkCalendar, at: Instant, channel: LiveChannel) -> Instant | None:
    """When the channel opens, or has opened where it is open; None where that is not in sight.

    Raises `HoursError` outside the years 1970-2199.
    """
    end = at.add(hours=_AHEAD_H)

    def is_near(segment: Segment) -> bool:
        return segment.start < end

    coming = takewhile(is_near, segments_from(calendar, at, channel))
    return next((each.start for each in coming if each.state is HoursState.OPEN), None)


def _when(opens: Instant, now: Instant) -> str:
    """`09:00` today, `i morgen 09:00`, `man. 30. nov. 09:00`."""
    date, today = wall(opens).date(), wall(now).date()
    if date == today:
        return clock_time(opens)
    if date == today.add(days=1):
        return tr("i morgen {time}", time=clock_time(opens))
    return moment_label(opens, now)
