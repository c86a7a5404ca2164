"""A note to oneself about a case: kept, changed, taken away, and nobody else's to read."""

from __future__ import annotations

import pytest
from fixtures.house import House
from fixtures.team_store import TeamStore
from sqlalchemy import func, select

from console.data.commands.personal_notes import keep_personal_note
from console.data.errors import NotFound
from console.data.queries.personal_notes import personal_note
from console.data.tables.journal import EventRow
from console.data.transaction import new_act
from console.domain.ids import CaseId, PersonId

ON_A_SERVER = pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
"""One file has no logins."""


def notes(house: House, person: PersonId, case: CaseId, text: str) -> None:
    house.store.upkeep(new_act(person, house.clock.now()), keep_personal_note, case, text)


def read(house: House, login: str, person: PersonId, case: CaseId) -> str:
    """The person's note, as a login finds it."""
    store = house.store.of(login) if isinstance(house.store, TeamStore) else house.store
    found = store.read(personal_note, person, case)
    return "" if found is None else found.text


def test_a_note_is_there_until_it_is_emptied(house: House, jonas: PersonId) -> None:
    case = house.arrive("frakt")
    assert read(house, "jonas", jonas, case) == ""
    notes(house, jonas, case, "Spør Ola om frakt")
    notes(house, jonas, case, "Spør Ola om frakt til Svalbard")
    assert read(house, "jonas", jonas, case) == "Spør Ola om frakt til Svalbard"
    notes(house, jonas, case, "  ")
    assert read(house, "jonas", jonas, case) == ""


def test_each_has_their_own_for_each_case(house: House, jonas: PersonId, ingrid: PersonId) -> None:
    one, other = house.arrive("frakt"), house.arrive("betaling")
    notes(house, jonas, one, "Jonas, den ene")
    notes(house, jonas, other, "Jonas, den andre")
    notes(house, ingrid, one, "Ingrid, den ene")
    assert read(house, "jonas", jonas, one) == "Jonas, den ene"
    assert read(house, "jonas", jonas, other) == "Jonas, den andre"
    assert read(house, "ingrid", ingrid, one) == "Ingrid, den ene"


@ON_A_SERVER
def test_nobody_else_reads_it_not_even_an_administrator(
    house: House, jonas: PersonId, sunniva: PersonId, astrid: PersonId
) -> None:
    case = house.arrive("frakt")
    notes(house, jonas, case, "Bare for meg")
    del sunniva, astrid
    assert [read(house, login, jonas, case) for login in ("sunniva", "astrid")] == ["", ""]


def test_it_is_in_no_feed_and_no_timeline(house: House, jonas: PersonId) -> None:
    case = house.arrive("frakt")
    count = select(func.count()).select_from(EventRow)
    before = house.store.read(lambda session: session.scalar(count)), house.open(case)
    notes(house, jonas, case, "Bare for meg")
    assert (house.store.read(lambda session: session.scalar(count)), house.open(case)) == before


def test_a_case_that_is_not_there_has_no_note(house: House, jonas: PersonId) -> None:
    with pytest.raises(NotFound):
        notes(house, jonas, CaseId(999), "Borte")
