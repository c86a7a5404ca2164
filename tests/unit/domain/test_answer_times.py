"""By when one may promise an answer: times that people say, within what the team has promised."""

from __future__ import annotations

import pytest
from whenever import Instant

from console.domain.answer_times import answer_times
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.instants import wall

WORKING = WorkingTime(WorkCalendar(OpeningHours()))
TARGET_S = 8 * 3600


def oslo(day: int, hour: int, minute: int = 0) -> Instant:
    """A day of November 2026; the 23rd is a Monday."""
    return Instant.from_utc(2026, 11, day, hour - 1, minute)


def offered(now: Instant, since: Instant | None = None, target_s: int = TARGET_S) -> list[str]:
    times = answer_times(WORKING, target_s, since, now)
    return [f"{wall(at).day}. {wall(at).hour:02}:{wall(at).minute:02}" for at in times]


def test_the_usual_time_keeps_the_target_and_sooner_ones_follow() -> None:
    assert offered(oslo(23, 11, 20), oslo(23, 11, 8)) == ["24. 11:00", "23. 12:00", "23. 15:00"]


def test_a_friday_afternoon_promises_a_working_day() -> None:
    assert offered(oslo(27, 15, 40)) == ["30. 15:30", "30. 08:30", "30. 11:30"]


def test_what_is_owed_for_long_keeps_what_is_left_of_its_target() -> None:
    assert offered(oslo(23, 15, 0), oslo(23, 8, 0))[0] == "23. 16:00"


@pytest.mark.parametrize("since", [oslo(20, 8), oslo(23, 8, 5)])
def test_a_target_that_is_over_or_nearly_so_is_not_promised(since: Instant) -> None:
    now = oslo(23, 15, 55)
    assert all(at > now for at in answer_times(WORKING, TARGET_S, since, now))


def test_where_nothing_can_be_said_an_hour_of_work_is_promised() -> None:
    assert offered(oslo(23, 15, 55), oslo(20, 8), target_s=60)[0] == "24. 08:30"
