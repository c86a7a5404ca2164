"""How long a chat still lasts, from how long chats have lasted."""

from __future__ import annotations

from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from console.domain.chat_lengths import ASSUMED_S, FEW, left_s

LENGTHS = st.lists(st.floats(0, 7200), max_size=40)


def test_where_little_has_been_seen_a_chat_lasts_eight_minutes() -> None:
    assert left_s((), 0) == ASSUMED_S
    assert left_s((60.0,) * 7, 0) == ASSUMED_S
    assert left_s((), 180) == 300


def test_half_of_those_that_lasted_longer_were_over_by_then() -> None:
    lasted = tuple(60.0 * minutes for minutes in range(1, 20))
    assert left_s(lasted, 0) == 600
    assert left_s(lasted, 600) == 300


def test_one_that_outlasts_all_that_was_seen_goes_on_for_half_as_long_again() -> None:
    assert left_s((600.0,) * 50, 3600) == 1800


@given(LENGTHS, st.floats(0, 7200))
def test_it_is_never_said_to_be_over_within_a_minute(lasted: list[float], so_far: float) -> None:
    assert left_s(sorted(lasted), so_far) >= 60


@given(LENGTHS, st.floats(0, 7200))
def test_half_of_the_longer_ones_are_over_by_then(lasted: list[float], so_far: float) -> None:
    longer = [each for each in lasted if each > so_far]
    left = left_s(sorted(lasted), so_far)
    if len(longer) >= FEW:
        assert left == max(60.0, median(longer) - so_far)
