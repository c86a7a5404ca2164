"""Who is in a case: advice that is told at once, ends by itself, and is one's own to say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes.clock import FakeClock
from fixtures.house import House
from sqlalchemy import func, select, update

from console.data.commands.presence import be_present, leave, stay_present
from console.data.errors import LoginRefused, NotAllowed
from console.data.queries.presence import present
from console.data.store import Store
from console.data.tables.journal import CommandRow, EventRow
from console.data.tables.personal import PresenceRow
from console.data.transaction import new_act
from console.domain.ids import CaseId, PersonId
from console.domain.instants import seconds_between
from console.domain.presence import LASTS_S, Doing

READS, WRITES = Doing.READS, Doing.WRITES
Says = Callable[..., None]


ON_A_SERVER = pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
"""Where machines with clocks of their own meet."""


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


def says(house: House, person: PersonId, what: Callable[..., None], *args: object) -> None:
    house.store.upkeep(new_act(person, house.clock.now()), what, *args)


def seen(house: House) -> set[tuple[int, int, Doing]]:
    """Who is where, as a colleague's desk reads it."""
    there = house.store.read(present, house.clock.now())
    return {(each.person, each.case, each.doing) for each in there}


def age(store: Store, seconds: float) -> None:
    """Lets what was said be so much older."""
    with store.engine.begin() as connection:
        for person, until in connection.execute(select(PresenceRow.person_id, PresenceRow.until)):
            connection.execute(
                update(PresenceRow)
                .where(PresenceRow.person_id == person)
                .values(until=until.add(seconds=-seconds))
            )


def test_who_opens_a_case_is_seen_by_colleagues_until_they_leave(
    house: House, jonas: PersonId, ingrid: PersonId, case: CaseId
) -> None:
    says(house, jonas, stay_present, case, READS)
    says(house, ingrid, be_present, case, WRITES)
    assert seen(house) == {(jonas, case, READS), (ingrid, case, WRITES)}
    says(house, jonas, leave, case)
    assert seen(house) == {(ingrid, case, WRITES)}


def test_it_lasts_25_seconds_by_the_clock_of_whoever_asks(
    house: House, jonas: PersonId, case: CaseId
) -> None:
    says(house, jonas, be_present, case, READS)
    (there,) = house.store.read(present, house.clock.now())
    left_s = seconds_between(house.clock.now(), there.until)
    assert left_s == pytest.approx(LASTS_S, abs=2)
    assert left_s <= LASTS_S


@ON_A_SERVER
def test_a_machine_whose_clock_is_an_hour_wrong_is_seen_all_the_same(
    house: House, jonas: PersonId, case: CaseId
) -> None:
    early = FakeClock(house.clock.now().add(hours=-1))
    house.store.upkeep(new_act(jonas, early.now()), be_present, case, READS)
    assert seen(house) == {(jonas, case, READS)}


def test_who_says_nothing_any_more_is_gone(house: House, jonas: PersonId, case: CaseId) -> None:
    says(house, jonas, be_present, case, WRITES)
    age(house.store, LASTS_S)
    assert seen(house) == set()


def test_renewing_makes_it_last_again(house: House, jonas: PersonId, case: CaseId) -> None:
    says(house, jonas, be_present, case, READS)
    age(house.store, LASTS_S - 1)
    says(house, jonas, stay_present, case, READS)
    age(house.store, LASTS_S - 1)
    assert seen(house) == {(jonas, case, READS)}


def test_two_windows_of_one_person_are_one_who_writes_when_either_does(
    house: House, jonas: PersonId, case: CaseId
) -> None:
    says(house, jonas, be_present, case, WRITES)
    says(house, jonas, stay_present, case, READS)
    assert seen(house) == {(jonas, case, WRITES)}
    says(house, jonas, be_present, case, READS)
    assert seen(house) == {(jonas, case, READS)}


def test_a_window_that_died_while_writing_does_not_keep_another_from_reading(
    house: House, jonas: PersonId, case: CaseId
) -> None:
    says(house, jonas, be_present, case, WRITES)
    age(house.store, LASTS_S)
    says(house, jonas, stay_present, case, READS)
    assert seen(house) == {(jonas, case, READS)}


def test_nothing_of_it_is_in_the_journal(house: House, jonas: PersonId, case: CaseId) -> None:
    def kept() -> tuple[int, int]:
        with house.store.engine.connect() as connection:
            events = connection.scalar(select(func.count()).select_from(EventRow))
            commands = connection.scalar(select(func.count()).select_from(CommandRow))
        return events or 0, commands or 0

    before = kept()
    says(house, jonas, be_present, case, WRITES)
    says(house, jonas, leave, case)
    assert kept() == before


def test_nobody_in_particular_is_nowhere(house: House, case: CaseId) -> None:
    with pytest.raises((NotAllowed, LoginRefused)):
        says(house, PersonId(4711), be_present, case, READS)
    assert seen(house) == set()
