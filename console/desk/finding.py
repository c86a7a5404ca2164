"""Finding cases: pages of rows, newest first, each with where the words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from console.data.queries.backlog import cases_by_id
from console.data.queries.search import find_cases
from console.desk.backlog_rows import BacklogRow, RowMaker
from console.domain.finding import Found, Marked
from console.domain.ids import CaseId
from console.domain.instants import Clock

if TYPE_CHECKING:
    from console.desk.workers import Workers


@dataclass(frozen=True)
class FoundRow:
    """A case that was found; its quiet line is what was said, which `said` marks the words of."""

    row: BacklogRow
    said: Marked


@dataclass(frozen=True)
class FoundRows:
    """A page of them; `before` asks for the next one, None where there is none."""

    rows: tuple[FoundRow, ...]
    before: int | None


class Finder:
    """Asks the store, away from the window. Its answers raise ActFailed."""

    def __init__(self, workers: Workers, maker: RowMaker, clock: Clock) -> None:
        self._workers = workers
        self._maker = maker
        self._clock = clock

    async def page(self, typed: str, before: int | None = None) -> FoundRows:
        """Cases for what somebody typed: a number, words, a shop, a telephone number."""
        page = await self._workers.read(find_cases, typed, before)
        return FoundRows(tuple(self._row(one) for one in page.found), page.before)

    async def cases(self, numbers: Sequence[CaseId]) -> tuple[FoundRow, ...]:
        """Those cases, in this order."""
        found = {case.id: case for case in await self._workers.read(cases_by_id, numbers)}
        now = self._clock.now()
        rows = (self._maker.row(found[number], now) for number in numbers if number in found)
        return tuple(FoundRow(row, Marked(row.what)) for row in rows)

    def _row(self, one: Found) -> FoundRow:
        row = self._maker.row(one.case, self._clock.now())
        return FoundRow(replace(row, what=one.said.text or row.what), one.said)
