"""The day rail tells the working day: stretches to scale, now, and what comes next."""

from __future__ import annotations

import pytest
from whenever import Instant

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.ui.window.day_line import day_line
from console.widgets.day_rail import DayLine

CALENDAR = WorkCalendar(OpeningHours())


def line(time: str, date: str = "2026-11-23") -> DayLine | None:
    return day_line(CALENDAR, Instant.parse_iso(f"{date}T{time}:00+01:00"), "")


def test_a_working_day_has_five_stretches_to_scale() -> None:
    shown = line("10:42")
    assert shown is not None
    assert [span.text for span in shown.spans] == [
        "08 e-post", "09 åpent", "lunsj", "12 åpent", "e-post",
    ]  # fmt: skip
    assert [span.tick for span in shown.spans] == ["", "09", "11:30", "12", "15:30"]
    assert [span.start for span in shown.spans] == [0, 1 / 8, 3.5 / 8, 0.5, 7.5 / 8]
    assert shown.spans[-1].end == 1


@pytest.mark.parametrize(
    ("time", "coming"),
    [
        ("08:05", "åpner om 55 min"),
        ("10:42", "lunsj om 48 min"),
        ("11:30", "åpner om 30 min"),
        ("12:00", "stenger om 3 t 30 min"),
        ("15:30", "slutt om 30 min"),
    ],
)
def test_what_comes_next_is_told_with_how_long_it_is(time: str, coming: str) -> None:
    shown = line(time)
    assert shown is not None
    assert (shown.now_text, shown.next_text) == (time, coming)


def test_when_nobody_is_at_work_there_is_no_rail() -> None:
    assert line("07:59") is None
    assert line("16:00") is None
    assert line("10:00", "2026-11-22") is None
