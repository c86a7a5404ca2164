"""Rows of cases: open, take, hand over, put away, solve."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from console.domain.ids import CaseId, PersonId
from console.domain.language import tr
from console.ui.lanes.choosing import Choosing
from console.ui.lanes.row_acts import RowActs
from console.ui.lanes.row_deed import RowDeed
from console.ui.lanes.row_keys import RowKey

if TYPE_CHECKING:
    from console.desk.desk import Desk

Open = Callable[[CaseId], None]


def opening(case: CaseId, open_case: Open) -> RowDeed:
    """Into the case, which is what Enter does."""
    return RowDeed(tr("Åpne saken"), "mail-open", (RowKey.OPEN,), do=partial(open_case, case))


class CaseRows:
    """Whoever only reads may only open."""

    def __init__(self, desk: Desk, acts: RowActs, choosing: Choosing, open_case: Open) -> None:
        self._desk = desk
        self._acts = acts
        self._choosing = choosing
        self._open = open_case

    def deeds(self, number: str) -> tuple[RowDeed, ...]:
        case, acts = CaseId(int(number)), self._acts
        first = opening(case, self._open)
        if not self._desk.me.may_work:
            return (first,)
        summary = self._desk.backlog.summary(case)
        owner = None if summary is None else summary.owner
        whom = self._choosing.colleague(partial(acts.hand_over, case), owner)
        when = self._choosing.time(partial(acts.snooze, case))
        close = partial(acts.close, case)
        return (
            first,
            self._owning(case, owner),
            RowDeed(tr("Gi videre"), "corner-up-right", (RowKey.HAND_OVER,), ask=whom),
            RowDeed(tr("Utsett"), "alarm-clock", (RowKey.SNOOZE,), ask=when),
            RowDeed(tr("Løs saken"), "check", (RowKey.CLOSE,), do=close, is_apart=True),
        )

    def _owning(self, case: CaseId, owner: PersonId | None) -> RowDeed:
        if owner == self._desk.me.id:
            release = partial(self._acts.release, case)
            return RowDeed(tr("Legg tilbake"), "undo-2", do=release, is_apart=True)
        take = partial(self._acts.take, case)
        return RowDeed(tr("Ta saken"), "user", (RowKey.TAKE,), do=take, is_apart=True)
