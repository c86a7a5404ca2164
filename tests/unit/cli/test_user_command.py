"""`agent-console user`: people added, given roles, and let go."""

from __future__ import annotations

import pytest
from conftest import Type
from fixtures.house import House

from console.data.commands.cases import take_case
from console.data.queries.people import people
from console.data.store import Store
from console.domain.people import Person, Role


@pytest.fixture(autouse=True)
def _meant(home: object, monkeypatch: pytest.MonkeyPatch, store_url: str) -> None:
    """The commands mean the test's store."""
    del home
    monkeypatch.setenv("AGENT_CONSOLE_STORE", store_url)


def everybody(store: Store) -> dict[str, Person]:
    return {person.login: person for person in store.read(people)}


def test_a_person_is_added_as_an_agent(typed: Type, store: Store) -> None:
    done = typed("user", "add", "sunniva.l", "Sunniva Larsen")
    assert (done.code, done.err) == (0, "")
    assert done.out == "Sunniva Larsen er lagt til som sunniva.l.\n"
    person = everybody(store)["sunniva.l"]
    assert (person.name, person.roles) == ("Sunniva Larsen", frozenset({Role.AGENT}))


def test_a_person_may_have_several_roles(typed: Type, store: Store) -> None:
    typed("user", "add", "sunniva.l", "Sunniva Larsen", "--role", "lead", "--role", "technician")
    assert everybody(store)["sunniva.l"].roles == {Role.LEAD, Role.TECHNICIAN}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Sunniva", "Sunniva Larsen"), "kan ikke være et brukernavn"),
        (("s", "Sunniva Larsen"), "kan ikke være et brukernavn"),
        (("åse", "Åse Lie"), "kan ikke være et brukernavn"),
        (("", "Åse Lie"), "kan ikke være et brukernavn"),
        (("sunniva.l", "  "), "Navnet mangler"),
        (("sunniva.l", "Sunniva", "--role", "sjef"), "«sjef» er ingen rolle. Velg blant: agent"),
    ],
)
def test_what_makes_no_person_is_refused_in_one_line(
    typed: Type, store: Store, words: tuple[str, ...], told: str
) -> None:
    done = typed("user", "add", *words)
    assert done.code == 2
    assert told in done.mistake
    assert everybody(store) == {}


def test_a_login_is_given_once(typed: Type, store: Store) -> None:
    typed("user", "add", "sunniva.l", "Sunniva Larsen")
    done = typed("user", "add", "sunniva.l", "Sunniva Lund")
    assert done.code == 2
    assert done.mistake == "Brukernavnet sunniva.l er tatt. Velg et annet."
    assert everybody(store)["sunniva.l"].name == "Sunniva Larsen"


def test_roles_are_just_these(typed: Type, store: Store) -> None:
    typed("user", "add", "sunniva.l", "Sunniva Larsen", "--role", "lead")
    done = typed("user", "role", "sunniva.l", "agent", "accounting")
    assert done.out == "sunniva.l har nå rollene agent, accounting.\n"
    assert everybody(store)["sunniva.l"].roles == {Role.AGENT, Role.ACCOUNTING}


def test_an_unknown_role_changes_none(typed: Type, store: Store) -> None:
    typed("user", "add", "sunniva.l", "Sunniva Larsen")
    done = typed("user", "role", "sunniva.l", "lead", "sjef")
    assert (done.code, "«sjef» er ingen rolle" in done.mistake) == (2, True)
    assert everybody(store)["sunniva.l"].roles == {Role.AGENT}


def test_a_person_is_let_go_and_keeps_the_name(typed: Type, store: Store) -> None:
    typed("user", "add", "sunniva.l", "Sunniva Larsen")
    for _ in range(2):
        done = typed("user", "disable", "sunniva.l")
        assert (done.code, done.out) == (0, "sunniva.l har ikke lenger tilgang.\n")
    person = everybody(store)["sunniva.l"]
    assert (person.name, person.is_disabled) == ("Sunniva Larsen", True)


def test_when_nobody_is_there_it_says_so(typed: Type) -> None:
    done = typed("user", "list")
    assert done.out.startswith("Ingen er lagt til ennå.")
    assert typed("user", "list", "--json").json == []


def test_a_person_is_let_in_again(typed: Type, store: Store) -> None:
    typed("user", "add", "sunniva.l", "Sunniva Larsen")
    typed("user", "disable", "sunniva.l")
    done = typed("user", "enable", "sunniva.l")
    assert (done.code, done.out) == (0, "sunniva.l har tilgang igjen.\n")
    assert not everybody(store)["sunniva.l"].is_disabled


def test_cases_that_stay_behind_are_told(typed: Type, house: House) -> None:
    typed("user", "add", "sunniva.l", "Sunniva Larsen")
    house.act(everybody(house.store)["sunniva.l"].id, take_case, house.arrive("kassen står"))
    done = typed("user", "disable", "sunniva.l")
    assert done.out.splitlines()[1] == "Har fortsatt 1 åpen sak."


@pytest.mark.parametrize(
    "words", [("role", "ukjent", "agent"), ("disable", "ukjent"), ("enable", "ukjent")]
)
def test_nobody_of_that_name_is_told(typed: Type, words: tuple[str, ...]) -> None:
    done = typed("user", *words)
    assert done.code == 2
    assert done.mistake == "Ingen heter ukjent i lageret. Ingenting ble endret."
