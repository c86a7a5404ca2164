"""A note to oneself is kept by itself, and stays where it was typed when the store is away."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from fakes.clock import FakeClock
from fixtures.house import House
from fixtures.waiting import until

from console.data.pocket import Pocket
from console.data.queries.personal_notes import personal_note
from console.desk.errors import ActFailed
from console.desk.own_note import OwnNotes
from console.desk.tasks import Tasks
from console.desk.workers import Workers
from console.domain.ids import CaseId
from console.domain.people import Person

pytestmark = pytest.mark.asyncio


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


@pytest_asyncio.fixture
async def notes(
    workers: Workers, pocket: Pocket, clock: FakeClock, me: Person, tasks: Tasks
) -> AsyncIterator[OwnNotes]:
    mine = OwnNotes(workers, pocket, clock, me, tasks.spawn)
    yield mine
    await mine.stop()


def stored(house: House, me: Person, case: CaseId) -> str:
    found = house.store.read(personal_note, me.id, case)
    return "" if found is None else found.text


def take_away(house: House) -> None:
    with house.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE personal_note RENAME TO away")


def bring_back(house: House) -> None:
    with house.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO personal_note")


async def test_what_is_typed_is_saved_by_itself_and_told(
    notes: OwnNotes, house: House, me: Person, case: CaseId
) -> None:
    assert await notes.load(case) == ""
    notes.type(case, "Spør")
    notes.type(case, "Spør Ola")
    await until(notes.kept, lambda: notes.kept.value.words == "lagret 09:41")
    assert stored(house, me, case) == "Spør Ola"
    assert await notes.load(case) == "Spør Ola"


async def test_a_note_of_yesterday_says_so(notes: OwnNotes, case: CaseId, clock: FakeClock) -> None:
    notes.type(case, "Spør Ola")
    await notes.flush()
    clock.advance(86400)
    await notes.load(case)
    assert notes.kept.value.words == "lagret man. 23. nov. 09:41"


async def test_what_the_store_does_not_take_stays_is_told_and_is_tried_again(
    notes: OwnNotes, house: House, me: Person, case: CaseId
) -> None:
    take_away(house)
    notes.type(case, "Spør Ola")
    with pytest.raises(ActFailed):
        await notes.flush()
    assert not notes.kept.value.is_kept
    assert notes.kept.value.words.startswith("Ikke lagret ennå: ")
    assert await notes.load(case) == "Spør Ola"
    bring_back(house)
    await until(notes.kept, lambda: notes.kept.value.is_kept)
    assert stored(house, me, case) == "Spør Ola"


async def test_what_the_store_never_took_is_there_at_the_next_start(
    house: House,
    workers: Workers,
    pocket: Pocket,
    clock: FakeClock,
    me: Person,
    tasks: Tasks,
    case: CaseId,
) -> None:
    before = OwnNotes(workers, pocket, clock, me, tasks.spawn)
    take_away(house)
    before.type(case, "Spør Ola")
    await before.stop()
    bring_back(house)
    after = OwnNotes(workers, pocket, clock, me, tasks.spawn)
    assert await after.load(case) == "Spør Ola"
    await until(after.kept, lambda: after.kept.value.words == "lagret 09:41")
    assert stored(house, me, case) == "Spør Ola"
    assert await after.load(case) == "Spør Ola"
    await after.stop()
