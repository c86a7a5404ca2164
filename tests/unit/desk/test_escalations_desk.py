"""Escalations at the desk: the lane's groups and clocks, the case's part, and what waits."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import pytest
import pytest_asyncio
from fakes.cases import case as a_case
from fakes.clock import FakeClock
from fixtures.house import House
from fixtures.waiting import until
from whenever import Instant

from console.data.commands.cases import close_case, set_topic, take_case
from console.data.commands.escalations import (
    answer_escalation,
    escalate,
    take_back,
    take_up,
    tell_customer_by,
)
from console.data.feed import Cursor, newest, news
from console.data.queries.escalations import escalations_of_case
from console.data.store import Store
from console.desk.acts import Acts, Done
from console.desk.backlog_rows import BacklogRow, RowMaker
from console.desk.board import Board
from console.desk.case_draft import escalation_scope
from console.desk.drafts import Drafts
from console.desk.entries import unsent_entries
from console.desk.errors import ActFailed, Fenced
from console.desk.escalations import Escalations
from console.desk.escalations_acts import EscalationActs
from console.desk.escalations_rows import escalation_lines, lane_row
from console.desk.live import LiveValue
from console.desk.tally import Counts
from console.desk.tasks import Tasks
from console.desk.unsent import Unsent
from console.desk.visitors import Visitors
from console.desk.workers import Workers
from console.domain.escalations import (
    Escalation,
    EscalationState,
    EscalationTarget,
    NewEscalation,
    OpenEscalation,
    Standing,
)
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import CaseId, EscalationId, PersonId
from console.domain.people import Person
from console.domain.targets import Targets
from console.domain.waiting import Waiting
from console.domain.waits import Meaning

WAITING = Waiting(WorkingTime(WorkCalendar(OpeningHours())), Targets())
NOW = Instant.parse_iso("2026-11-23T10:42:00+01:00")


def escalation(number: int, by: str, **fields: Any) -> Escalation:
    """One that was asked on Monday at eight."""
    plain: dict[str, Any] = {
        "id": EscalationId(number),
        "version": 1,
        "case": CaseId(number),
        "target": EscalationTarget.DEVELOPMENT,
        "reason": f"Spørsmål {number}\nMed mer under.",
        "gap_reason": "",
        "evidence": (),
        "owner": "",
        "reference": "",
        "state": EscalationState.ASKED,
        "next_word_by": Instant.parse_iso(by),
        "opened_at": Instant.parse_iso("2026-11-23T08:00:00+01:00"),
        "opened_by": None,
        "answer": "",
        "answered_at": None,
        "answered_by": None,
        "closed_at": None,
        "closed_by": None,
    }
    return Escalation(**{**plain, **fields})


def standing(number: int, by: str, **fields: Any) -> Standing:
    one = escalation(number, by, **fields)
    return Standing(one, one.opened_at)


def lane(*these: Standing) -> tuple[BacklogRow, ...]:
    found = [OpenEscalation(each, a_case(each.escalation.case)) for each in these]
    board = Board(PersonId(1))
    board.take(lane_row(each, WAITING, NOW, ()) for each in found)
    return board.escalations.rows.rows


ANSWERED = {"state": EscalationState.ANSWERED, "answer": "Ja.", "answered_at": NOW}


def test_what_is_due_today_comes_first_then_what_is_answered_then_the_rest() -> None:
    rows = lane(
        standing(1, "2026-11-25T10:00:00+01:00"),
        standing(2, "2026-11-23T15:30:00+01:00"),
        standing(3, "2026-11-24T12:00:00+01:00", **ANSWERED),
        standing(4, "2026-11-23T12:00:00+01:00", **ANSWERED),
        standing(5, "2026-11-20T12:00:00+01:00"),
    )
    assert [row.who if row.is_head else row.key for row in rows] == [
        "Skal ha ord i dag",
        "escalation:5",
        "escalation:4",
        "escalation:2",
        "Svar kommet",
        "escalation:3",
        "Senere",
        "escalation:1",
    ]
    assert [row.count for row in rows if row.is_head] == [3, 1, 1]


def test_a_row_says_whose_it_is_whom_was_asked_what_and_by_when() -> None:
    _, row = lane(
        standing(7, "2026-11-23T12:00:00+01:00", reference="DEV-1490", **ANSWERED),
    )
    assert (row.who, row.what, row.tail) == (
        "Kari Nordmann",
        "Utvikling · Spørsmål 7",
        "DEV-1490",
    )
    assert [mark.text for mark in row.marks] == ["Svar"]
    assert row.clock is not None
    assert (row.clock.below, row.clock.meaning) == ("innen 12:00", Meaning.CALM)


def test_a_row_is_late_from_its_very_second() -> None:
    one = OpenEscalation(standing(1, "2026-11-23T10:42:00+01:00"), a_case(1))
    before = lane_row(one, WAITING, NOW.subtract(seconds=1), ()).row.clock
    then = lane_row(one, WAITING, NOW, ()).row.clock
    assert before is not None
    assert then is not None
    assert (before.meaning, then.meaning) == (Meaning.SOON, Meaning.LATE)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Utvikling · ikke tatt opp ennå"),
        (
            {"state": EscalationState.IN_WORK, "owner": "Ola", "reference": "DEV-1490"},
            "Utvikling · DEV-1490 · hos Ola",
        ),
        (ANSWERED, "Utvikling · svar kommet"),
    ],
)
def test_the_case_tells_how_far_it_has_come(fields: Mapping[str, Any], words: str) -> None:
    (line,) = escalation_lines([standing(1, "2026-11-25T10:00:00+01:00", **fields)], WAITING, NOW)
    assert (line.title, line.words) == ("Spørsmål 1", words)


def test_what_is_over_stands_in_the_timeline_alone() -> None:
    over = {"state": EscalationState.TAKEN_BACK, "closed_at": NOW}
    assert escalation_lines([standing(1, "2026-11-25T10:00:00+01:00", **over)], WAITING, NOW) == ()


class AtTheLane:
    """The live lane, the feed that it hears, and how often it read the store."""

    def __init__(self, live: Escalations, house: House, readings: list[str]) -> None:
        self.live = live
        self.house = house
        self.readings = readings
        self._cursor = house.store.read(newest)

    async def hears(self, holds: Callable[[], object]) -> None:
        """The next of the feed; waits until this came of it."""
        found = self.house.store.read(news, self._cursor)
        self._cursor = found.cursor
        touched = {item.case for item in found.items if item.case is not None}
        self.live.hear(found.items, [self.house.open(case).summary for case in touched])
        await until(self.live.rows, holds)

    def rows(self) -> list[BacklogRow]:
        return [row for row in self.live.rows.rows if not row.is_head]

    def heads(self) -> list[str]:
        return [row.who for row in self.live.rows.rows if row.is_head]


@pytest_asyncio.fixture
async def at_lane(
    house: House, workers: Workers, clock: FakeClock, tasks: Tasks, sunniva: PersonId
) -> AtTheLane:
    maker = RowMaker(WAITING.working, Targets(), sunniva)
    there: LiveValue[Mapping[CaseId, Visitors]] = LiveValue({})
    readings: list[str] = []

    def spawn(reading: Coroutine[Any, Any, Any], name: str) -> None:
        readings.append(name)
        tasks.spawn(reading, name)

    live = Escalations(workers, clock, maker, Board(sunniva), spawn, there)
    live.read_again()
    await until(live.is_read, lambda: live.is_read.value)
    return AtTheLane(live, house, readings)


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


def new(house: House, case: CaseId, **fields: Any) -> NewEscalation:
    plain: dict[str, Any] = {
        "case": case,
        "target": EscalationTarget.PRODUCT,
        "reason": "Kan det gjøres?",
        "next_word_by": house.clock.now().add(hours=30),
    }
    return NewEscalation(**{**plain, **fields})


def asked(house: House, case: CaseId, who: PersonId) -> EscalationId:
    return EscalationId(house.act(who, escalate, new(house, case)).answer["escalation"])


@pytest.mark.asyncio
async def test_the_lane_follows_every_step(
    at_lane: AtTheLane, house: House, case: CaseId, jonas: PersonId
) -> None:
    key = asked(house, case, jonas)
    await at_lane.hears(at_lane.rows)
    assert [(row.key, row.case) for row in at_lane.rows()] == [(f"escalation:{key}", case)]
    assert at_lane.live.counts.value == Counts(waiting=1, oldest="0 m")
    house.act(jonas, take_up, key, "Guro", "PRO-3")
    await at_lane.hears(lambda: at_lane.rows()[0].tail == "PRO-3")
    house.act(jonas, answer_escalation, key, "I første kvartal.")
    await at_lane.hears(lambda: at_lane.heads() == ["Svar kommet"])
    found = at_lane.live.find(f"escalation:{key}")
    assert found is not None
    assert found.answer == "I første kvartal."


@pytest.mark.asyncio
async def test_what_is_taken_back_leaves_the_lane(
    at_lane: AtTheLane, house: House, case: CaseId, jonas: PersonId
) -> None:
    key = asked(house, case, jonas)
    await at_lane.hears(at_lane.rows)
    house.act(jonas, take_back, key, "Kunden fant det ut.")
    await at_lane.hears(lambda: not at_lane.rows())
    assert at_lane.live.counts.value == Counts()


@pytest.mark.asyncio
async def test_the_lane_moves_with_another_time_and_with_the_clock(
    at_lane: AtTheLane, house: House, case: CaseId, jonas: PersonId, clock: FakeClock
) -> None:
    key = asked(house, case, jonas)
    house.act(jonas, tell_customer_by, key, clock.now().add(minutes=10), "De svarer snart.")
    await at_lane.hears(lambda: at_lane.heads() == ["Skal ha ord i dag"])
    clock.advance(600)
    at_lane.live.tick()
    assert at_lane.live.counts.value.late == 1


@pytest.mark.asyncio
async def test_a_solved_case_still_owes_its_customer_a_word(
    at_lane: AtTheLane, house: House, case: CaseId, jonas: PersonId
) -> None:
    asked(house, case, jonas)
    house.act(jonas, close_case, case, house.open(case).seen)
    await at_lane.hears(at_lane.rows)
    assert [row.case for row in at_lane.rows()] == [case]


@pytest.mark.asyncio
async def test_what_happens_elsewhere_is_not_read_for(
    at_lane: AtTheLane, house: House, case: CaseId, jonas: PersonId
) -> None:
    """A busy morning of mail costs the lane nothing."""
    house.act(jonas, take_case, case)
    house.act(jonas, set_topic, case, "shipping")
    found = house.store.read(news, Cursor(house.store.read(newest).epoch, 0))
    at_lane.live.hear(found.items, [house.open(case).summary])
    assert at_lane.readings == ["read escalations"]


@pytest_asyncio.fixture
async def acts(
    workers: Workers, clock: FakeClock, me: Person, unsent: Unsent
) -> tuple[EscalationActs, Acts]:
    all_acts = Acts(workers, clock, me, unsent)
    return EscalationActs(all_acts.do, clock), all_acts


def stored(store: Store, case: CaseId) -> list[Escalation]:
    return [each.escalation for each in store.read(escalations_of_case, case)]


@pytest.mark.asyncio
async def test_an_escalation_is_told_and_undone(
    acts: tuple[EscalationActs, Acts], house: House, case: CaseId
) -> None:
    done = await acts[0].escalate(new(house, case))
    assert (done.words, done.can_be_undone) == ("Sendt til produkt", True)
    await acts[1].undo(done)
    assert [one.state for one in stored(house.store, case)] == [EscalationState.TAKEN_BACK]


@pytest.mark.asyncio
async def test_a_step_on_the_way_has_no_way_back(
    acts: tuple[EscalationActs, Acts], house: House, case: CaseId, jonas: PersonId
) -> None:
    asked(house, case, jonas)
    (one,) = stored(house.store, case)
    steps: list[Done] = [
        await acts[0].take_up(one, "Guro", "PRO-3"),
        await acts[0].tell_customer_by(one, house.clock.now().add(hours=50), "De er bortreist."),
        await acts[0].answer(one, "I første kvartal."),
        await acts[0].close(one),
    ]
    assert [step.can_be_undone for step in steps] == [False] * 4
    assert stored(house.store, case)[0].state is EscalationState.DONE


@pytest.mark.asyncio
async def test_who_missed_a_colleagues_is_told_by_whom(
    acts: tuple[EscalationActs, Acts], house: House, case: CaseId, jonas: PersonId
) -> None:
    asked(house, case, jonas)
    with pytest.raises(Fenced) as refused:
        await acts[0].escalate(new(house, case))
    assert "Jonas Tveit: Eskalerte til produkt: Kan det gjøres?" in refused.value.missed[0]


@pytest.mark.asyncio
async def test_written_without_the_store_it_waits_and_goes_when_the_store_is_back(
    acts: tuple[EscalationActs, Acts],
    unsent: Unsent,
    house: House,
    case: CaseId,
    me: Person,
) -> None:
    unsent.lose("Lageret svarer ikke")
    done = await acts[0].escalate(new(house, case))
    assert "Ikke lagret – lageret svarer ikke" in done.words
    (entry,) = unsent_entries(unsent.waiting.value, case, me)
    assert (entry.meta, entry.state_text) == ("Eskalerte saken", "ikke sendt · venter på lageret")
    assert stored(house.store, case) == []
    unsent.follow(house.store.read(newest))
    await until(unsent.waiting, lambda: not unsent.waiting.value)
    assert [one.reason for one in stored(house.store, case)] == ["Kan det gjøres?"]


@pytest.mark.asyncio
async def test_one_that_waited_and_came_too_late_is_a_draft_again(
    acts: tuple[EscalationActs, Acts],
    unsent: Unsent,
    house: House,
    case: CaseId,
    jonas: PersonId,
    drafts: Drafts,
) -> None:
    told: list[str] = []
    unsent.told.listen(told.append)
    unsent.lose("Lageret svarer ikke")
    await acts[0].escalate(new(house, case, reason="Haster det?"))
    asked(house, case, jonas)
    unsent.follow(house.store.read(newest))
    await until(unsent.told, lambda: bool(told))
    assert told[0].startswith(f"Sak {case} ble ikke eskalert: Jonas T. eskalerte til produkt")
    assert told[0].endswith("Teksten ligger som utkast.")
    assert (await drafts.load(escalation_scope(case))).text == "Haster det?"
    assert len(stored(house.store, case)) == 1


@pytest.mark.asyncio
async def test_one_that_waits_is_taken_back_to_its_draft(
    acts: tuple[EscalationActs, Acts], unsent: Unsent, house: House, case: CaseId, drafts: Drafts
) -> None:
    unsent.lose("Lageret svarer ikke")
    done = await acts[0].escalate(new(house, case))
    undone = await acts[1].undo(done)
    assert undone.is_draft_again
    assert unsent.waiting.value == ()
    assert (await drafts.load(escalation_scope(case))).text == "Kan det gjøres?"


@pytest.mark.asyncio
async def test_what_the_store_refuses_is_told(
    acts: tuple[EscalationActs, Acts], house: House, case: CaseId
) -> None:
    with pytest.raises(ActFailed, match="Skriv hva de skal svare på"):
        await acts[0].escalate(new(house, case, reason=" "))
