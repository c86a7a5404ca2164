"""Where a case stands: in which group of its list, in what order there, and among all that waits.

A pure function of the case, its promises and the whole minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whenever import Date, Instant

from console.desk.backlog_rows import BacklogRow, RowMaker, most_urgent
from console.desk.lane import LaneName
from console.desk.placed import Order, Place, Placed, kin_of
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseState
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import CaseId
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.promises import Promise
from console.domain.waits import Moment, Wait, WaitKind, working_wait
from console.domain.wording import weekday_name

_LAST = 10_000_000
"""After every day there is."""


@dataclass(frozen=True)
class Minute:
    """A whole minute, what has been worked by then, and its day."""

    number: int
    moment: Moment
    today: Date

    @classmethod
    def of(cls, now: Instant, working: WorkingTime) -> Minute:
        """The minute that an instant lies in."""
        number = int(now.timestamp()) // 60
        at = Instant.from_timestamp(number * 60)
        return cls(number, Moment.of(at, working), wall(at).date())


class CasePlaces:
    """Keeps when each case began to wait, in working time: that is costly."""

    def __init__(self, maker: RowMaker) -> None:
        self._maker = maker
        self._began: dict[CaseId, tuple[Moment, Date]] = {}

    def forget(self, case: CaseId) -> None:
        self._began.pop(case, None)

    def forget_all(self) -> None:
        self._began.clear()

    def wait(self, case: CaseSummary, promises: Sequence[Promise], minute: Minute) -> Wait | None:
        """By what it waits for us, as `Waiting` has it; its start is not reckoned out each time."""
        if promises:
            return most_urgent(case, promises, self._maker.waiting, minute.moment)
        if case.waiting_since is None or case.state is CaseState.SNOOZED:
            return None
        began, _ = self._start(case, case.waiting_since)
        return working_wait(WaitKind.CASE, began, self._maker.targets.target_s(case.kind))

    def place(
        self, case: CaseSummary, row: BacklogRow, wait: Wait | None, minute: Minute
    ) -> Placed:
        """Its row where it belongs, waiting so."""
        number, key = case.id, row.key
        if wait is None:
            since = (case.snoozed_until or case.last_at).timestamp()
            order: Order = (1.0, since, number, key)
            return Placed(row, LaneName.MAIL, _at_rest(case), order, order, None, case.owner)
        since = wait.began.at.timestamp()
        order = (-wait.fraction(minute.moment), since, number, key)
        place = _day_group(self._start(case, wait.began.at)[1], minute.today)
        kin = kin_of(case.shop_name, case.contact_address)
        return Placed(row, LaneName.MAIL, place, order, order, since, case.owner, kin)

    def _start(self, case: CaseSummary, since: Instant) -> tuple[Moment, Date]:
        """When somebody began to wait, and that day. Kept: it is costly."""
        began = self._began.get(case.id)
        if began is None or began[0].at != since:
            began = (Moment.of(since, self._maker.working), wall(since).date())
            self._began[case.id] = began
        return began


def _at_rest(case: CaseSummary) -> Place:
    if case.state is CaseState.SNOOZED:
        return (_LAST + 1, tr("Utsatt"))
    return (_LAST, tr("Hos kunden"))


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
