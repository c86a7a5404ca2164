"""Stretches of seconds behave as sets of seconds do."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from console.domain.billing.stretches import Seconds, joined, length, without

some = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=7).map(
    lambda pairs: [(start, start + seconds) for start, seconds in pairs]
)


def seconds(stretches: list[Seconds]) -> set[int]:
    return {second for start, end in stretches for second in range(start, end)}


def is_tidy(stretches: list[Seconds]) -> bool:
    return all(start < end for start, end in stretches) and all(
        one[1] < other[0] for one, other in pairwise(stretches)
    )


@given(some)
def test_joined_they_are_the_same_seconds_once(stretches: list[Seconds]) -> None:
    found = joined(stretches)
    assert seconds(found) == seconds(stretches)
    assert length(found) == len(seconds(stretches))
    assert is_tidy(found)


@given(some, some)
def test_without_holes_is_the_difference(stretches: list[Seconds], holes: list[Seconds]) -> None:
    found = without(stretches, holes)
    assert seconds(found) == seconds(stretches) - seconds(holes)
    assert is_tidy(found)
