"""Texts go through the language in use; Norwegian is the source."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest

from console.domain.language import mark, ntr, tr, use

TEXTS = {
    "Ta saken": "Take the case",
    "Sak {number} er din": "Case {number} is yours",
    "{count} flyttet opp": "{number} moved up",
}


class _English(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return TEXTS.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "{count} case" if n == 1 else "{count} cases"


@pytest.fixture
def english() -> Iterator[None]:
    use(_English())
    yield
    use(gettext.NullTranslations())


def test_without_a_catalogue_people_read_the_source() -> None:
    assert tr("Ta saken") == "Ta saken"
    assert tr("Sak {number} er din", number=7) == "Sak 7 er din"
    assert [ntr("{count} sak", "{count} saker", count=n) for n in (1, 3)] == ["1 sak", "3 saker"]


@pytest.mark.usefixtures("english")
def test_with_a_catalogue_people_read_their_language() -> None:
    assert tr("Ta saken") == tr(mark("Ta saken")) == "Take the case"
    assert tr("Sak {number} er din", number=7) == "Case 7 is yours"
    assert ntr("{count} sak", "{count} saker", 2) == "2 cases"


@pytest.mark.usefixtures("english")
def test_a_slip_in_a_translation_falls_back_to_the_source() -> None:
    assert tr("{count} flyttet opp", count=3) == "3 flyttet opp"


def test_what_a_customer_wrote_is_put_in_as_it_stands() -> None:
    assert tr("Fra {name}", name="{number} {0}") == "Fra {number} {0}"


def test_a_forgotten_field_is_an_error() -> None:
    with pytest.raises(KeyError, match="number"):
        tr("Sak {number} er din", nummer=7)


def test_a_text_without_fields_keeps_its_braces() -> None:
    assert tr("Skriv {navn} der navnet skal stå") == "Skriv {navn} der navnet skal stå"
