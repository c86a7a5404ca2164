"""What holds of the hours and of working time whatever the instants and the settings are."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import Date, Instant, Time

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import segments
from console.domain.hours.opening import state_at
from console.domain.hours.opening_hours import Closure, LiveChannel, OpeningHours, ShortDay
from console.domain.hours.working_time import WorkingTime

WORKING = WorkingTime(WorkCalendar(OpeningHours()))
START = Instant.from_utc(2015, 1, 1)

dates = st.integers(0, 1500).map(lambda days: Date(2025, 6, 1).add(days=days))
instants = st.integers(0, 16 * 365 * 86400).map(lambda seconds: START.add(seconds=seconds))
two_instants = st.tuples(instants, instants).map(lambda pair: tuple(sorted(pair)))
targets = st.integers(1, 400 * 3600)
channels = st.sampled_from([None, *LiveChannel])


@st.composite
def opening_hours(draw: st.DrawFn) -> OpeningHours:
    short = draw(st.dictionaries(dates, st.integers(0, 15 * 60 + 30), max_size=3))
    closures = draw(
        st.lists(st.tuples(dates, st.integers(0, 1439), st.integers(1, 3000)), max_size=3)
    )
    return OpeningHours(
        closed_days=draw(st.frozensets(dates, max_size=4)),
        short_days=tuple(
            ShortDay(date, Time(minute // 60, minute % 60)) for date, minute in short.items()
        ),
        closures=tuple(
            Closure(begins, begins.add(minutes=length))
            for begins, length in (
                (date.at(Time()).assume_utc().add(minutes=minute), length)
                for date, minute, length in closures
            )
        ),
    )


@given(instants, instants, instants)
def test_working_time_is_additive(first: Instant, second: Instant, third: Instant) -> None:
    parts = WORKING.between(first, second) + WORKING.between(second, third)
    assert parts == WORKING.between(first, third)


@given(two_instants)
def test_working_time_never_runs_backwards_nor_faster_than_the_clock(
    pair: tuple[Instant, Instant],
) -> None:
    start, end = pair
    assert 0 <= WORKING.between(start, end) <= (end - start).total("seconds")
    assert WORKING.between(end, start) == -WORKING.between(start, end)


@given(two_instants)
def test_what_has_passed_was_due_by_now(pair: tuple[Instant, Instant]) -> None:
    start, end = pair
    assert WORKING.due(start, WORKING.between(start, end)) <= end


@given(instants, targets)
def test_a_target_is_used_up_when_it_is_due_and_not_before(start: Instant, seconds: int) -> None:
    due = WORKING.due(start, seconds)
    assert WORKING.between(start, due) == seconds
    assert WORKING.between(start, due.subtract(seconds=1)) == seconds - 1


@given(instants, targets, targets)
def test_a_longer_target_is_due_later(start: Instant, one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    assert WORKING.due(start, shorter) <= WORKING.due(start, longer)


@given(two_instants, targets)
def test_who_waits_longer_is_due_first(pair: tuple[Instant, Instant], seconds: int) -> None:
    earlier, later = pair
    assert WORKING.due(earlier, seconds) <= WORKING.due(later, seconds)


@settings(deadline=None)
@given(opening_hours(), dates, channels)
def test_a_day_is_covered_without_gaps_and_neighbours_differ(
    hours: OpeningHours, date: Date, channel: LiveChannel | None
) -> None:
    calendar = WorkCalendar(hours)
    today = segments(calendar, date, channel)
    tomorrow = segments(calendar, date.add(days=1), channel)
    assert today[-1].end == tomorrow[0].start
    for one, next_one in itertools.pairwise(today):
        assert one.start < one.end == next_one.start
        assert one.state is not next_one.state


@settings(deadline=None)
@given(opening_hours(), dates, st.integers(0, 86399), channels)
def test_the_next_change_is_ahead_and_leads_to_what_it_says(
    hours: OpeningHours, date: Date, second: int, channel: LiveChannel | None
) -> None:
    calendar = WorkCalendar(hours)
    at = date.at(Time()).assume_utc().add(seconds=second)
    now = state_at(calendar, at, channel)
    change = now.next_change
    assert change.at > at
    assert change.state is not now.state
    assert state_at(calendar, change.at, channel).state is change.state
    assert state_at(calendar, change.at.subtract(nanoseconds=1), channel).state is now.state
