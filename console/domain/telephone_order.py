"""The telephone queue's order: a shop's register first, then whoever has waited longest (FACTS).

The exchange orders its queue itself; this is the same rule, to show why somebody stands where
they do. Who has waited too long because of it is pointed out, never moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from whenever import Instant

from console.domain.instants import seconds_between
from console.domain.language import ntr, tr
from console.domain.wording import minutes_short


class Caller(Protocol):
    """What the order is made of; a `Call` is one."""

    @property
    def id(self) -> UUID: ...

    @property
    def is_pos(self) -> bool: ...

    @property
    def began_at(self) -> Instant: ...


C = TypeVar("C", bound=Caller)


@dataclass(frozen=True, slots=True)
class Place(Generic[C]):
    """A caller at place `number` (from 1), behind so many registers; `by_arrival` is the place
    without priority.
    """

    caller: C
    number: int
    by_arrival: int
    registers: int

    @property
    def was_passed(self) -> bool:
        """Whether a register that came later stands before."""
        return self.number > self.by_arrival

    @property
    def why(self) -> str:
        """Why the caller stands here."""
        if self.caller.is_pos:
            return tr("Datakasse går først")
        if self.number > self.registers + 1:
            return tr("Vanlig")
        return tr("Ventet lengst av de andre") if self.registers else tr("Ventet lengst")

    @property
    def moved(self) -> str:
        """What priority has done to the caller's place; empty when nothing."""
        if not self.was_passed:
            return ""
        return tr(
            "gikk fra plass {earlier} til {place} da Datakasse kom",
            earlier=self.by_arrival,
            place=self.number,
        )


def places(callers: Iterable[C]) -> tuple[Place[C], ...]:
    """The callers in their order."""
    arrived = sorted(callers, key=lambda caller: (caller.began_at, caller.id))
    numbered = tuple(enumerate(arrived, start=1))
    registers = [(number, caller) for number, caller in numbered if caller.is_pos]
    others = [(number, caller) for number, caller in numbered if not caller.is_pos]
    return tuple(
        Place(caller, number, by_arrival, min(number - 1, len(registers)))
        for number, (by_arrival, caller) in enumerate(registers + others, start=1)
    )


def passed_over(placed: Sequence[Place[C]], now: Instant, limit_s: float) -> tuple[Place[C], ...]:
    """Those who were passed by registers and have waited longer than the limit."""
    return tuple(
        place
        for place in placed
        if place.was_passed and seconds_between(place.caller.began_at, now) > limit_s
    )


def passed_over_words(passed: Sequence[Place[C]], limit_s: float) -> str:
    """The warning; empty when there is none."""
    if not passed:
        return ""
    return ntr(
        "{count} annen har ventet over {limit} bak Datakasse",
        "{count} andre har ventet over {limit} bak Datakasse",
        len(passed),
        limit=minutes_short(limit_s),
    )


def ranks(fractions: Sequence[float]) -> tuple[float, ...]:
    """The urgencies of calls in their order, so lifted that one list of everything keeps it.

    A call ranks at least as high as those it stands before: a register's call is not taken after
    a webshop's that waits longer.
    """
    return tuple(accumulate(reversed(fractions), max))[::-1]
