"""A practice day without a window: as fast as it goes, or by the clock; and what happened in it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from whenever import Instant

from console.app.practice.alarm_watch import AlarmWatch
from console.app.practice.clock import PracticeClock
from console.app.practice.new_day import NewDay, new_day
from console.app.practice.picture import Picture
from console.app.practice.plan import Practice
from console.app.practice.report import DayReport, faults_of, report_of
from console.data.queries.day import day_count
from console.data.queries.people import people
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.instants import seconds_between
from console.domain.targets import Targets
from console.domain.waiting import Waiting

Wait = Callable[[Instant], None]
"""Returns when the practice day may go on beyond an instant."""


def at_once(_at: Instant) -> None:
    """As fast as it goes."""


def by_the_clock(practice: Practice) -> Wait:
    """At the practice day's speed."""
    clock = PracticeClock(practice.dawn, practice.speed)
    clock.begin()
    never = threading.Event()

    def wait(at: Instant) -> None:
        never.wait(max(0.0, seconds_between(clock.now(), at) / practice.speed))

    return wait


def run_day(practice: Practice, url: str, wait: Wait = at_once) -> DayReport:
    """Makes a store at the URL, lets the whole day go by, and counts. Raises StoreError."""
    day = new_day(practice, url)
    try:
        return _run(practice, day, wait)
    finally:
        day.by_hand.close()
        day.team.close()
        day.store.close()


def _run(practice: Practice, day: NewDay, wait: Wait) -> DayReport:
    working = WorkingTime(WorkCalendar(OpeningHours()))
    watch = AlarmWatch(day.team.picture, day.store.read(people), Waiting(working, Targets()))

    def second(now: Instant) -> None:
        watch.look(now)
        wait(now)

    day.by_hand.run(practice.end or practice.start, second)
    day.by_hand.settle()
    truth, count = day.world.happened(), day.store.read(day_count)
    anew = Picture(day.store)
    anew.follow()
    faults = faults_of(truth, count, day.team.picture, anew)
    anew.close()
    return report_of(practice, truth, count, watch.count(), faults)
