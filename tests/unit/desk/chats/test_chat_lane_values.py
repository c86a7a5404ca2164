"""Which number a lane has, and how a visitor's page is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.chats.lane import numbered, page_words


@given(st.lists(st.frozensets(st.integers(0, 12), max_size=8), max_size=12))
def test_a_lane_keeps_its_number_while_it_lives_and_new_ones_fill_the_gaps(
    days: list[frozenset[int]],
) -> None:
    numbers: dict[int, int] = {}
    for alive in days:
        before, numbers = numbers, numbered(numbers, sorted(alive))
        assert numbers.keys() == alive
        assert all(numbers[key] == before[key] for key in alive & before.keys())
        assert len(set(numbers.values())) == len(alive)
        new = [numbers[key] for key in sorted(alive - before.keys())]
        kept = {numbers[key] for key in alive & before.keys()}
        free = [no for no in range(1, 20) if no not in kept]
        assert new == free[: len(new)]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("https://mystore.no/", "mystore.no"),
        ("https://kari:ord@mystore.no", "mystore.no"),
        ("https://mystore.no/b%C3%B8ker", "Bøker"),
        ("Kassen", "Kassen"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://[", "https://["),
        ("", ""),
    ],
)
def test_a_page_is_told_by_the_end_of_its_address(page: str, words: str) -> None:
    assert page_words(page) == words
