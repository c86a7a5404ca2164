"""People of the house, as rows show them."""

from __future__ import annotations

import pytest

from console.domain.ids import PersonId
from console.domain.people import Person, Role


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Jonas Tveit", "Jonas T."),
        ("Sunniva Marie Lund", "Sunniva L."),
        ("Ingrid", "Ingrid"),
        ("  Åse   Ødegård ", "Åse Ø."),
        ("", ""),
    ],
)
def test_a_colleague_is_shown_by_first_name_and_initial(name: str, short: str) -> None:
    assert Person(PersonId(1), "login", name, frozenset()).short_name == short


@pytest.mark.parametrize(
    ("roles", "may_work", "may_administer"),
    [
        ((), False, False),
        ((Role.ACCOUNTING,), False, False),
        ((Role.ADMINISTRATOR,), False, True),
        ((Role.AGENT,), True, False),
        ((Role.TECHNICIAN, Role.ADMINISTRATOR), True, True),
        ((Role.ACCOUNTING, Role.LEAD), True, False),
    ],
)
def test_who_works_on_cases_and_who_keeps_the_house_in_order(
    roles: tuple[Role, ...], may_work: bool, may_administer: bool
) -> None:
    person = Person(PersonId(1), "ane", "Ane Berg", frozenset(roles))
    assert (person.may_work, person.may_administer) == (may_work, may_administer)
