"""Through every minute of 2026 and 2027 the hours agree with the slow, plain telling."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from minute_walk import FIRST, LAST, OSLO, Extras, Minute, walk
from whenever import Date, Instant, Time

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening import state_at
from console.domain.hours.opening_hours import Closure, OpeningHours, ShortDay
from console.domain.hours.working_time import WorkingTime

ORDINARY = Extras()
EVENTFUL = Extras(
    closed=frozenset({date(2026, 6, 12), date(2026, 12, 24), date(2026, 12, 31), date(2027, 4, 3)}),
    short={
        date(2026, 4, 1): 12 * 60,
        date(2026, 5, 13): 11 * 60 + 45,
        date(2026, 12, 23): 13 * 60,
        date(2027, 3, 24): 11 * 60,
        date(2027, 5, 14): 9 * 60,
        date(2027, 5, 17): 12 * 60,
    },
    meetings={
        date(2026, 3, 12): ((10 * 60, 10 * 60 + 30), (10 * 60 + 30, 11 * 60)),
        date(2026, 3, 30): ((11 * 60, 12 * 60 + 30),),
        date(2026, 10, 26): ((8 * 60 + 30, 9 * 60 + 15), (15 * 60, 16 * 60 + 30)),
        date(2026, 12, 23): ((12 * 60 + 30, 14 * 60),),
        date(2027, 1, 2): ((10 * 60, 11 * 60),),
        date(2027, 6, 1): ((12 * 60, 12 * 60 + 45), (12 * 60 + 15, 13 * 60)),
    },
)


@dataclass(frozen=True)
class Walked:
    minutes: Sequence[Minute]
    calendar: WorkCalendar


@pytest.fixture(scope="module", params=[ORDINARY, EVENTFUL], ids=["ordinary", "eventful"])
def walked(request: pytest.FixtureRequest) -> Walked:
    extras: Extras = request.param
    return Walked(tuple(walk(extras)), WorkCalendar(_entered(extras)))


def test_the_walk_visits_every_minute_of_two_years(walked: Walked) -> None:
    assert len(walked.minutes) == 1_051_200
    assert (walked.minutes[0].at, walked.minutes[-1].at) == (FIRST, LAST - timedelta(minutes=1))


def test_state_after_hours_and_next_change_are_those_of_the_walk(walked: Walked) -> None:
    runs = _runs_of_one_state(walked.minutes)
    for run, following in itertools.pairwise(runs):
        first, last = run[0], run[-1]
        for minute in (first, run[len(run) // 2], last):
            now = state_at(walked.calendar, _instant(minute.at))
            assert (minute.at, now.state, now.after_hours) == (
                minute.at,
                minute.state,
                minute.after_hours,
            )
            assert now.next_change.at == _instant(following[0].at)
            assert now.next_change.state == following[0].state
        just_before = _instant(following[0].at).subtract(nanoseconds=1)
        assert state_at(walked.calendar, just_before).state == first.state


def test_working_time_is_the_number_of_minutes_worked(walked: Walked) -> None:
    working = WorkingTime(walked.calendar)
    start = working.elapsed(_instant(FIRST))
    worked = 0
    for number, minute in enumerate(walked.minutes):
        # Every 37th minute meets each minute of the day in turn; each is still counted.
        if number % 37 == 0:
            assert working.elapsed(_instant(minute.at)) - start == worked * 60, minute
        worked += minute.worked
    assert working.elapsed(_instant(LAST)) - start == worked * 60


def _runs_of_one_state(minutes: Sequence[Minute]) -> list[list[Minute]]:
    runs: list[list[Minute]] = []
    for minute in minutes:
        if runs and runs[-1][-1].state == minute.state:
            runs[-1].append(minute)
        else:
            runs.append([minute])
    return runs


def _instant(at: datetime) -> Instant:
    return Instant.from_timestamp(int(at.timestamp()))


def _entered(extras: Extras) -> OpeningHours:
    return OpeningHours(
        closed_days=frozenset(_date(day) for day in extras.closed),
        short_days=tuple(
            ShortDay(_date(day), Time(minute // 60, minute % 60))
            for day, minute in extras.short.items()
        ),
        closures=tuple(
            Closure(_of_day(day, start), _of_day(day, end))
            for day, meetings in extras.meetings.items()
            for start, end in meetings
        ),
    )


def _date(day: date) -> Date:
    return Date(day.year, day.month, day.day)


def _of_day(day: date, minute: int) -> Instant:
    return _instant(datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=OSLO))
