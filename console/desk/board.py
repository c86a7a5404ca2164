"""All that stands in the lists: each thing is put once, and every list that it belongs to follows.

A thing's row is one object in all its lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from console.desk.backlog_rows import BacklogRow
from console.desk.grouped_rows import GroupedRows, Where
from console.desk.lane import LaneName
from console.desk.live import LiveList, LiveValue
from console.desk.placed import Order, Place, Placed
from console.desk.tally import Counts
from console.domain.ids import CaseId, PersonId
from console.domain.language import tr

K = TypeVar("K")


class RowList:
    """One list: what belongs to it, the rows and their counts."""

    def __init__(self, belongs: Callable[[Placed], bool], where: Where) -> None:
        self._belongs = belongs
        self._where = where
        self._grouped = GroupedRows(where)
        self.counts: LiveValue[Counts] = LiveValue(Counts())

    @property
    def rows(self) -> LiveList[BacklogRow]:
        return self._grouped.live

    def show(self, things: Iterable[Placed]) -> None:
        """Makes those of these that belong here the rows."""
        self._grouped.show(thing for thing in things if self._belongs(thing))
        self.counts.set(self._grouped.tally.counts())

    def take(self, things: Iterable[Placed], gone: Iterable[str]) -> None:
        """Puts things in their places, and takes others out, or what does not belong here now."""
        for key in gone:
            self._grouped.drop(key)
        belonging = []
        for thing in things:
            if self._belongs(thing):
                belonging.append(thing)
            elif thing.key in self._grouped:
                self._grouped.drop(thing.key)
        # As time goes by all grow more urgent. The first are put first: so nobody passes a
        # neighbour who only has not been put yet, and is passed by them again.
        for thing in sorted(belonging, key=self._where):
            self._grouped.put(thing)
        self._grouped.tell()
        self.counts.set(self._grouped.tally.counts())


class Board:
    """`mail` is everything that came by mail and is not closed, `waiting` what of it waits for us;
    `mine` is what one person has, `urgent` all that waits. Threads: the loop's only.
    """

    def __init__(self, me: PersonId) -> None:
        self.mail = RowList(_of(LaneName.MAIL), _in_lane)
        self.waiting = RowList(_waits_in_mail, _in_lane)
        self.chat = RowList(_of(LaneName.CHAT), _in_lane)
        self.telephone = RowList(_of(LaneName.TELEPHONE), _in_lane)
        self.escalations = RowList(_of(LaneName.ESCALATIONS), _in_lane)
        self.mine = RowList(lambda thing: thing.owner == me, _among_mine)
        self.urgent = RowList(_waits, _by_urgency)
        self._lists = (
            self.mail,
            self.waiting,
            self.chat,
            self.telephone,
            self.escalations,
            self.mine,
            self.urgent,
        )
        self._things: dict[str, Placed] = {}
        self._put: dict[str, Placed] = {}
        self._gone: dict[str, None] = {}
        """What the lists have not taken in yet."""
        self._is_held = False
        self._kin: defaultdict[str, set[str]] = defaultdict(set)
        self._of_case: defaultdict[CaseId, set[str]] = defaultdict(set)

    def find(self, key: str) -> Placed | None:
        return self._things.get(key)

    def kin(self, thing: Placed) -> list[Placed]:
        """Others of the same customer, the most urgent first."""
        keys = {key for name in thing.kin for key in self._kin.get(name, ())}
        others = (self._things[key] for key in keys if key != thing.key)
        return sorted(others, key=lambda other: other.urgency)

    def of_case(self, case: CaseId) -> list[Placed]:
        """Every thing that stands for a case."""
        return [self._things[key] for key in self._of_case.get(case, ())]

    def show(self, things: Iterable[Placed], lane: LaneName) -> None:
        """Makes these all that stands in a lane, and leaves the others."""
        staying = [thing for thing in self._things.values() if thing.lane is not lane]
        self._things = {}
        self._kin.clear()
        self._of_case.clear()
        for thing in (*staying, *things):
            self._know(thing)
        self._put, self._gone = {}, {}
        for shown in self._lists:
            shown.show(self._things.values())

    def take(self, things: Iterable[Placed], gone: Iterable[str] = ()) -> None:
        """Puts things in their places; those of these keys are gone."""
        for key in gone:
            self._forget(key)
            self._put.pop(key, None)
            self._gone[key] = None
        for thing in things:
            self._know(thing)
            self._gone.pop(thing.key, None)
            self._put[thing.key] = thing
        if not self._is_held:
            self._tell()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is taken within comes into the lists at its end: nobody sees the half of it."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
            self._tell()

    def _tell(self) -> None:
        put, gone = tuple(self._put.values()), tuple(self._gone)
        self._put, self._gone = {}, {}
        if put or gone:
            for shown in self._lists:
                shown.take(put, gone)

    def _know(self, thing: Placed) -> None:
        before = self._things.get(thing.key)
        if before is not None and not _is_known_alike(before, thing):
            self._forget(thing.key)
        self._things[thing.key] = thing
        for name in thing.kin:
            self._kin[name].add(thing.key)
        if thing.row.case is not None:
            self._of_case[thing.row.case].add(thing.key)

    def _forget(self, key: str) -> None:
        before = self._things.pop(key, None)
        if before is None:
            return
        for name in before.kin:
            _discard(self._kin, name, key)
        if before.row.case is not None:
            _discard(self._of_case, before.row.case, key)


def _is_known_alike(one: Placed, other: Placed) -> bool:
    return one.kin == other.kin and one.row.case == other.row.case


def _discard(known: defaultdict[K, set[str]], name: K, key: str) -> None:
    known[name].discard(key)
    if not known[name]:
        del known[name]


def _of(lane: LaneName) -> Callable[[Placed], bool]:
    return lambda thing: thing.lane is lane


def _waits(thing: Placed) -> bool:
    return thing.waits


def _waits_in_mail(thing: Placed) -> bool:
    return thing.lane is LaneName.MAIL and thing.waits


def _in_lane(thing: Placed) -> tuple[Place, Order]:
    return thing.place, thing.order


def _by_urgency(thing: Placed) -> tuple[Place, Order]:
    return (0, ""), thing.urgency


def _among_mine(thing: Placed) -> tuple[Place, Order]:
    """Whom one talks with stands above the cases, whatever the day."""
    match thing.lane:
        case LaneName.TELEPHONE:
            return (-2, tr("Telefon")), thing.order
        case LaneName.CHAT:
            return (-1, tr("Chat")), thing.order
        case _:
            return thing.place, thing.order
