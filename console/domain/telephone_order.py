"""The telephone queue's order: a shop's register first, then whoever has waited longest (FACTS).

An exchange that puts registers first orders its queue itself, and is shown as it says; where it
does not, the order is the console's own, and says so. Who has waited too long because of registers
is pointed out, never moved.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from whenever import Instant

from console.domain.instants import seconds_between
from console.domain.language import ntr, tr
from console.domain.phone_account import QueueOrder
from console.domain.wording import minutes_short


class Caller(Protocol):
    """What the order is made of; a `Call` is one. `place` is the exchange's, within `queue`."""

    @property
    def id(self) -> UUID: ...

    @property
    def is_pos(self) -> bool: ...

    @property
    def began_at(self) -> Instant: ...

    @property
    def queue(self) -> str: ...

    @property
    def place(self) -> int | None: ...

    @property
    def priority(self) -> int: ...


C = TypeVar("C", bound=Caller)


@dataclass(frozen=True, slots=True)
class Place(Generic[C]):
    """A caller at place `number` (from 1), `in_queue` among those of its own queue.

    `by_arrival` is the place without priority, `by_rule` where the rule above puts it. Before it
    stand so many `registers`, `later_registers` of which came later. `order` is whose order it is.
    """

    caller: C
    number: int
    by_arrival: int
    registers: int
    by_rule: int
    in_queue: int
    later_registers: int
    order: QueueOrder

    @property
    def was_passed(self) -> bool:
        """Whether a register that came later stands before."""
        return self.later_registers > 0

    @property
    def is_console_only(self) -> bool:
        """Whether the exchange itself has the caller at another place."""
        if self.order is QueueOrder.EXCHANGE:
            return False
        if self.caller.place is None:
            return self.number != self.by_arrival
        return self.caller.place != self.in_queue

    @property
    def why(self) -> str:
        """Why the caller stands here."""
        if self.is_console_only:
            return f"{self._reason} · {tr('konsollens rekkefølge')}"
        return self._reason

    @property
    def moved(self) -> str:
        """What priority has done to the caller's place; empty when nothing."""
        if not self.was_passed or self.number <= self.by_arrival:
            return ""
        return tr(
            "gikk fra plass {earlier} til {place} da Datakasse kom",
            earlier=self.by_arrival,
            place=self.number,
        )

    @property
    def _reason(self) -> str:
        if self.number != self.by_rule:
            is_lifted = self.number < self.by_rule and self.caller.priority > 0
            return tr("Prioritert i sentralen") if is_lifted else tr("Sentralens rekkefølge")
        if self.caller.is_pos:
            return tr("Datakasse går først")
        if self.order is QueueOrder.CONSOLE and self.caller.priority > 0:
            return tr("Flyttet frem")
        if self.number > self.registers + 1:
            return tr("Vanlig")
        return tr("Ventet lengst av de andre") if self.registers else tr("Ventet lengst")


def places(callers: Iterable[C], order: QueueOrder = QueueOrder.EXCHANGE) -> tuple[Place[C], ...]:
    """The callers in their order.

    Of several queues the rule says whose turn it is; who of a queue stands there, the queue itself.
    """
    arrived = sorted(callers, key=lambda caller: (caller.began_at, caller.id))
    if not arrived:
        return ()
    is_own = order is QueueOrder.CONSOLE
    by_rule = sorted(arrived, key=_moved_forward if is_own else _registers_first)
    shown = by_rule if is_own else tuple(_as_exchanges_say(by_rule))
    arrivals, rules = _numbers(arrived), _numbers(by_rule)
    registers: list[int] = []
    counted: Counter[str] = Counter()
    found = []
    for number, caller in enumerate(shown, start=1):
        arrival = arrivals[caller.id]
        counted[caller.queue] += 1
        found.append(
            Place(
                caller,
                number,
                arrival,
                len(registers),
                rules[caller.id],
                counted[caller.queue],
                len(registers) - bisect(registers, arrival),
                order,
            )
        )
        if caller.is_pos:
            insort(registers, arrival)
    return tuple(found)


def _registers_first(caller: Caller) -> bool:
    return not caller.is_pos


def _moved_forward(caller: Caller) -> tuple[int, bool]:
    """An exchange without priorities has those alone that we gave: it calls them first."""
    return -caller.priority, not caller.is_pos


def _numbers(callers: Iterable[Caller]) -> dict[UUID, int]:
    return {caller.id: number for number, caller in enumerate(callers, start=1)}


def _as_exchanges_say(by_rule: Sequence[C]) -> Iterator[C]:
    """Each queue's callers in its own order, at the places that the rule gives that queue. Whoever
    has no place yet stands where the rule says.
    """
    told: defaultdict[str, list[C]] = defaultdict(list)
    for caller in by_rule:
        if caller.place is not None:
            told[caller.queue].append(caller)
    turns = {queue: iter(sorted(waiting, key=_place)) for queue, waiting in told.items()}
    for caller in by_rule:
        yield caller if caller.place is None else next(turns[caller.queue])


def _place(caller: Caller) -> int:
    return caller.place or 0


def passed_over(placed: Sequence[Place[C]], now: Instant, limit_s: float) -> tuple[Place[C], ...]:
    """Those who were passed by registers and have waited longer than the limit."""
    return tuple(
        place
        for place in placed
        if place.was_passed
        and not place.caller.is_pos
        and seconds_between(place.caller.began_at, now) > limit_s
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
