"""A list in groups, each in order, where one case is put or dropped without walking the rest.

Every group has a head that tells how many stand in it. The numbers of rows come from the sizes of
the groups and a search within one, so that a change costs the same in a list of ten thousand.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass

from console.desk.backlog_rows import BacklogRow
from console.desk.changes import Insert, Move, Op, Remove, Update
from console.desk.live import LiveList
from console.desk.tally import Tally
from console.domain.ids import CaseId

Place = tuple[int, str]
"""Where a group stands among the groups, and its title."""

Order = tuple[float, float, int]
"""Where a case stands in its group; ends with the case's number, so no two are equal."""


@dataclass(frozen=True)
class Placed:
    """A case's row and where it belongs."""

    case: CaseId
    place: Place
    order: Order
    row: BacklogRow
    since: float | None = None
    """When the customer began to wait for us (seconds since 1970), if they do."""


class GroupedRows:
    """The rows of one list. Threads: the loop's only."""

    def __init__(self) -> None:
        self.live: LiveList[BacklogRow] = LiveList()
        self._groups: dict[Place, list[Order]] = {}
        self._where: dict[CaseId, Placed] = {}
        self.tally = Tally()

    def show(self, cases: Iterable[Placed]) -> None:
        """Makes these the rows; listeners hear the differences."""
        self._where = {placed.case: placed for placed in cases}
        self._groups = {}
        self.tally = Tally()
        for placed in self._where.values():
            self.tally.add(placed.row, placed.since)
            self._groups.setdefault(placed.place, []).append(placed.order)
        rows: list[BacklogRow] = []
        for place in sorted(self._groups):
            orders = self._groups[place]
            orders.sort()
            rows.append(head(place, len(orders)))
            rows.extend(self._where[CaseId(order[-1])].row for order in orders)
        self.live.show(rows)

    def put(self, placed: Placed) -> None:
        """Puts a case in its place, or says what changed of one that stands there."""
        before = self._where.get(placed.case)
        if before is not None:
            self.tally.take(before.row, before.since)
        self.tally.add(placed.row, placed.since)
        if before is None:
            self._tell(self._inserted(placed))
        elif (before.place, before.order) == (placed.place, placed.order):
            at = self._index(placed)
            self._tell([] if before.row == placed.row else [Update(at, placed.row)])
        else:
            self._tell(self._moved(before, placed))
        self._where[placed.case] = placed

    def drop(self, case: CaseId) -> None:
        """Takes a case out of the list, if it stands there."""
        before = self._where.pop(case, None)
        if before is None:
            return
        self.tally.take(before.row, before.since)
        at = self._index(before)
        self._leave(before)
        self._tell([Remove(at, 1), *self._closed(before.place)])

    def _inserted(self, placed: Placed) -> list[Op[BacklogRow]]:
        opened = self._opened(placed.place)
        insort(self._groups[placed.place], placed.order)
        at = self._index(placed)
        return [*opened, Insert(at, (placed.row,)), self._counted(placed.place)]

    def _moved(self, before: Placed, placed: Placed) -> list[Op[BacklogRow]]:
        ops = self._opened(placed.place)
        source = self._index(before)
        self._leave(before)
        insort(self._groups[placed.place], placed.order)
        target = self._index(placed)
        if source != target:
            ops.append(Move(source, target))
        if before.row != placed.row:
            ops.append(Update(target, placed.row))
        if before.place != placed.place:
            ops.append(self._counted(placed.place))
            ops.extend(self._closed(before.place))
        return ops

    def _opened(self, place: Place) -> list[Op[BacklogRow]]:
        """A head for a group that begins."""
        if place in self._groups:
            return []
        self._groups[place] = []
        return [Insert(self._start(place), (head(place, 0),))]

    def _closed(self, place: Place) -> list[Op[BacklogRow]]:
        """The head's new count, or its end with the group."""
        if self._groups[place]:
            return [self._counted(place)]
        at = self._start(place)
        del self._groups[place]
        return [Remove(at, 1)]

    def _counted(self, place: Place) -> Update[BacklogRow]:
        return Update(self._start(place), head(place, len(self._groups[place])))

    def _leave(self, placed: Placed) -> None:
        orders = self._groups[placed.place]
        del orders[bisect_left(orders, placed.order)]

    def _start(self, place: Place) -> int:
        return sum(len(orders) + 1 for other, orders in self._groups.items() if other < place)

    def _index(self, placed: Placed) -> int:
        within = bisect_left(self._groups[placed.place], placed.order)
        return self._start(placed.place) + 1 + within

    def _tell(self, ops: list[Op[BacklogRow]]) -> None:
        if ops:
            self.live.apply(tuple(ops))


def head(place: Place, count: int) -> BacklogRow:
    """The head of a group with so many rows."""
    return BacklogRow(f"group:{place[1]}", None, place[1], "", count=count, is_head=True)
