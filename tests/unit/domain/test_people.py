"""People of the house, as rows show them."""

from __future__ import annotations

import pytest

from console.domain.ids import PersonId
from console.domain.people import Person


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
