"""People of the house, and the team's settings."""

from __future__ import annotations

import pytest
from fixtures.house import House

from console.data.commands.cases import close_case, take_case
from console.data.commands.people import add_person, disable_person, enable_person, set_roles
from console.data.commands.settings import set_setting
from console.data.errors import Conflict, NotFound, Refused
from console.data.feed import newest, news
from console.data.queries.people import people, person_by_login, setting
from console.domain.ids import PersonId
from console.domain.people import Person, Role


def test_people_are_listed_by_name(house: House, sunniva: PersonId, jonas: PersonId) -> None:
    assert house.store.read(people) == (
        Person(jonas, "jonas", "Jonas Tveit", frozenset({Role.AGENT})),
        Person(sunniva, "sunniva", "Sunniva Lund", frozenset({Role.AGENT, Role.LEAD})),
    )


def test_a_person_is_found_by_login(house: House, jonas: PersonId) -> None:
    found = house.store.read(person_by_login, "jonas")
    assert found is not None
    assert found.id == jonas
    assert house.store.read(person_by_login, "ingen") is None


@pytest.mark.parametrize("login", ["", "s", "Sunniva", "1sunniva", "sunni va", "sunnivå", "a" * 64])
def test_a_login_that_is_badly_formed_is_refused_with_an_example(house: House, login: str) -> None:
    with pytest.raises(Refused, match=r"for eksempel sunniva\.l"):
        house.act(None, add_person, login, "Sunniva Lund", [Role.AGENT])
    assert house.store.read(people) == ()


@pytest.mark.parametrize("login", ["su", "sunniva.l", "s-l_2", "a" * 63])
def test_a_login_may_hold_letters_digits_and_marks(house: House, login: str) -> None:
    house.act(None, add_person, login, "  Sunniva Lund ", [])
    (person,) = house.store.read(people)
    assert (person.login, person.name, person.roles) == (login, "Sunniva Lund", frozenset())


def test_a_login_is_given_once(house: House, jonas: PersonId) -> None:
    with pytest.raises(Refused, match="Brukernavnet jonas er tatt"):
        house.act(None, add_person, "jonas", "Jonas Berg", [Role.AGENT])


def test_a_person_has_a_name(house: House) -> None:
    with pytest.raises(Refused, match="Navnet mangler"):
        house.act(None, add_person, "jonas", "  ", [Role.AGENT])


def test_roles_are_replaced(house: House, jonas: PersonId) -> None:
    house.act(None, set_roles, "jonas", [Role.TECHNICIAN, Role.ACCOUNTING])
    found = house.store.read(person_by_login, "jonas")
    assert found is not None
    assert found.roles == {Role.TECHNICIAN, Role.ACCOUNTING}


def test_somebody_who_left_is_still_known_by_name(house: House, jonas: PersonId) -> None:
    house.act(None, disable_person, "jonas")
    (person,) = house.store.read(people)
    assert (person.is_disabled, person.name) == (True, "Jonas Tveit")


def test_leaving_twice_is_told_once(house: House, jonas: PersonId) -> None:
    start = house.store.read(newest)
    house.act(None, disable_person, "jonas")
    house.act(None, disable_person, "jonas")
    told = [item.kind for item in house.store.read(news, start).items]
    assert told == ["PersonDisabled"]


def test_somebody_unknown_gets_no_roles_and_does_not_leave(house: House) -> None:
    with pytest.raises(NotFound, match="Ingen heter kari"):
        house.act(None, set_roles, "kari", [Role.LEAD])
    with pytest.raises(NotFound, match="Ingen heter kari"):
        house.act(None, disable_person, "kari")


def test_somebody_who_comes_back_has_the_roles_of_before(house: House, jonas: PersonId) -> None:
    start = house.store.read(newest)
    house.act(None, disable_person, "jonas")
    for _ in range(2):
        house.act(None, enable_person, "jonas")
    (person,) = house.store.read(people)
    assert (person.is_disabled, person.roles) == (False, {Role.AGENT})
    told = [item.kind for item in house.store.read(news, start).items]
    assert told == ["PersonDisabled", "PersonEnabled"]


def test_whoever_has_no_access_gets_no_roles(house: House, jonas: PersonId) -> None:
    house.act(None, disable_person, "jonas")
    with pytest.raises(Refused, match="user enable jonas"):
        house.act(None, set_roles, "jonas", [Role.LEAD])
    (person,) = house.store.read(people)
    assert person.roles == {Role.AGENT}


def test_whoever_leaves_may_still_have_open_cases(house: House, jonas: PersonId) -> None:
    open_one, solved = house.arrive("åpen"), house.arrive("løst")
    for case in (open_one, solved):
        house.act(jonas, take_case, case)
    house.act(jonas, close_case, solved, house.open(solved).seen)
    assert house.act(None, disable_person, "jonas").answer == {"open_cases": 1}


@pytest.fixture
def administrators(house: House) -> None:
    """Two of them."""
    for login in ("astrid", "berit"):
        house.act(None, add_person, login, login.title(), [Role.AGENT, Role.ADMINISTRATOR])


def _give_up(house: House, how: str, login: str) -> None:
    if how == "disabled":
        house.act(None, disable_person, login)
    else:
        house.act(None, set_roles, login, [Role.AGENT])


@pytest.mark.parametrize("first", ["disabled", "demoted"])
@pytest.mark.parametrize("second", ["disabled", "demoted"])
def test_the_last_administrator_stays_one(
    house: House, administrators: None, first: str, second: str
) -> None:
    _give_up(house, first, "berit")
    with pytest.raises(Refused, match="astrid er den siste administratoren"):
        _give_up(house, second, "astrid")
    astrid = house.store.read(person_by_login, "astrid")
    assert astrid is not None
    assert (astrid.is_disabled, Role.ADMINISTRATOR in astrid.roles) == (False, True)
    house.act(None, set_roles, "astrid", [Role.ADMINISTRATOR])


def test_a_setting_is_kept_with_its_version(house: House, sunniva: PersonId) -> None:
    assert house.store.read(setting, "targets") is None
    value = {"bug": 14400, "liste": [1, None, "å"]}
    assert house.act(sunniva, set_setting, "targets", value, 0).answer == {"version": 1}
    assert house.act(sunniva, set_setting, "targets", 7, 1).answer == {"version": 2}
    kept = house.store.read(setting, "targets")
    assert kept is not None
    assert (kept.value, kept.version) == (7, 2)


@pytest.mark.parametrize("seen", [0, 2])
def test_a_setting_changed_in_between_is_not_overwritten(
    house: House, sunniva: PersonId, astrid: PersonId, seen: int
) -> None:
    house.act(sunniva, set_setting, "brand", "Mystore", 0)
    with pytest.raises(Conflict, match="endret av en annen"):
        house.act(astrid, set_setting, "brand", "Butikken", seen)
    kept = house.store.read(setting, "brand")
    assert kept is not None
    assert kept.value == "Mystore"
