"""The backlog on the board: every case that is not closed, in groups and order.

Kept by the change feed: one changed case is put anew, the rest stays. Cases count in whole
minutes: when the minute changes all are put anew, those on top first, a slice a second.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from math import ceil

from console.desk.backlog_rows import BacklogRow, Clock, RowMaker, case_clock
from console.desk.board import Board, RowList
from console.desk.case_draft import cases_of
from console.desk.case_places import CasePlaces, Minute
from console.desk.lane import LaneName
from console.desk.placed import Placed
from console.desk.visitors import Visitors
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseState
from console.domain.ids import CaseId
from console.domain.instants import Clock as TimeSource
from console.domain.promises import Promise
from console.domain.targets import Targets
from console.domain.waits import Wait

MakeRow = Callable[[CaseSummary, Clock], BacklogRow]
"""A case's row with this clock."""

SLICE = 60
"""Cases put anew in one tick, at least: more than are in sight, and a few milliseconds."""

ROUND_S = 55
"""Ticks in which all are put anew, however many: well within the minute."""


class Backlog:
    """Every case that is not closed, or in which a promise is to be kept. Threads: the loop's."""

    def __init__(self, maker: RowMaker, clock: TimeSource) -> None:
        self._maker = maker
        self._clock = clock
        self._cases: dict[CaseId, CaseSummary] = {}
        self._places = CasePlaces(maker)
        self._present: Mapping[CaseId, Visitors] = {}
        self._unsent: frozenset[CaseId] = frozenset()
        self._begun: frozenset[CaseId] = frozenset()
        self._alive: Mapping[CaseId, bool] = {}
        self._promises: Mapping[CaseId, tuple[Promise, ...]] = {}
        self._minute = self._this_minute()
        self._stale: deque[CaseId] = deque()
        self._slice = SLICE
        self.board = Board(maker.me)

    @property
    def mail(self) -> RowList:
        """All that came by mail."""
        return self.board.mail

    @property
    def mine(self) -> RowList:
        return self.board.mine

    def replace_all(self, cases: Iterable[CaseSummary]) -> None:
        """Begins anew: at the start, and when the feed starts over."""
        self._cases = {case.id: case for case in cases if not self._is_over(case)}
        self._places.forget_all()
        self._refresh()

    def apply(self, cases: Sequence[CaseSummary]) -> None:
        """Takes in cases that were read again."""
        for case in cases:
            if self._is_over(case):
                self._cases.pop(case.id, None)
                self._places.forget(case.id)
            else:
                self._cases[case.id] = case
        self._put(case.id for case in cases)

    def show_present(self, present: Mapping[CaseId, Visitors]) -> None:
        """Shows who is in which case: the rows where somebody came or went are made again."""
        before, self._present = self._present, present
        self._put(_changed(before, present))

    def show_unsent(self, cases: frozenset[CaseId]) -> None:
        """Marks the cases in which something waits to be sent."""
        changed, self._unsent = self._unsent ^ cases, cases
        self._put(sorted(changed))

    def show_begun(self, scopes: frozenset[str]) -> None:
        """Marks the cases in which I have begun to write."""
        cases = cases_of(scopes)
        changed, self._begun = self._begun ^ cases, cases
        self._put(sorted(changed))

    def show_alive(self, alive: Mapping[CaseId, bool]) -> None:
        """Leaves cases to the chat or call that goes on in them; True where that waits for us."""
        before, self._alive = self._alive, alive
        self._put(_changed(before, alive))

    def show_promises(self, promises: Mapping[CaseId, tuple[Promise, ...]]) -> None:
        """What was promised, and is to be kept, in which case."""
        before, self._promises = self._promises, promises
        changed = _changed(before, promises)
        for case in changed:
            if case in self._cases and self._is_over(self._cases[case]):
                del self._cases[case]
        self._put(changed)

    def tick(self) -> None:
        """Moves the clocks on: a slice of the cases, all of them once a minute."""
        before, self._minute = self._minute, self._this_minute()
        if before.today != self._minute.today:
            self._refresh()
        elif before.number != self._minute.number:
            self._go_round()
        count = min(self._slice, len(self._stale))
        slice_of_them = [self._stale.popleft() for _ in range(count)]
        self._put(slice_of_them, self._row_later)

    def measure_by(self, targets: Targets) -> None:
        """Other targets, for all that are measured by this list's maker, from the top."""
        self._maker.targets = targets
        self._go_round()
        self.tick()

    def summary(self, case: CaseId) -> CaseSummary | None:
        return self._cases.get(case)

    def present(self, case: CaseId) -> Visitors:
        """Colleagues who are in the case just now."""
        return self._present.get(case, ())

    def marked(self, row: BacklogRow) -> BacklogRow:
        """The row with what of its case waits on this machine, and what I have begun there."""
        is_unsent, is_begun = row.case in self._unsent, row.case in self._begun
        if is_unsent or is_begun:
            return replace(row, is_unsent=is_unsent, is_begun=is_begun)
        return row

    def _is_over(self, case: CaseSummary) -> bool:
        return case.state is CaseState.CLOSED and case.id not in self._promises

    def _this_minute(self) -> Minute:
        return Minute.of(self._clock.now(), self._maker.working)

    def _go_round(self) -> None:
        """All cases are to be put anew, as they stand from the top."""
        self._stale = deque(row.case for row in self.mail.rows.rows if row.case is not None)
        self._slice = max(SLICE, ceil(len(self._stale) / ROUND_S))

    def _refresh(self) -> None:
        """Puts everything anew at once."""
        self._minute = self._this_minute()
        self._stale.clear()
        self.board.show(self._placed(self._cases.values(), self._new_row), LaneName.MAIL)

    def _put(self, cases: Iterable[CaseId], row: MakeRow | None = None) -> None:
        touched = dict.fromkeys(cases)
        if not touched:
            return
        found = [self._cases[case] for case in touched if case in self._cases]
        placed = tuple(self._placed(found, row or self._new_row))
        gone = {f"case:{case}": None for case in touched}
        for thing in placed:
            del gone[thing.key]
        self.board.take(placed, gone)

    def _placed(self, cases: Iterable[CaseSummary], row: MakeRow) -> Iterator[Placed]:
        places, minute = self._places, self._minute
        for case in cases:
            promises = self._promises.get(case.id, ())
            # A customer whose chat or call waits does so there alone; a promise besides stays.
            alone = replace(case, waiting_since=None) if self._alive.get(case.id) else case
            wait = places.wait(alone, promises, minute)
            if not self._is_told(case, promises, wait):
                clock = case_clock(case, wait, minute.moment)
                yield places.place(case, row(case, clock), wait, minute)

    def _is_told(self, case: CaseSummary, promises: Sequence[Promise], wait: Wait | None) -> bool:
        """Whether a chat or call stands for it. What waits besides is never left out."""
        alive = self._alive.get(case.id)
        if alive is None or promises:
            return False
        return alive or wait is None

    def _new_row(self, case: CaseSummary, clock: Clock) -> BacklogRow:
        present = self._present.get(case.id, ())
        return self.marked(self._maker.row_with(case, clock, present))

    def _row_later(self, case: CaseSummary, clock: Clock) -> BacklogRow:
        """The row of a case of which nothing but the time has changed."""
        before = self.board.find(f"case:{case.id}")
        if before is None:
            return self._new_row(case, clock)
        return before.row if before.row.clock == clock else replace(before.row, clock=clock)


def _changed(before: Mapping[CaseId, object], after: Mapping[CaseId, object]) -> list[CaseId]:
    there: Set[CaseId] = before.keys() | after.keys()
    return sorted(case for case in there if before.get(case) != after.get(case))
