"""A list in groups, each in order, where one thing is put or dropped without walking the rest.

Every group with a title has a head that tells how many stand in it. The numbers of rows come from
the sizes of the groups and a search within one, so that a change costs the same in a list of ten
thousand.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable

from console.desk.backlog_rows import BacklogRow
from console.desk.changes import Insert, Move, Op, Remove, Update
from console.desk.live import LiveList
from console.desk.placed import Order, Place, Placed
from console.desk.tally import Tally

Where = Callable[[Placed], tuple[Place, Order]]
"""Where a thing stands in a list: its group, and the order there."""


class GroupedRows:
    """The rows of one list. `put` and `drop` are told together, by `tell`. Threads: the loop's."""

    def __init__(self, where: Where) -> None:
        self.live: LiveList[BacklogRow] = LiveList()
        self.tally = Tally()
        self._where = where
        self._groups: dict[Place, list[Order]] = {}
        self._things: dict[str, Placed] = {}
        self._steps: list[Op[BacklogRow]] = []

    def __contains__(self, key: str) -> bool:
        return key in self._things

    def show(self, things: Iterable[Placed]) -> None:
        """Makes these the rows; listeners hear the differences."""
        self._things = {thing.key: thing for thing in things}
        self._groups = {}
        self.tally = Tally()
        for thing in self._things.values():
            self.tally.change(None, thing.counted)
            place, order = self._where(thing)
            self._groups.setdefault(place, []).append(order)
        rows: list[BacklogRow] = []
        for place in sorted(self._groups):
            orders = self._groups[place]
            orders.sort()
            rows.extend(_heads(place, len(orders)))
            rows.extend(self._things[order[-1]].row for order in orders)
        self.live.show(rows)

    def put(self, thing: Placed) -> None:
        """Puts a thing in its place, or says what changed of one that stands there."""
        before = self._things.get(thing.key)
        self._things[thing.key] = thing
        self.tally.change(None if before is None else before.counted, thing.counted)
        place, order = self._where(thing)
        if before is None:
            self._insert(thing, place, order)
            return
        old_place, old_order = self._where(before)
        if old_place == place and self._stays(place, old_order, order):
            if before.row != thing.row:
                self._steps.append(Update(self._index(place, order), thing.row))
        else:
            self._move(before, thing)

    def drop(self, key: str) -> None:
        """Takes a thing out of the list, if it stands there."""
        before = self._things.pop(key, None)
        if before is None:
            return
        self.tally.change(before.counted, None)
        place, order = self._where(before)
        at = self._index(place, order)
        self._leave(place, order)
        self._steps.append(Remove(at, 1))
        self._close(place)

    def tell(self) -> None:
        """Listeners hear what was put and dropped since."""
        if self._steps:
            steps, self._steps = tuple(self._steps), []
            self.live.apply(steps)

    def _insert(self, thing: Placed, place: Place, order: Order) -> None:
        self._open(place)
        insort(self._groups[place], order)
        self._steps.append(Insert(self._index(place, order), (thing.row,)))
        self._count(place)

    def _move(self, before: Placed, thing: Placed) -> None:
        (old_place, old_order), (place, order) = self._where(before), self._where(thing)
        self._open(place)
        source = self._index(old_place, old_order)
        self._leave(old_place, old_order)
        insort(self._groups[place], order)
        target = self._index(place, order)
        if source != target:
            self._steps.append(Move(source, target))
        if before.row != thing.row:
            self._steps.append(Update(target, thing.row))
        if old_place != place:
            self._count(place)
            self._close(old_place)

    def _stays(self, place: Place, before: Order, order: Order) -> bool:
        """Whether a thing keeps its place among its neighbours; then it has its new order."""
        if before == order:
            return True
        orders = self._groups[place]
        at = bisect_left(orders, before)
        is_below = at == 0 or orders[at - 1] < order
        if not is_below or (at + 1 < len(orders) and orders[at + 1] < order):
            return False
        orders[at] = order
        return True

    def _open(self, place: Place) -> None:
        """A head for a group that begins."""
        if place not in self._groups:
            self._groups[place] = []
            heads = _heads(place, 0)
            if heads:
                self._steps.append(Insert(self._start(place), heads))

    def _close(self, place: Place) -> None:
        """The head's new count, or its end with the group."""
        if self._groups[place]:
            self._count(place)
            return
        at = self._start(place)
        del self._groups[place]
        if place[1]:
            self._steps.append(Remove(at, 1))

    def _count(self, place: Place) -> None:
        for row in _heads(place, len(self._groups[place])):
            self._steps.append(Update(self._start(place), row))

    def _leave(self, place: Place, order: Order) -> None:
        orders = self._groups[place]
        del orders[bisect_left(orders, order)]

    def _start(self, place: Place) -> int:
        return sum(
            len(orders) + bool(other[1]) for other, orders in self._groups.items() if other < place
        )

    def _index(self, place: Place, order: Order) -> int:
        return self._start(place) + bool(place[1]) + bisect_left(self._groups[place], order)


def head(place: Place, count: int) -> BacklogRow:
    """The head of a group with so many rows."""
    return BacklogRow(f"group:{place[1]}", None, place[1], "", count=count, is_head=True)


def _heads(place: Place, count: int) -> tuple[BacklogRow, ...]:
    return (head(place, count),) if place[1] else ()
