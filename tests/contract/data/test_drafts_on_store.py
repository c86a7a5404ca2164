"""What somebody writes follows them to another machine, and is seen by nobody else."""

from __future__ import annotations

import pytest
from fixtures.house import House
from fixtures.team_store import TeamStore
from sqlalchemy import func, select

from console.data.commands.drafts import copy_draft, drop_draft
from console.data.queries.drafts import DraftCopy, copy_of_draft
from console.data.store import Store
from console.data.tables.journal import EventRow
from console.data.tables.personal import DraftRow
from console.data.transaction import new_act
from console.domain.ids import PersonId
from console.domain.instants import seconds_between

SCOPE = "case:7"


ON_A_SERVER = pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
"""One file has no logins."""


def writes(house: House, person: PersonId, text: str, scope: str = SCOPE) -> None:
    now = house.clock.now()
    house.store.upkeep(new_act(person, now), copy_draft, scope, text, "reply", now)


def store_of(house: House, login: str) -> Store:
    """The store as one person has it."""
    return house.store.of(login) if isinstance(house.store, TeamStore) else house.store


def found(house: House, login: str, person: PersonId, scope: str = SCOPE) -> DraftCopy | None:
    """What a person's other machine finds."""
    return store_of(house, login).read(copy_of_draft, person, scope, house.clock.now())


def test_the_last_text_is_found_at_another_machine(house: House, jonas: PersonId) -> None:
    writes(house, jonas, "Hei")
    writes(house, jonas, "Hei Kari")
    copy = found(house, "jonas", jonas)
    assert copy is not None
    assert copy.text == "Hei Kari"
    assert seconds_between(copy.typed_at, house.clock.now()) == pytest.approx(0, abs=2)


def test_answer_and_note_are_two(house: House, jonas: PersonId) -> None:
    writes(house, jonas, "Hei Kari")
    writes(house, jonas, "Ring henne", "case:7:note")
    texts = [found(house, "jonas", jonas, scope) for scope in (SCOPE, "case:7:note")]
    assert [copy.text for copy in texts if copy is not None] == ["Hei Kari", "Ring henne"]


def test_what_was_sent_is_there_no_longer(house: House, jonas: PersonId) -> None:
    writes(house, jonas, "Hei Kari")
    house.store.upkeep(new_act(jonas, house.clock.now()), drop_draft, SCOPE)
    assert found(house, "jonas", jonas) is None


def test_two_who_write_in_one_case_each_have_their_own(
    house: House, jonas: PersonId, ingrid: PersonId
) -> None:
    writes(house, jonas, "Hei Kari")
    writes(house, ingrid, "God morgen")
    mine, hers = found(house, "jonas", jonas), found(house, "ingrid", ingrid)
    assert mine is not None
    assert hers is not None
    assert (mine.text, hers.text) == ("Hei Kari", "God morgen")


@ON_A_SERVER
def test_nobody_reads_what_another_writes(
    house: House, jonas: PersonId, ingrid: PersonId, sunniva: PersonId, astrid: PersonId
) -> None:
    writes(house, jonas, "Hei Kari")
    del ingrid, sunniva, astrid
    for login in ("ingrid", "sunniva", "astrid"):
        assert found(house, login, jonas) is None
        everything = store_of(house, login).read(lambda session: session.scalar(_HOW_MANY))
        assert everything == 0


def test_nobody_writes_over_or_drops_what_another_writes(
    house: House, jonas: PersonId, ingrid: PersonId
) -> None:
    writes(house, jonas, "Hei Kari")
    writes(house, ingrid, "Mitt")
    house.store.upkeep(new_act(ingrid, house.clock.now()), drop_draft, SCOPE)
    copy = found(house, "jonas", jonas)
    assert copy is not None
    assert copy.text == "Hei Kari"


def test_no_event_tells_of_it(house: House, jonas: PersonId) -> None:
    before = house.store.read(lambda session: session.scalar(_EVENTS))
    writes(house, jonas, "Hei Kari")
    assert house.store.read(lambda session: session.scalar(_EVENTS)) == before


_HOW_MANY = select(func.count()).select_from(DraftRow)
_EVENTS = select(func.count()).select_from(EventRow)
