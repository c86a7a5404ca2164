"""The lane of escalations: all that a customer still is to hear of, kept by the change feed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whenever import Instant

from console.data.feed import FeedItem
from console.data.queries.escalations import open_escalations
from console.desk.backlog_rows import BacklogRow, RowMaker
from console.desk.board import Board
from console.desk.errors import ActFailed, StoreAway
from console.desk.escalations_rows import ENTITY, lane_row
from console.desk.live import LiveList, LiveValue
from console.desk.tally import Counts
from console.desk.tasks import Spawn
from console.desk.visitors import Visitors
from console.desk.workers import Workers
from console.domain.backlog import CaseSummary
from console.domain.escalations import Escalation, OpenEscalation
from console.domain.ids import CaseId
from console.domain.instants import Clock


class Escalations:
    """`rows` stand in groups; `is_read` before the first of them; `problem` says why there are
    none that could be read, or "". Threads: the loop's only.
    """

    def __init__(
        self,
        workers: Workers,
        clock: Clock,
        maker: RowMaker,
        board: Board,
        spawn: Spawn,
        visitors: LiveValue[Mapping[CaseId, Visitors]],
    ) -> None:
        self._workers = workers
        self._clock = clock
        self._maker = maker
        self._board = board
        self._spawn = spawn
        self._visitors = visitors
        self._found: dict[str, OpenEscalation] = {}
        self._is_stale = self._is_reading = False
        self._shown_at = clock.now()
        self.problem: LiveValue[str] = LiveValue("")
        self.is_read: LiveValue[bool] = LiveValue(False)
        visitors.listen(self._moved)

    @property
    def rows(self) -> LiveList[BacklogRow]:
        return self._board.escalations.rows

    @property
    def counts(self) -> LiveValue[Counts]:
        return self._board.escalations.counts

    def found(self, key: str) -> OpenEscalation | None:
        """What a row is about."""
        return self._found.get(key)

    def find(self, key: str) -> Escalation | None:
        """The escalation of a row."""
        found = self._found.get(key)
        return None if found is None else found.standing.escalation

    def next_word_by(self) -> Instant:
        """When a customer hears of what is asked now, where nothing else is said: whole minutes."""
        due = self._maker.waiting.next_word_by(self._clock.now()).timestamp()
        return Instant.from_timestamp(-(-due // 60) * 60)

    def hear(self, items: Iterable[FeedItem], cases: Iterable[CaseSummary]) -> None:
        """Takes in cases that were read again, and reads what was done with escalations."""
        touched = {case.id: case for case in cases}
        here = [key for key, found in self._found.items() if found.case.id in touched]
        for key in here:
            found = self._found[key]
            self._found[key] = OpenEscalation(found.standing, touched[found.case.id])
        if here:
            self._show()
        if self._is_stale or any(item.entity == ENTITY for item in items):
            self.read_again()

    def read_again(self) -> None:
        """The store may say something else now; a burst is read once."""
        self._is_stale = True
        if not self._is_reading:
            self._is_reading = True
            self._spawn(self._read(), "read escalations")

    def show(self, found: Iterable[OpenEscalation]) -> None:
        """These are all that there are."""
        before, self._found = self._found, {_key(each): each for each in found}
        self._show(before.keys() - self._found.keys())

    def tick(self) -> None:
        """Moves the clocks on: they tell minutes, and what is due is late from its second on."""
        now, before = self._clock.now(), self._shown_at
        each = self._found.values()
        dues = (found.standing.escalation.next_word_by for found in each)
        if _minute(now) != _minute(before) or any(before < due <= now for due in dues):
            self._show()

    def _show(self, gone: Iterable[str] = ()) -> None:
        waiting, now = self._maker.waiting, self._clock.now()
        self._shown_at = now
        there = self._visitors.value
        found = self._found.values()
        self._board.take(
            [lane_row(each, waiting, now, there.get(each.case.id, ())) for each in found], gone
        )

    async def _read(self) -> None:
        try:
            while self._is_stale:
                self._is_stale = False
                found = await self._workers.read(open_escalations)
        except StoreAway:
            self._is_stale = True  # read with what comes next
        except ActFailed as error:
            self.problem.set(str(error))
        else:
            self.problem.set("")
            self.show(found)
            self.is_read.set(True)
        finally:
            self._is_reading = False

    def _moved(self, _there: object) -> None:
        self._show()


def _key(found: OpenEscalation) -> str:
    return f"{ENTITY}:{found.standing.escalation.id}"


def _minute(at: Instant) -> int:
    return int(at.timestamp()) // 60
