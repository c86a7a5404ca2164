"""What the exchange has to tell: each thing as it is now, in order of its change, within bounds."""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace

from console.channels.contract import LivePage
from console.domain.calls import CallState
from console.domain.live_news import CallSeen, FiguresSeen, LiveItem, MembersSeen, StandingSeen

Told = CallSeen | MembersSeen | FiguresSeen | StandingSeen

KEPT = 1000
"""So many calls that are over are remembered though they were fetched: a reader may begin anew."""

MOST = 20_000
"""So many at most, fetched or not. Beyond that a reader is told from the beginning."""


class Journal:
    """Things by name, each with the number of its last change; that number makes its version.

    A cursor names a life, which lasts until the exchange is lost, and a number in it. Any thread
    may ask.
    """

    def __init__(self, version_from: int) -> None:
        """Versions are `version_from` and the number of the change."""
        self._changed = threading.Condition()
        self._version_from = version_from
        self._number = 0
        self._fetched = 0
        self._life = uuid.uuid4().hex
        self._things: OrderedDict[str, tuple[int, Told]] = OrderedDict()
        """The least recently changed first."""
        self._over = 0
        self._besides: frozenset[str] = frozenset()
        self._figures: FiguresSeen | None = None

    def begin(self, things: Iterable[Told], besides: frozenset[str] = frozenset()) -> None:
        """The exchange is heard anew: alive is only what is told now. `besides` are channels that
        it has as well: a call of one of them, whatever became of it, is not over.
        """
        with self._changed:
            self._life, self._fetched, self._besides = uuid.uuid4().hex, 0, besides
            for name, (_, thing) in tuple(self._things.items()):
                if not _is_over(thing):
                    del self._things[name]
            self._put_all(things)

    def put(self, things: Iterable[Told]) -> None:
        """These are like this now."""
        with self._changed:
            self._put_all(things)

    def page(self, cursor: bytes | None, budget: int) -> LivePage:
        """What has changed since, at most `budget` items; what changed twice comes once. A cursor
        of another life is as None: first of all who is there now and who sits where, then
        everything.
        """
        with self._changed:
            place, items = self._place(cursor), list[LiveItem]()
            if place is None:
                place, items = 0, self._beginning(budget)
            else:
                self._fetched = max(self._fetched, place)
                self._forget()
            begun_with = tuple(items)
            for number, thing in self._since(place):
                if thing in begun_with:
                    continue
                if len(items) >= budget:
                    return LivePage(tuple(items), self._cursor(place), more=True)
                items.append(thing)
                place = number
            return LivePage(tuple(items), self._cursor(self._number), more=False)

    def gone(self, channel: str) -> None:
        """One of the channels besides is no more: whatever call it was is over."""
        with self._changed:
            if channel in self._besides:
                self._besides -= {channel}
                self._put_all([StandingSeen(0, self._standing())])

    def figures(self) -> FiguresSeen | None:
        """The last that were told, also in a life before."""
        with self._changed:
            return self._figures

    def wait(self, number: int, timeout_s: float) -> int:
        """Waits until there were more changes than `number`; how many there were by then."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > number, timeout_s)
            return self._number

    def ring(self) -> None:
        """Whoever waits looks again."""
        with self._changed:
            self._changed.notify_all()

    def _put_all(self, things: Iterable[Told]) -> None:
        for thing in things:
            self._number += 1
            name = thing.remote_id if isinstance(thing, CallSeen) else type(thing).__name__
            before = self._things.get(name)
            if isinstance(thing, FiguresSeen):
                self._figures = thing
            self._over += _is_over(thing) - (before is not None and _is_over(before[1]))
            stamped = replace(thing, version=self._version_from + self._number)
            self._things[name] = (self._number, stamped)
            self._things.move_to_end(name)
        if self._over > MOST:
            self._life, self._fetched = uuid.uuid4().hex, self._number
        self._forget()
        self._changed.notify_all()

    def _forget(self) -> None:
        """The oldest of those that are over and were fetched."""
        if self._over <= KEPT * 2:
            return
        for name, (number, thing) in tuple(self._things.items()):
            if self._over <= KEPT or number > self._fetched:
                return
            if _is_over(thing):
                del self._things[name]
                self._over -= 1

    def _beginning(self, budget: int) -> list[LiveItem]:
        """How ready people are after a loss depends on both: so they are taken in together, however
        many calls are over. On a later page who sits where comes once more, in its turn.
        """
        self._number += 1
        standing = StandingSeen(self._version_from + self._number, self._standing())
        seats = self._things.get(MembersSeen.__name__) if budget > 1 else None
        return [standing] if seats is None else [standing, seats[1]]

    def _standing(self) -> frozenset[str]:
        calls = (thing for _, thing in self._things.values() if isinstance(thing, CallSeen))
        return self._besides.union(call.remote_id for call in calls if not _is_over(call))

    def _since(self, place: int) -> list[tuple[int, Told]]:
        found = []
        for number, thing in reversed(self._things.values()):
            if number <= place:
                break
            found.append((number, thing))
        return found[::-1]

    def _cursor(self, place: int) -> bytes:
        return f"{self._life}:{place}".encode()

    def _place(self, cursor: bytes | None) -> int | None:
        life, _, place = (cursor or b"").decode("utf-8", "replace").rpartition(":")
        if life != self._life or not place.isdecimal() or int(place) > self._number:
            return None
        return int(place)


def _is_over(thing: Told) -> bool:
    return isinstance(thing, CallSeen) and thing.state is CallState.ENDED
