"""The backlog as lists: everything that is not closed, and what is mine; groups and order.

Kept by the change feed: one changed case is put anew, the rest stays. Working clocks show
minutes: rows are made again minute by minute, those on top first, a slice a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace

from whenever import Date, Instant

from console.desk.backlog_rows import BacklogRow, RowMaker
from console.desk.case_draft import cases_of
from console.desk.grouped_rows import GroupedRows, Order, Place, Placed
from console.desk.live import LiveList, LiveValue
from console.desk.tally import Counts
from console.desk.visitors import Visitors
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseState
from console.domain.ids import CaseId
from console.domain.instants import Clock, wall
from console.domain.language import tr
from console.domain.targets import Targets
from console.domain.wording import weekday_name

_LAST = 10_000_000
"""After every day there is."""

_NEVER = -1
"""The minute of a row that is to be made again."""

SLICE = 400
"""Rows made again in one tick: 10,000 within half a minute, each tick a few milliseconds."""


class CaseList:
    """One list over the cases: which belong to it, their rows and counts."""

    def __init__(self, belongs: Callable[[CaseSummary], bool]) -> None:
        self.belongs = belongs
        self.grouped = GroupedRows()
        self.counts: LiveValue[Counts] = LiveValue(Counts())

    @property
    def rows(self) -> LiveList[BacklogRow]:
        return self.grouped.live

    def count(self) -> None:
        self.counts.set(self.grouped.tally.counts())


class Backlog:
    """Every case that is not closed, and the lists over them. Threads: the loop's only."""

    def __init__(self, maker: RowMaker, clock: Clock) -> None:
        self._maker = maker
        self._clock = clock
        self._cases: dict[CaseId, CaseSummary] = {}
        self._made: dict[CaseId, tuple[int, BacklogRow]] = {}
        self._began: dict[CaseId, tuple[Instant, float, Date]] = {}
        self._present: Mapping[CaseId, Visitors] = {}
        self._unsent: frozenset[CaseId] = frozenset()
        self._begun: frozenset[CaseId] = frozenset()
        self._ordered_at = 0
        self.mail = CaseList(_everything)
        self.mine = CaseList(self._is_mine)

    def replace_all(self, cases: Iterable[CaseSummary]) -> None:
        """Begins anew: at the start, and when the feed starts over."""
        self._cases = {case.id: case for case in cases if case.state is not CaseState.CLOSED}
        self._made.clear()
        self._began.clear()
        self.refresh()

    def apply(self, cases: Iterable[CaseSummary]) -> None:
        """Takes in cases that were read again."""
        now = self._clock.now()
        for case in cases:
            self._made.pop(case.id, None)
            if case.state is CaseState.CLOSED:
                self._cases.pop(case.id, None)
                self._began.pop(case.id, None)
            else:
                self._cases[case.id] = case
            self._put(case, now)
        self._count()

    def show_present(self, present: Mapping[CaseId, Visitors]) -> None:
        """Shows who is in which case: the rows where somebody came or went are made again."""
        before, self._present = self._present, present
        there = before.keys() | present.keys()
        self._make_again({case for case in there if before.get(case) != present.get(case)})

    def show_unsent(self, cases: frozenset[CaseId]) -> None:
        """Marks the cases in which something waits to be sent."""
        changed, self._unsent = self._unsent ^ cases, cases
        self._make_again(changed)

    def show_begun(self, scopes: frozenset[str]) -> None:
        """Marks the cases in which I have begun to write."""
        cases = cases_of(scopes)
        changed, self._begun = self._begun ^ cases, cases
        self._make_again(changed)

    def tick(self) -> None:
        """Moves the clocks on: the order when the minute changes, and a slice of the rows."""
        now = self._clock.now()
        if _minute(now) != self._ordered_at:
            self.refresh()
        stale = [case for case in self._shown() if self._made[case.id][0] != _minute(now)]
        for case in stale[:SLICE]:
            del self._made[case.id]
            self._put(case, now)
        if stale:
            self._count()

    def measure_by(self, targets: Targets) -> None:
        """Other targets, for all that are measured by this list's maker: the order at once, the
        rows slice by slice from the top.
        """
        self._maker.targets = targets
        self._made = {case: (_NEVER, row) for case, (_, row) in self._made.items()}
        self.refresh()
        self.tick()

    def refresh(self) -> None:
        """Puts everything in order for this minute; rows that were made stay as they are."""
        now = self._clock.now()
        self._ordered_at = _minute(now)
        for case_list in (self.mail, self.mine):
            belonging = [case for case in self._cases.values() if case_list.belongs(case)]
            case_list.grouped.show(self._placed(belonging, now))
        self._count()

    def summary(self, case: CaseId) -> CaseSummary | None:
        return self._cases.get(case)

    def _shown(self) -> list[CaseSummary]:
        keys = (row.case for row in self.mail.rows.rows)
        return [self._cases[key] for key in keys if key is not None]

    def _put(self, case: CaseSummary, now: Instant) -> None:
        placed = self._placed([case], now)[0] if case.id in self._cases else None
        for case_list in (self.mail, self.mine):
            if placed is not None and case_list.belongs(case):
                case_list.grouped.put(placed)
            else:
                case_list.grouped.drop(case.id)

    def _make_again(self, cases: Set[CaseId]) -> None:
        now = self._clock.now()
        for case in sorted(cases & self._cases.keys()):
            self._made.pop(case, None)
            self._put(self._cases[case], now)
        self._count()

    def _placed(self, cases: Sequence[CaseSummary], now: Instant) -> list[Placed]:
        elapsed, today = self._maker.working.elapsed(now), wall(now).date()
        return [
            Placed(
                case.id,
                self._group(case, today),
                self._order(case, elapsed),
                self._row(case, now),
                None if case.waiting_since is None else case.waiting_since.timestamp(),
            )
            for case in cases
        ]

    def _order(self, case: CaseSummary, elapsed: float) -> Order:
        since = case.waiting_since or case.snoozed_until or case.last_at
        waited = 0.0 if case.waiting_since is None else max(0.0, elapsed - self._start(case)[0])
        return (-self._maker.urgency(case, waited), since.timestamp(), case.id)

    def _group(self, case: CaseSummary, today: Date) -> Place:
        if case.state is CaseState.SNOOZED:
            return (_LAST + 1, tr("Utsatt"))
        if case.waiting_since is None:
            return (_LAST, tr("Hos kunden"))
        return _day_group(self._start(case)[1], today)

    def _start(self, case: CaseSummary) -> tuple[float, Date]:
        """When the customer began to wait: in working seconds, and the day. Kept: it is costly."""
        since = case.waiting_since or case.opened_at
        began = self._began.get(case.id)
        if began is None or began[0] != since:
            began = (since, self._maker.working.elapsed(since), wall(since).date())
            self._began[case.id] = began
        return began[1:]

    def _row(self, case: CaseSummary, now: Instant) -> BacklogRow:
        made = self._made.get(case.id)
        if made is None:
            row = self._maker.row(case, now, self._present.get(case.id, ()))
            is_unsent, is_begun = case.id in self._unsent, case.id in self._begun
            if is_unsent or is_begun:
                row = replace(row, is_unsent=is_unsent, is_begun=is_begun)
            made = self._made[case.id] = (_minute(now), row)
        return made[1]

    def _count(self) -> None:
        self.mail.count()
        self.mine.count()

    def _is_mine(self, case: CaseSummary) -> bool:
        return case.owner == self._maker.me


def _everything(case: CaseSummary) -> bool:
    del case
    return True


def _minute(at: Instant) -> int:
    return int(at.timestamp()) // 60


def _day_group(date: Date, today: Date) -> Place:
    """The group of a day, oldest first."""
    if date < today.add(days=-6):
        return (0, tr("Eldre"))
    day = min(date, today).to_stdlib().toordinal()
    if date >= today:
        return (day, tr("I dag"))
    if date == today.add(days=-1):
        return (day, tr("Fra i går"))
    return (day, tr("Fra {day}", day=weekday_name(date)))
