"""The backlog as lists: everything that is not closed, and what is mine; groups and order.

Kept by the change feed; rows are made again only when their case or the minute has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from whenever import Instant

from console.desk.backlog_rows import BacklogRow, Meaning, RowMaker
from console.desk.live import LiveList, LiveValue
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseState
from console.domain.ids import CaseId
from console.domain.instants import Clock, wall
from console.domain.language import tr
from console.domain.wording import weekday_name


@dataclass(frozen=True)
class Counts:
    """Counted from the rows that a list shows: cases that wait for us, late, soon."""

    waiting: int = 0
    late: int = 0
    soon: int = 0


class CaseList:
    """One list over the cases: which belong to it, their rows and counts."""

    def __init__(self, belongs: Callable[[CaseSummary], bool]) -> None:
        self.belongs = belongs
        self.rows: LiveList[BacklogRow] = LiveList()
        self.counts: LiveValue[Counts] = LiveValue(Counts())


class Backlog:
    """Every case that is not closed, and the lists over them. Threads: the loop's only."""

    def __init__(self, maker: RowMaker, clock: Clock) -> None:
        self._maker = maker
        self._clock = clock
        self._cases: dict[CaseId, CaseSummary] = {}
        self._made: dict[CaseId, BacklogRow] = {}
        self._minute = 0
        self.mail = CaseList(_everything)
        self.mine = CaseList(self._is_mine)

    def replace_all(self, cases: Iterable[CaseSummary]) -> None:
        """Begins anew: at the start, and when the feed starts over."""
        self._cases = {case.id: case for case in cases if case.state is not CaseState.CLOSED}
        self._made.clear()
        self.refresh()

    def apply(self, cases: Iterable[CaseSummary]) -> None:
        """Takes in cases that were read again."""
        for case in cases:
            self._made.pop(case.id, None)
            if case.state is CaseState.CLOSED:
                self._cases.pop(case.id, None)
            else:
                self._cases[case.id] = case
        self.refresh()

    def tick(self) -> None:
        """Moves the clocks on when their text has changed (working clocks show minutes)."""
        if self._minute_now() != self._minute:
            self._made.clear()
            self.refresh()

    def refresh(self) -> None:
        now = self._clock.now()
        self._minute = self._minute_now()
        for case_list in (self.mail, self.mine):
            cases = [case for case in self._cases.values() if case_list.belongs(case)]
            rows = self._grouped(cases, now)
            case_list.rows.show(rows)
            case_list.counts.set(_counted(rows))

    def summary(self, case: CaseId) -> CaseSummary | None:
        return self._cases.get(case)

    def _is_mine(self, case: CaseSummary) -> bool:
        return case.owner == self._maker.me

    def _minute_now(self) -> int:
        return int(self._clock.now().timestamp()) // 60

    def _grouped(self, cases: Sequence[CaseSummary], now: Instant) -> list[BacklogRow]:
        groups: dict[tuple[int, str], list[CaseSummary]] = {}
        for case in cases:
            groups.setdefault(_group(case, now), []).append(case)
        rows: list[BacklogRow] = []
        for place, title in sorted(groups):
            members = groups[(place, title)]
            members.sort(key=lambda case: self._order(case, now))
            rows.append(BacklogRow(f"group:{title}", None, title, "", count=len(members)))
            rows.extend(self._row(case, now) for case in members)
        return rows

    def _order(self, case: CaseSummary, now: Instant) -> tuple[float, float, int]:
        since = case.waiting_since or case.snoozed_until or case.last_at
        return (-self._maker.urgency(case, now), since.timestamp(), case.id)

    def _row(self, case: CaseSummary, now: Instant) -> BacklogRow:
        made = self._made.get(case.id)
        if made is None:
            made = self._made[case.id] = self._maker.row(case, now)
        return made


def _everything(case: CaseSummary) -> bool:
    del case
    return True


def _group(case: CaseSummary, now: Instant) -> tuple[int, str]:
    if case.state is CaseState.SNOOZED:
        return (3, tr("Utsatt"))
    if case.waiting_since is None:
        return (2, tr("Hos kunden"))
    date, today = wall(case.waiting_since).date(), wall(now).date()
    if date >= today:
        return (1, tr("I dag"))
    if today.add(days=-1) == date:
        return (0, tr("Fra i går"))
    if today.add(days=-6) <= date:
        return (0, tr("Fra {day}", day=weekday_name(date)))
    return (-1, tr("Eldre"))


def _counted(rows: Sequence[BacklogRow]) -> Counts:
    clocks = [row.clock for row in rows if row.clock is not None]
    return Counts(
        waiting=sum(clock.meaning is not Meaning.CUSTOMER for clock in clocks),
        late=sum(clock.meaning is Meaning.LATE for clock in clocks),
        soon=sum(clock.meaning is Meaning.SOON for clock in clocks),
    )
