"""An alarm is a state: it begins, passes to more people and ends on exact seconds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes.live_work import call, chat
from hypothesis import given
from hypothesis import strategies as st
from whenever import Instant
from worked_tables import Row, oslo, rows

from console.domain.alarms import (
    Alarm,
    Staff,
    Stage,
    Unserved,
    alarms,
    alarms_the_desk,
    next_change,
    rings_for,
    unserved_call,
    unserved_chat,
    unserved_report,
)
from console.domain.calls import CallState
from console.domain.chats import ChatState, Offer
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import IncidentId, PersonId, new_uuid
from console.domain.targets import Targets
from console.domain.waiting import Waiting

CALENDAR = WorkCalendar(OpeningHours())
WAITING = Waiting(WorkingTime(CALENDAR), Targets())
INCIDENT = IncidentId(new_uuid())
PRESENT = frozenset(map(PersonId, (1, 2, 3)))
LEAD = PersonId(9)
START = oslo("2026-11-23T10:41:00")


def staff(ready: frozenset[PersonId]) -> Staff:
    return Staff(ready, ready, PRESENT, frozenset({LEAD}))


def _people(text: str) -> frozenset[PersonId]:
    return frozenset(PersonId(int(number)) for number in text.split(";") if number)


def _at(text: str) -> Instant:
    return oslo(f"2026-11-23T{text}")


def _unserved(row: Row) -> Unserved | None:
    began = _at(row["began"])
    to, _, until = row["offer"].partition(" until ")
    match row["kind"]:
        case "chat":
            offer = Offer(PersonId(int(to)), _at(until)) if to else None
            return unserved_chat(chat(1, waiting_since=began, offer=offer), WAITING)
        case "call" | "pos_call" as kind:
            rung_to = PersonId(int(to)) if to else None
            ringing = call(1, began_at=began, is_pos=kind == "pos_call", rung_to=rung_to)
            return unserved_call(ringing, WAITING)
        case _:
            return unserved_report(INCIDENT, began, WAITING)


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=row["why"]) for row in rows("alarms_worked.csv")]
)
def test_the_alarm_is_the_worked_one(row: Row) -> None:
    work = _unserved(row)
    assert work is not None
    there, now = staff(_people(row["ready"])), _at(row["at"])
    told = [(alarm.stage, alarm.people) for alarm in alarms([work], there, now)]
    assert told == ([(row["stage"], _people(row["people"]))] if row["stage"] else [])
    coming = next_change([work], there, now)
    assert coming == (_at(row["next_change"]) if row["next_change"] else None)


@pytest.mark.parametrize("state", [ChatState.ACTIVE, ChatState.LEFT, ChatState.ENDED])
def test_a_chat_that_is_taken_or_whose_visitor_is_gone_rings_for_nobody(state: ChatState) -> None:
    assert unserved_chat(chat(1, state=state), WAITING) is None


@pytest.mark.parametrize("state", [CallState.TALKING, CallState.ENDED])
def test_a_call_that_is_answered_or_given_up_rings_for_nobody(state: CallState) -> None:
    assert unserved_call(call(1, state=state), WAITING) is None


works = st.builds(
    lambda kind, began, to, length: _made(kind, START.add(seconds=began), to, length),
    st.sampled_from(["chat", "call", "pos_call", "critical"]),
    st.integers(-400, 60),
    st.none() | st.integers(1, 3),
    st.integers(1, 60),
)


def _made(kind: str, began: Instant, to: int | None, length: int) -> Unserved:
    if kind == "critical":
        return unserved_report(IncidentId(new_uuid()), began, WAITING)
    if kind == "chat":
        offer = None if to is None else Offer(PersonId(to), began.add(seconds=length))
        made = unserved_chat(chat(1, waiting_since=began, offer=offer), WAITING)
    else:
        rung_to = None if to is None else PersonId(to)
        ringing = call(1, began_at=began, is_pos=kind == "pos_call", rung_to=rung_to)
        made = unserved_call(ringing, WAITING)
    assert made is not None
    return replace(made, key=f"{kind}:{new_uuid()}")


staffs = st.frozensets(st.sampled_from(sorted(PRESENT))).map(staff)


@given(st.lists(works, max_size=4), staffs)
def test_the_next_change_is_the_first_second_at_which_something_else_rings(
    waiting: list[Unserved], there: Staff
) -> None:
    """Second by second against what was foretold."""
    foretold, ringing = next_change(waiting, there, START), alarms(waiting, there, START)
    for second in range(1, 420):
        now = START.add(seconds=second)
        if foretold is None or now < foretold:
            assert alarms(waiting, there, now) == ringing
        else:
            assert now == foretold
            assert alarms(waiting, there, now) != ringing
            foretold, ringing = next_change(waiting, there, now), alarms(waiting, there, now)


@given(st.lists(works, max_size=4), staffs, st.integers(0, 600), st.randoms())
def test_two_windows_that_know_the_same_ring_the_same(
    waiting: list[Unserved], there: Staff, second: int, chance: st.randoms
) -> None:
    now, shuffled = START.add(seconds=second), list(waiting)
    chance.shuffle(shuffled)
    assert alarms(shuffled, there, now) == alarms(waiting, there, now)


@given(works, staffs)
def test_nothing_is_ever_given_up_in_silence(work: Unserved, there: Staff) -> None:
    (alarm,) = alarms([work], there, work.due_at.add(hours=9))
    assert alarm.stage is Stage.LEAD
    assert alarm.people == PRESENT | {LEAD}


@given(st.lists(works, min_size=1, max_size=4), staffs, st.integers(0, 600))
def test_work_that_is_taken_ends_its_own_alarm_and_no_other(
    waiting: list[Unserved], there: Staff, second: int
) -> None:
    now = START.add(seconds=second)
    taken, *rest = waiting
    before = alarms(waiting, there, now)
    left = tuple(alarm for alarm in before if alarm.key != taken.key)
    assert alarms(rest, there, now) == left


def test_each_hears_ones_own_and_the_furthest_comes_first() -> None:
    offered = unserved_chat(
        chat(1, waiting_since=START, offer=Offer(PersonId(1), START.add(seconds=20))), WAITING
    )
    late = unserved_chat(chat(2, waiting_since=START.subtract(seconds=70)), WAITING)
    assert offered is not None
    assert late is not None
    ringing = alarms([offered, late], staff(PRESENT), START)
    assert [alarm.stage for alarm in ringing] == [Stage.LEAD, Stage.OFFERED]
    assert [alarm.stage for alarm in rings_for(ringing, PersonId(2))] == [Stage.LEAD]
    assert [alarm.stage for alarm in rings_for(ringing, LEAD)] == [Stage.LEAD]
    assert rings_for(ringing, PersonId(1)) == ringing
    assert rings_for(ringing, PersonId(77)) == ()
    assert isinstance(ringing[0], Alarm)


@pytest.mark.parametrize(
    ("reported", "is_desks"),
    [
        ("2026-11-23T07:59:59", False),
        ("2026-11-23T08:00:00", True),
        ("2026-11-23T08:59:59", True),
        ("2026-11-23T09:00:00", False),
        ("2026-11-23T11:45:00", False),
        ("2026-11-23T15:29:59", False),
        ("2026-11-23T15:30:00", True),
        ("2026-11-23T15:59:59", True),
        ("2026-11-23T16:00:00", False),
        ("2026-11-21T12:00:00", False),
    ],
)
def test_a_critical_report_alarms_the_desk_while_people_work_and_we_are_closed(
    reported: str, is_desks: bool
) -> None:
    assert alarms_the_desk(CALENDAR, oslo(reported)) == is_desks
