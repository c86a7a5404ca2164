"""A shop is found by what somebody on the telephone says of it."""

from __future__ import annotations

import pytest
from fixtures.house import House

from console.data.commands.shops import import_shops
from console.data.queries.shops import find_shops
from console.domain.shops import Shop

SHOPS = [
    Shop("10417", "Fjordglimt Sport", phones=("+4701554107",), registers=(("kasse 1", ""),)),
    Shop("10203", "Fjellrev Turutstyr"),
    Shop("10588", "100 % Ull"),
    Shop("11388", "Åsgløtt Gårdsbutikk"),
    Shop("11389", "ØRN & Ære"),
]


@pytest.fixture(autouse=True)
def register(house: House) -> None:
    house.act(None, import_shops, SHOPS)


def names(house: House, words: str) -> list[str]:
    return [shop.name for shop in house.store.read(find_shops, words)]


def test_by_the_beginning_of_any_word_of_its_name(house: House) -> None:
    assert names(house, "fj") == ["Fjellrev Turutstyr", "Fjordglimt Sport"]
    assert names(house, "sport") == ["Fjordglimt Sport"]
    assert names(house, "port") == []


@pytest.mark.parametrize("words", ["åsg", "ÅSG", "Åsgløtt gård", "gårds", "GÅRDS"])
def test_large_letters_are_as_good_as_small_ones_also_norwegian(house: House, words: str) -> None:
    assert names(house, words) == ["Åsgløtt Gårdsbutikk"]


def test_a_name_in_large_letters_is_found_by_small_ones(house: House) -> None:
    assert names(house, "ørn") == ["ØRN & Ære"]
    assert names(house, "ære") == ["ØRN & Ære"]


def test_by_customer_number_or_telephone_number(house: House) -> None:
    assert names(house, "10417") == ["Fjordglimt Sport"]
    assert names(house, "01 55 41") == ["Fjordglimt Sport"]


def test_what_looks_like_a_pattern_is_words(house: House) -> None:
    assert names(house, "100 %") == ["100 % Ull"]
    assert names(house, "%") == ["100 % Ull"]
    assert names(house, "_") == []
