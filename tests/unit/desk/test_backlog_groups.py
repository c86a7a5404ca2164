"""The backlog's groups: by the day that somebody began to wait, the oldest first."""

from __future__ import annotations

import pytest
from fakes.cases import case, snoozed, with_customer
from fakes.clock import FakeClock
from whenever import Instant

from console.desk.backlog import Backlog
from console.desk.backlog_rows import RowMaker
from console.domain.cases import CaseKind
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import PersonId
from console.domain.targets import Targets


def at(text: str) -> Instant:
    """An instant by Oslo's winter time."""
    return Instant.parse_iso(f"{text}+01:00")


WEDNESDAY = at("2026-11-25T09:41:00")


@pytest.fixture
def wednesday() -> FakeClock:
    return FakeClock(WEDNESDAY)


@pytest.fixture
def backlog(wednesday: FakeClock) -> Backlog:
    working = WorkingTime(WorkCalendar(OpeningHours()))
    return Backlog(RowMaker(working, Targets(), PersonId(1)), wednesday)


def titles(backlog: Backlog) -> list[str]:
    return [row.who for row in backlog.mail.rows.rows if row.case is None]


def members(backlog: Backlog) -> dict[str, list[int]]:
    """The cases under each heading, in order."""
    found: dict[str, list[int]] = {}
    for row in backlog.mail.rows.rows:
        if row.case is None:
            title = row.who
            found[title] = []
        else:
            found[title].append(row.case)
    return found


def test_days_stand_in_order_the_oldest_first(backlog: Backlog) -> None:
    days = ("25", "24", "23", "22", "21", "20", "19", "18", "10")
    backlog.replace_all(
        [case(int(day), waiting_since=at(f"2026-11-{day}T12:00:00")) for day in days]
    )
    assert titles(backlog) == [
        "Eldre",
        "Fra torsdag",
        "Fra fredag",
        "Fra lørdag",
        "Fra søndag",
        "Fra mandag",
        "Fra i går",
        "I dag",
    ]
    assert members(backlog)["Eldre"] == [10, 18]


def test_what_waits_for_the_customer_and_what_is_put_away_stand_last(backlog: Backlog) -> None:
    until = WEDNESDAY.add(hours=2)
    backlog.replace_all([snoozed(1, snoozed_until=until), with_customer(2), case(3)])
    assert titles(backlog) == ["Fra mandag", "Hos kunden", "Utsatt"]


def test_today_becomes_yesterday_at_midnight_in_oslo(
    backlog: Backlog, wednesday: FakeClock
) -> None:
    wednesday.advance((at("2026-11-25T23:59:30") - WEDNESDAY).total("seconds"))
    backlog.replace_all([case(1, waiting_since=at("2026-11-25T23:58:00"))])
    assert titles(backlog) == ["I dag"]
    wednesday.advance(30)
    backlog.tick()
    assert titles(backlog) == ["Fra i går"]


def test_a_mail_of_friday_is_fridays_on_monday(backlog: Backlog, wednesday: FakeClock) -> None:
    wednesday.advance((at("2026-11-30T08:00:00") - WEDNESDAY).total("seconds"))
    backlog.replace_all(
        [
            case(1, waiting_since=at("2026-11-27T15:00:00")),
            case(2, waiting_since=at("2026-11-29T20:00:00")),
        ]
    )
    assert members(backlog) == {"Fra fredag": [1], "Fra i går": [2]}


def test_a_case_from_a_clock_ahead_of_ours_is_of_today(backlog: Backlog) -> None:
    backlog.replace_all([case(1, waiting_since=at("2026-11-26T00:10:00"))])
    assert titles(backlog) == ["I dag"]


def test_a_heading_counts_its_cases(backlog: Backlog) -> None:
    backlog.replace_all([case(number) for number in range(1, 4)])
    (heading,) = (row for row in backlog.mail.rows.rows if row.case is None)
    assert (heading.who, heading.count, heading.clock) == ("Fra mandag", 3, None)


def test_the_most_urgent_stands_first_in_its_group(backlog: Backlog) -> None:
    """A fault report of the same hour has half the time, so it is twice as urgent."""
    backlog.replace_all(
        [
            case(1, waiting_since=at("2026-11-25T08:00:00")),
            case(2, waiting_since=at("2026-11-25T08:20:00"), kind=CaseKind.BUG),
            case(3, waiting_since=at("2026-11-25T08:10:00")),
        ]
    )
    assert members(backlog)["I dag"] == [2, 1, 3]


def test_equally_urgent_cases_stand_by_when_they_came_then_by_number(backlog: Backlog) -> None:
    """Before eight nobody's working time has begun."""
    backlog.replace_all(
        [
            case(3, waiting_since=at("2026-11-25T09:41:30")),
            case(2, waiting_since=at("2026-11-25T09:41:20")),
            case(1, waiting_since=at("2026-11-25T09:41:30")),
        ]
    )
    assert members(backlog)["I dag"] == [2, 1, 3]
