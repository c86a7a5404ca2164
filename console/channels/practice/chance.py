"""Chance that can be had again: a stream of numbers for each thing, by the seed and its name.

Each thing has a stream of its own, so that nothing depends on in which order others draw.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def stream(*names: object) -> Random:
    """The numbers of the thing that these names name; the same each time, on every machine."""
    return Random("/".join(str(name) for name in names))


def arrivals(random: Random, mean: float) -> int:
    """How many come where `mean` come on average (Poisson)."""
    limit, product, number = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        number += 1
    return number


def about_s(random: Random, middle_s: float, least_s: float, most_s: float) -> float:
    """A time as people take it: often near the middle, now and then much longer. Whole ms."""
    drawn = random.lognormvariate(math.log(middle_s), 0.5)
    return round(min(max(drawn, least_s), most_s), 3)


class Deck(Generic[T]):
    """Things in an order by chance: each is had once before any comes again."""

    def __init__(self, things: Sequence[T], *names: object) -> None:
        self._things = list(things)
        stream(*names).shuffle(self._things)
        self._drawn = 0

    def draw(self) -> T:
        """The next one."""
        drawn = self._things[self._drawn % len(self._things)]
        self._drawn += 1
        return drawn
