"""The opening hours and the working time answer as the worked tables say, row by row."""

from __future__ import annotations

import pytest
from worked_tables import Row, hours_of, instant, rows

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening import state_at
from console.domain.hours.report import hours_report
from console.domain.hours.working_time import WorkingTime


def _named(name: str) -> list[object]:
    return [pytest.param(row, id=row["why"]) for row in rows(name)]


@pytest.mark.parametrize("row", _named("hours_worked.csv"))
def test_the_state_and_the_next_change_are_the_worked_ones(row: Row) -> None:
    now = state_at(WorkCalendar(hours_of(row)), instant(row["at"]))
    assert (now.state, str(now.after_hours).lower()) == (row["state"], row["after_hours"])
    assert now.next_change.at == instant(row["next_change_at"])
    assert now.next_change.state == row["next_state"]


@pytest.mark.parametrize("row", _named("hours_worked.csv"))
def test_the_report_tells_the_worked_state_with_a_meeting_as_lunch(row: Row) -> None:
    report = hours_report(WorkCalendar(hours_of(row)), instant(row["at"]))
    told = {"meeting": "lunch"}.get(row["state"], row["state"])
    assert (report["state"], str(report["after_hours"]).lower()) == (told, row["after_hours"])
    # Where the worked change is one between lunch and a meeting, the told one comes later.
    next_told = {"meeting": "lunch"}.get(row["next_state"], row["next_state"])
    if next_told != told:
        assert report["next_change"] == {"at": row["next_change_at"], "state": next_told}
    else:
        assert instant(report["next_change"]["at"]) > instant(row["next_change_at"])


@pytest.mark.parametrize("row", _named("working_time_worked.csv"))
def test_the_working_seconds_between_are_the_worked_ones(row: Row) -> None:
    working = WorkingTime(WorkCalendar(hours_of(row)))
    start, end = instant(row["start"]), instant(row["end"])
    assert working.between(start, end) == float(row["working_seconds"])
    assert working.elapsed(end) - working.elapsed(start) == float(row["working_seconds"])


@pytest.mark.parametrize("row", _named("working_due_worked.csv"))
def test_the_due_instant_is_the_worked_one(row: Row) -> None:
    working = WorkingTime(WorkCalendar(hours_of(row)))
    due = working.due(instant(row["start"]), float(row["working_seconds"]))
    assert due == instant(row["due_at"])
