"""What the desk is at an instant, why, and what comes next.

After hours, from the documents' choice: whenever chat and telephone are closed for the day; lunch
and a closure for a meeting do not count.
"""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Date, Instant

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import HoursState, Segment, segments_from
from console.domain.hours.local_time import checked
from console.domain.hours.opening_hours import LiveChannel
from console.domain.instants import wall
from console.domain.language import tr

_WITHIN_OPENING_HOURS = frozenset({HoursState.OPEN, HoursState.LUNCH, HoursState.MEETING})


@dataclass(frozen=True, slots=True)
class Change:
    """At `at` the state becomes `state`."""

    at: Instant
    state: HoursState


@dataclass(frozen=True, slots=True)
class DayState:
    """The state at an instant; `reason` is text for people, `next_change` the next other state.

    `after_hours` is always the whole desk's: one channel's early close is not yet after hours.
    """

    state: HoursState
    after_hours: bool
    reason: str
    next_change: Change


def state_at(calendar: WorkCalendar, at: Instant, channel: LiveChannel | None = None) -> DayState:
    """The state of the desk as a whole or, with a channel, of that channel.

    Raises `HoursError` outside the years 1970-2199.
    """
    coming = segments_from(calendar, checked(at), channel)
    now, following = next(coming), next(coming)
    return DayState(
        state=now.state,
        after_hours=is_after_hours(calendar, at),
        reason=_reason(calendar, at, now, channel),
        next_change=Change(now.end, following.state),
    )


def is_after_hours(calendar: WorkCalendar, at: Instant) -> bool:
    """Whether critical support at this instant is outside opening hours."""
    return next(segments_from(calendar, checked(at))).state not in _WITHIN_OPENING_HOURS


def _reason(calendar: WorkCalendar, at: Instant, now: Segment, channel: LiveChannel | None) -> str:
    match now.state:
        case HoursState.OPEN:
            return tr("åpent")
        case HoursState.LUNCH:
            return tr("lunsj")
        case HoursState.MEETING:
            return _words_of_closure(calendar, at)
        case HoursState.BACKLOG:
            return _why_backlog(calendar, at, channel)
        case HoursState.CLOSED:
            return _why_closed(calendar, at)


def _words_of_closure(calendar: WorkCalendar, at: Instant) -> str:
    words = (each.reason for each in calendar.hours.closures if each.start <= at < each.end)
    return next(words, "") or tr("stengt for møte")


def _why_backlog(calendar: WorkCalendar, at: Instant, channel: LiveChannel | None) -> str:
    now = wall(at)
    intervals = calendar.open_intervals(now.date(), channel)
    if intervals and now.time() < intervals[0].start:
        return tr("e-post før åpningstid")
    if calendar.is_short_day(now.date()):
        return tr("kort dag")
    return tr("e-post etter stengetid")


def _why_closed(calendar: WorkCalendar, at: Instant) -> str:
    now = wall(at)
    return _day_off(calendar, now.date()) or (
        tr("før arbeidstid")
        if now.time() < calendar.hours.working.start
        else tr("etter arbeidstid")
    )


def _day_off(calendar: WorkCalendar, date: Date) -> str | None:
    if holiday := calendar.holiday_name(date):
        return holiday
    if date in calendar.hours.closed_days:
        return tr("stengt dag")
    return None if calendar.is_working_day(date) else tr("helg")
