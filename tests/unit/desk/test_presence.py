"""Where one is: said when it changes, renewed, and over by itself; colleagues as rows tell them."""

from __future__ import annotations

import asyncio

import pytest
import pytest_asyncio
from fakes.clock import FakeClock
from fixtures.house import House

from console.data.commands.presence import be_present, leave, stay_present
from console.data.queries.people import people
from console.data.queries.presence import present
from console.data.transaction import new_act
from console.desk.live import LiveValue
from console.desk.presence import Whereabouts
from console.desk.tasks import Tasks
from console.desk.visitors import Visitor, Visitors, advice_words, visitors_words
from console.desk.workers import Workers
from console.domain.ids import CaseId, PersonId
from console.domain.people import Person
from console.domain.presence import LASTS_S, RENEW_S, WRITES_S, Doing

pytestmark = pytest.mark.asyncio

READS, WRITES = Doing.READS, Doing.WRITES
JONAS = Visitor("Jonas T.", "JT", READS)


class Desk:
    """What a window has of this: its whereabouts, and a feed that a test turns by hand."""

    def __init__(self, house: House, workers: Workers, me: Person, tasks: Tasks) -> None:
        self.house = house
        self.me = me
        self.has_store = LiveValue(True)
        self._tasks = tasks
        self._people = house.store.read(people)
        self.whereabouts = Whereabouts(
            workers,
            house.clock,
            me,
            tasks.spawn,
            lambda: self._people,
            lambda: self.has_store.value,
        )

    async def told(self) -> list[tuple[int, int, Doing]]:
        """Who is where in the store, once everything has been said."""
        while self._tasks._running:
            await asyncio.gather(*self._tasks._running)
        there = self.house.store.read(present, self.house.clock.now())
        return [(each.person, each.case, each.doing) for each in there]

    def does(self, person: PersonId, command: object, *args: object) -> None:
        """Somebody says where they are at another window, and the feed brings it."""
        act = new_act(person, self.house.clock.now())
        self.house.store.upkeep(act, command, *args)  # type: ignore[arg-type] # any of the three
        self.hear()

    def hear(self) -> None:
        self.whereabouts.hear(self.house.store.read(present, self.house.clock.now()))

    def pass_s(self, seconds: float) -> None:
        """So much time passes, and the desk ticks."""
        self.house.clock.advance(seconds)
        self.whereabouts.tick()


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


@pytest_asyncio.fixture
async def desk(
    house: House, workers: Workers, me: Person, jonas: PersonId, tasks: Tasks, case: CaseId
) -> Desk:
    del jonas, case
    return Desk(house, workers, me, tasks)


async def test_who_opens_a_case_reads_it_until_they_leave(desk: Desk, case: CaseId) -> None:
    desk.whereabouts.enter(case)
    assert await desk.told() == [(desk.me.id, case, READS)]
    desk.whereabouts.leave()
    assert await desk.told() == []


async def test_going_from_case_to_case_leaves_the_former(
    desk: Desk, house: House, case: CaseId
) -> None:
    other = house.arrive("betaling")
    desk.whereabouts.enter(case)
    await desk.told()
    desk.whereabouts.enter(other)
    assert await desk.told() == [(desk.me.id, other, READS)]


async def test_turning_back_and_forth_fast_ends_where_one_is(
    desk: Desk, house: House, case: CaseId
) -> None:
    other = house.arrive("betaling")
    for where in (case, other, case, other, case):
        desk.whereabouts.enter(where)
        await asyncio.sleep(0)
    assert await desk.told() == [(desk.me.id, case, READS)]


async def test_who_presses_a_key_writes_and_reads_again_after_eight_seconds(
    desk: Desk, case: CaseId
) -> None:
    desk.whereabouts.enter(case)
    desk.whereabouts.typed(case)
    assert await desk.told() == [(desk.me.id, case, WRITES)]
    desk.pass_s(WRITES_S - 1)
    desk.whereabouts.typed(case)
    desk.pass_s(WRITES_S - 1)
    assert await desk.told() == [(desk.me.id, case, WRITES)]
    desk.pass_s(1)
    assert await desk.told() == [(desk.me.id, case, READS)]


async def test_it_is_renewed_as_long_as_one_is_there(desk: Desk, case: CaseId) -> None:
    desk.whereabouts.enter(case)
    for _ in range(4):
        assert await desk.told() == [(desk.me.id, case, READS)]
        desk.pass_s(RENEW_S)
    assert await desk.told() == [(desk.me.id, case, READS)]


async def test_between_renewals_the_store_is_left_alone(desk: Desk, case: CaseId) -> None:
    desk.whereabouts.enter(case)
    await desk.told()
    before = desk.house.store.read(present, desk.house.clock.now())
    desk.whereabouts.enter(case)
    for _ in range(9):
        desk.pass_s(1)
    await desk.told()
    (then,) = desk.house.store.read(present, desk.house.clock.now())
    assert (then,) == before


async def test_a_machine_that_says_nothing_any_more_is_gone(desk: Desk, case: CaseId) -> None:
    desk.whereabouts.enter(case)
    await desk.told()
    desk.house.clock.advance(LASTS_S)
    assert await desk.told() == []


async def test_who_is_alone_in_the_house_tells_nobody(
    house: House, workers: Workers, me: Person, tasks: Tasks, case: CaseId
) -> None:
    alone = Desk(house, workers, me, tasks)
    alone.whereabouts.enter(case)
    assert await alone.told() == []


async def test_a_store_that_is_away_is_no_fault_and_is_told_when_it_is_back(
    desk: Desk, case: CaseId, failures: list[BaseException]
) -> None:
    desk.has_store.set(False)
    desk.whereabouts.enter(case)
    desk.whereabouts.typed(case)
    assert await desk.told() == []
    desk.has_store.set(True)
    desk.pass_s(RENEW_S)
    assert await desk.told() == [(desk.me.id, case, READS)]
    assert failures == []


async def test_a_store_that_refuses_is_no_fault_and_is_asked_again(
    desk: Desk, case: CaseId, failures: list[BaseException]
) -> None:
    with desk.house.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE presence RENAME TO away")
    desk.whereabouts.enter(case)
    while desk._tasks._running:
        await asyncio.gather(*desk._tasks._running)
    with desk.house.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO presence")
    desk.pass_s(RENEW_S)
    assert await desk.told() == [(desk.me.id, case, READS)]
    assert failures == []


async def test_a_desk_that_ends_leaves(desk: Desk, case: CaseId) -> None:
    desk.whereabouts.enter(case)
    await desk.told()
    await desk.whereabouts.stop()
    assert await desk.told() == []


async def test_a_window_of_mine_that_leaves_does_not_take_the_other_along(
    desk: Desk, case: CaseId
) -> None:
    desk.whereabouts.enter(case)
    await desk.told()
    desk.does(desk.me.id, leave, case)
    assert await desk.told() == [(desk.me.id, case, READS)]


async def test_who_writes_is_not_said_to_read_by_another_window_of_theirs(
    desk: Desk, case: CaseId
) -> None:
    desk.whereabouts.enter(case)
    desk.whereabouts.typed(case)
    await desk.told()
    desk.does(desk.me.id, stay_present, case, READS)
    assert await desk.told() == [(desk.me.id, case, WRITES)]
    desk.does(desk.me.id, be_present, case, READS)
    assert await desk.told() == [(desk.me.id, case, WRITES)]


async def test_a_colleague_is_told_of_and_i_am_not(
    desk: Desk, case: CaseId, jonas: PersonId
) -> None:
    desk.whereabouts.enter(case)
    await desk.told()
    desk.does(jonas, be_present, case, READS)
    assert desk.whereabouts.visitors.value == {case: (JONAS,)}
    desk.does(jonas, leave, case)
    assert desk.whereabouts.visitors.value == {}


async def test_a_colleague_whose_machine_died_goes_by_the_tick_alone(
    desk: Desk, case: CaseId, jonas: PersonId
) -> None:
    desk.does(jonas, be_present, case, WRITES)
    desk.pass_s(LASTS_S - 1)
    assert case in desk.whereabouts.visitors.value
    told: list[object] = []
    desk.whereabouts.visitors.listen(told.append)
    desk.pass_s(1)
    assert told == [{}]


@pytest.mark.parametrize(
    ("there", "words", "mine", "advice"),
    [
        ((), "", "Hei", ""),
        ((JONAS,), "Jonas T. leser", "Hei", ""),
        (
            (Visitor("Ingrid M.", "IM", WRITES), JONAS),
            "Ingrid M. skriver · Jonas T. leser",
            "Hei",
            "Ingrid M. skriver også her",
        ),
        (
            (Visitor("Ingrid M.", "IM", WRITES), JONAS),
            "Ingrid M. skriver · Jonas T. leser",
            "",
            "Ingrid M. skriver her",
        ),
        (
            (Visitor("Ane B.", "AB", READS), Visitor("Ola N.", "ON", READS), JONAS),
            "Ane B., Ola N. og Jonas T. leser",
            "Hei",
            "",
        ),
    ],
)
async def test_it_is_said_in_a_line(there: Visitors, words: str, mine: str, advice: str) -> None:
    assert (visitors_words(there), advice_words(there, mine)) == (words, advice)


async def test_a_name_of_one_word_has_one_initial(clock: FakeClock) -> None:
    del clock
    people_of = [Person(PersonId(1), "a", name, frozenset()) for name in ("Astrid", "Kari Å Bø")]
    assert [person.initials for person in people_of] == ["A", "KB"]
