"""The reckoning agrees with one that counts single seconds, on random cases around the edges."""

from __future__ import annotations

from collections import Counter

import pytest
from billing_chance import EVENTFUL, PLAIN, chances
from billing_values import as_calendar, reckoned
from second_count import Count, Days

CASES, PARTS = 5_000, 2
"""In parts, so that they can be shared out among workers."""


@pytest.mark.parametrize("part", range(PARTS))
def test_seconds_hours_and_ore_are_those_of_the_slow_count(part: int) -> None:
    days = {id(extras): Days(extras) for extras in (PLAIN, EVENTFUL)}
    calendars = {id(extras): as_calendar(extras) for extras in (PLAIN, EVENTFUL)}
    seen: Counter[str] = Counter()
    for chance in chances(seed=part, count=CASES // PARTS):
        counted = Count(days[id(chance.extras)], chance.policy).bill(chance.report)
        assert reckoned(chance, calendars[id(chance.extras)]) == counted, chance
        seen[counted.state] += 1
    # The cases are worth something only while most of them cost something.
    assert seen["billed"] > CASES // PARTS / 2
    assert set(seen) == {"billed", "free", "held", "adjustment_upwards"}
