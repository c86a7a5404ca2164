"""One day cut into stretches of one state each: what the day rail draws and `opening` reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from whenever import Date, Instant, Time

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import Interval, LiveChannel
from console.domain.instants import OSLO, wall


class HoursState(StrEnum):
    """What the desk, or one channel of it, is at a moment."""

    OPEN = "open"
    """Chat or telephone is open."""
    LUNCH = "lunch"
    """Between the opening intervals of one day."""
    MEETING = "meeting"
    """Closed by an extra closure inside opening hours; behaves like lunch."""
    BACKLOG = "backlog"
    """At work without chat and telephone: the e-mail hours."""
    CLOSED = "closed"
    """Nobody is at work."""


@dataclass(frozen=True, slots=True)
class Segment:
    """From `start` up to, not including, `end`: one state."""

    start: Instant
    end: Instant
    state: HoursState


def segments(
    calendar: WorkCalendar, date: Date, channel: LiveChannel | None = None
) -> tuple[Segment, ...]:
    """The whole Oslo day from midnight to midnight (23 to 25 hours), in order, without gaps.

    Neighbours differ in state. Without a channel it is the desk as a whole: open when at least
    one of chat and telephone is.
    """
    midnight, next_midnight = at_wall(date, Time()), at_wall(date.add(days=1), Time())
    if not calendar.is_working_day(date):
        return (Segment(midnight, next_midnight, HoursState.CLOSED),)
    within = calendar.opening_hours(date, channel)
    plan = _Plan(
        at_work=_span(date, calendar.hours.working),
        within=_span(date, within) if within else None,
        opening=tuple(_span(date, each) for each in calendar.open_intervals(date, channel)),
        closures=tuple(
            (each.start, each.end)
            for each in calendar.hours.closures
            if each.start < next_midnight and each.end > midnight
        ),
    )
    cuts = sorted({midnight, next_midnight, *plan.edges_between(midnight, next_midnight)})
    pieces = (Segment(start, end, plan.state_at(start)) for start, end in pairwise(cuts))
    return tuple(merged(pieces))


def segments_from(
    calendar: WorkCalendar, at: Instant, channel: LiveChannel | None = None
) -> Iterator[Segment]:
    """The segment that holds `at`, then the ones after it without end, joined across midnight.

    The first one begins at the earliest on the day of `at`.
    """
    return merged(
        segment for segment in _day_by_day(calendar, wall(at).date(), channel) if segment.end > at
    )


def merged(pieces: Iterator[Segment]) -> Iterator[Segment]:
    """The same time with neighbours of one state joined."""
    current: Segment | None = None
    for piece in pieces:
        if current is None:
            current = piece
        elif piece.state is current.state:
            current = replace(current, end=piece.end)
        else:
            yield current
            current = piece
    if current is not None:
        yield current


def at_wall(date: Date, time: Time) -> Instant:
    """The instant of an Oslo wall time; one that is skipped counts from before the change."""
    return date.at(time).assume_tz(OSLO, disambiguation="compatible").to_instant()


_Span = tuple[Instant, Instant]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is planned for one working day, as instants."""

    at_work: _Span
    within: _Span | None
    """From the first opening to the close of the day: what is not open in here is lunch."""
    opening: tuple[_Span, ...]
    closures: tuple[_Span, ...]

    def edges_between(self, start: Instant, end: Instant) -> Iterator[Instant]:
        within = (self.within,) if self.within else ()
        for span in (self.at_work, *within, *self.opening, *self.closures):
            yield from (edge for edge in span if start < edge < end)

    def state_at(self, at: Instant) -> HoursState:
        if _holds(self.opening, at):
            return HoursState.MEETING if _holds(self.closures, at) else HoursState.OPEN
        if self.within and _holds((self.within,), at):
            return HoursState.LUNCH
        return HoursState.BACKLOG if _holds((self.at_work,), at) else HoursState.CLOSED


def _holds(spans: tuple[_Span, ...], at: Instant) -> bool:
    return any(start <= at < end for start, end in spans)


def _span(date: Date, interval: Interval) -> _Span:
    return at_wall(date, interval.start), at_wall(date, interval.end)


def _day_by_day(
    calendar: WorkCalendar, date: Date, channel: LiveChannel | None
) -> Iterator[Segment]:
    while True:
        yield from segments(calendar, date, channel)
        date = date.add(days=1)
