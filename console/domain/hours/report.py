"""What the `hours` command answers: one JSON object for programs, one sentence for people.

Four states are told: a closure for a meeting behaves like lunch and is told as lunch; the reason
keeps them apart.
"""

from __future__ import annotations

from typing import TypedDict

from whenever import Instant

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import HoursState, segments_from
from console.domain.hours.opening import Change, state_at
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.wording import clock_time, date_label


class NextChange(TypedDict):
    """When the told state next differs, and to what."""

    at: str
    state: str


class HoursReport(TypedDict):
    """The object of `hours --json`; times are ISO 8601 with Oslo's offset."""

    at: str
    state: str
    after_hours: bool
    reason: str
    next_change: NextChange


def hours_report(calendar: WorkCalendar, at: Instant) -> HoursReport:
    """The JSON object for an instant; `state` is open, lunch, backlog or closed.

    Raises `HoursError` outside the years 1970-2199.
    """
    now = state_at(calendar, at)
    change = _next_told_change(calendar, at)
    return {
        "at": _iso(at),
        "state": _told(now.state).value,
        "after_hours": now.after_hours,
        "reason": now.reason,
        "next_change": {"at": _iso(change.at), "state": change.state.value},
    }


def hours_sentence(calendar: WorkCalendar, at: Instant) -> str:
    """The same for people: `man. 23. nov. 10:42: åpent. Lunsj fra 11:30. Innenfor åpningstid.`"""
    now = state_at(calendar, at)
    change = _next_told_change(calendar, at)
    today, day = wall(at).date(), wall(change.at).date()
    when = clock_time(change.at)
    if day != today:
        when = tr("{day} kl. {time}", day=date_label(day, today), time=when)
    return tr(
        "{day} {time}: {state}. {next} {when}. {after_hours}",
        day=date_label(today, today),
        time=clock_time(at),
        state=_state_words(now.state, now.reason),
        next=_next_words(state_at(calendar, change.at).state),
        when=when,
        after_hours=tr("Utenfor åpningstid.") if now.after_hours else tr("Innenfor åpningstid."),
    )


def _told(state: HoursState) -> HoursState:
    return HoursState.LUNCH if state is HoursState.MEETING else state


def _next_told_change(calendar: WorkCalendar, at: Instant) -> Change:
    coming = segments_from(calendar, at)
    told_now = _told(next(coming).state)
    following = next(each for each in coming if _told(each.state) is not told_now)
    return Change(following.start, _told(following.state))


def _state_words(state: HoursState, reason: str) -> str:
    match state:
        case HoursState.BACKLOG | HoursState.OPEN | HoursState.LUNCH | HoursState.MEETING:
            return reason
        case HoursState.CLOSED:
            return tr("stengt ({reason})", reason=reason)


def _next_words(state: HoursState) -> str:
    match state:
        case HoursState.OPEN:
            return tr("Åpner")
        case HoursState.LUNCH:
            return tr("Lunsj fra")
        case HoursState.MEETING:
            return tr("Møte fra")
        case HoursState.BACKLOG:
            return tr("E-post fra")
        case HoursState.CLOSED:
            return tr("Stenger")


def _iso(at: Instant) -> str:
    return wall(at).to_fixed_offset().format_iso()
