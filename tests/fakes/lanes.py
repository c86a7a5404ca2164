"""Oversikt without a store: what is read is handed in, and time is moved by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fakes.clock import FakeClock

from console.data.engine import open_engine
from console.data.store import Store
from console.desk.backlog import Backlog
from console.desk.backlog_rows import BacklogRow, RowMaker
from console.desk.board import RowList
from console.desk.changes import Op, applied
from console.desk.escalations import Escalations
from console.desk.live import LiveValue
from console.desk.live_floor import LiveFloor
from console.desk.overview import Overview
from console.desk.workers import Workers
from console.domain.backlog import CaseSummary
from console.domain.escalations import OpenEscalation
from console.domain.floor import Floor
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import PersonId
from console.domain.people import Person, Role
from console.domain.targets import Targets

ME, JONAS = PersonId(1), PersonId(2)
PEOPLE = (
    Person(ME, "sunniva.l", "Sunniva Lund", frozenset({Role.AGENT})),
    Person(JONAS, "jonas.t", "Jonas Tveit", frozenset({Role.AGENT})),
)
NOWHERE = Workers(Store(open_engine("sqlite:////nowhere/desk.db")))
WORKING = WorkingTime(WorkCalendar(OpeningHours()))


class Lanes:
    """Sunniva's lanes; nothing is ever read from the store behind them."""

    def __init__(self, clock: FakeClock | None = None) -> None:
        self.clock = clock or FakeClock()
        self.maker = RowMaker(WORKING, Targets(), ME)
        self.backlog = Backlog(self.maker, self.clock)
        board = self.backlog.board
        self.escalations = Escalations(
            NOWHERE, self.clock, self.maker, board, lambda _work, _name: None, LiveValue({})
        )
        self.floor = LiveFloor()
        self.people = LiveValue(PEOPLE)
        self.overview = Overview(
            self.floor, self.backlog, self.escalations, self.maker, self.people, self.clock
        )
        self.overview.begin(Floor(), ())

    @property
    def lists(self) -> dict[str, RowList]:
        """Every list, by name."""
        board = self.backlog.board
        return {
            "mail": board.mail,
            "waiting": board.waiting,
            "chat": board.chat,
            "telephone": board.telephone,
            "escalations": board.escalations,
            "mine": board.mine,
            "urgent": board.urgent,
        }

    def take(self, *cases: CaseSummary, **touched: object) -> None:
        """Cases and things of the floor were read again."""
        self.overview.take(Floor(**touched), cases)  # type: ignore[arg-type]

    def escalate(self, found: Iterable[OpenEscalation]) -> None:
        self.escalations.show(found)

    def pass_time(self, seconds: int) -> None:
        """So much time passes, and then a tick."""
        self.clock.advance(seconds)
        self.escalations.tick()
        self.overview.tick()

    def rows(self, name: str) -> list[BacklogRow]:
        """The rows of a list without its heads."""
        return [row for row in self.lists[name].rows.rows if not row.is_head]

    def row(self, name: str, key: str) -> BacklogRow:
        (found,) = (row for row in self.rows(name) if row.key == key)
        return found

    def groups(self, name: str) -> dict[str, list[str]]:
        """Who stands under which head, in order."""
        found: dict[str, list[str]] = {}
        title = ""
        for row in self.lists[name].rows.rows:
            if row.is_head:
                title = row.who
                found[title] = []
            else:
                found.setdefault(title, []).append(row.who)
        return found


class Screen:
    """A list as a screen keeps it: from the differences alone."""

    def __init__(self, shown: RowList) -> None:
        self.shown = shown
        self.rows = list(shown.rows.rows)
        self.told: list[Op[BacklogRow]] = []
        shown.rows.listen(self._apply)

    def _apply(self, ops: Sequence[Op[BacklogRow]]) -> None:
        self.rows = applied(self.rows, ops)
        self.told += ops
