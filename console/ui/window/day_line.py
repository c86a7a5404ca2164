"""The day rail's content: the working day's stretches to scale, now, and the next change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whenever import Instant

from console.domain.hours.day import HoursState, Segment, segments
from console.domain.instants import seconds_between, wall
from console.domain.language import tr
from console.domain.wording import clock_time
from console.widgets.day_rail import DayLine, DaySpan, SpanKind

if TYPE_CHECKING:
    from console.domain.hours.calendar import WorkCalendar

_KINDS = {
    HoursState.OPEN: SpanKind.OPEN,
    HoursState.LUNCH: SpanKind.PAUSE,
    HoursState.MEETING: SpanKind.PAUSE,
    HoursState.BACKLOG: SpanKind.WORK,
}


def day_line(calendar: WorkCalendar, now: Instant, sentence: str) -> DayLine | None:
    """The rail of the day that `now` lies in, or None when nobody is at work now."""
    at_work = [
        each for each in segments(calendar, wall(now).date()) if each.state is not HoursState.CLOSED
    ]
    if not at_work or not at_work[0].start <= now < at_work[-1].end:
        return None
    start, whole = at_work[0].start, seconds_between(at_work[0].start, at_work[-1].end)

    def share(at: Instant) -> float:
        return seconds_between(start, at) / whole

    return DayLine(
        spans=tuple(_span(each, share(each.start), share(each.end)) for each in at_work),
        now=share(now),
        now_text=clock_time(now),
        next_text=_next_text(at_work, now),
        whole=sentence,
    )


def _span(segment: Segment, start: float, end: float) -> DaySpan:
    word, hour = _word(segment.state), _hour(segment.start)
    if segment.state in (HoursState.LUNCH, HoursState.MEETING):
        return DaySpan(start, end, SpanKind.PAUSE, word, hour)
    tick = hour if ":" in hour or start > 0 else ""
    text = word if ":" in hour else tr("{hour} {word}", hour=hour, word=word)
    return DaySpan(start, end, _KINDS[segment.state], text, tick)


def _word(state: HoursState) -> str:
    match state:
        case HoursState.OPEN:
            return tr("åpent")
        case HoursState.LUNCH:
            return tr("lunsj")
        case HoursState.MEETING:
            return tr("møte")
        case HoursState.BACKLOG:
            return tr("e-post")
        case HoursState.CLOSED:
            return tr("stengt")


def _hour(at: Instant) -> str:
    """`09`, or `11:30` off the hour."""
    time = wall(at).time()
    return f"{time.hour:02}" if time.minute == 0 else clock_time(at)


def _next_text(at_work: list[Segment], now: Instant) -> str:
    current = next(each for each in at_work if each.start <= now < each.end)
    following = next((each for each in at_work if each.start == current.end), None)
    state = HoursState.CLOSED if following is None else following.state
    return tr(
        "{what} om {time}", what=_coming(state), time=_left(seconds_between(now, current.end))
    )


def _coming(state: HoursState) -> str:
    match state:
        case HoursState.OPEN:
            return tr("åpner")
        case HoursState.LUNCH:
            return tr("lunsj")
        case HoursState.MEETING:
            return tr("møte")
        case HoursState.BACKLOG:
            return tr("stenger")
        case HoursState.CLOSED:
            return tr("slutt")


def _left(seconds: float) -> str:
    """`48 min`, `2 t 5 min`."""
    minutes = max(1, -int(-seconds // 60))
    if minutes < 60:
        return tr("{minutes} min", minutes=minutes)
    hours, rest = divmod(minutes, 60)
    if rest == 0:
        return tr("{hours} t", hours=hours)
    return tr("{hours} t {minutes} min", hours=hours, minutes=rest)
