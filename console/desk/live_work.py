"""Everything live at the desk in one part: chats, calls, who is ready, what waits where."""

from __future__ import annotations

from collections.abc import Mapping

from console.desk.acts import Acts
from console.desk.alarming import Alarming
from console.desk.backlog import Backlog
from console.desk.backlog_rows import RowMaker
from console.desk.escalations import Escalations
from console.desk.follow import Batch, Everything
from console.desk.live import LiveValue
from console.desk.live_acts import LiveActs
from console.desk.live_floor import LiveFloor
from console.desk.my_state import MyState
from console.desk.overview import Overview
from console.desk.status_lamp import StatusLamp
from console.desk.tasks import Spawn
from console.desk.team import Team
from console.desk.workers import Workers
from console.domain.ids import PersonId
from console.domain.instants import Clock
from console.domain.load import Load
from console.domain.people import Person


class LiveWork:
    """Kept by the feed and moved on each second. Threads: the loop's only."""

    def __init__(
        self,
        workers: Workers,
        clock: Clock,
        me: Person,
        maker: RowMaker,
        backlog: Backlog,
        escalations: Escalations,
        people: LiveValue[tuple[Person, ...]],
        acts: Acts,
        spawn: Spawn,
    ) -> None:
        self._backlog = backlog
        self.floor = LiveFloor()
        self.loads: LiveValue[Mapping[PersonId, Load]] = LiveValue({})
        self.overview = Overview(self.floor, backlog, escalations)
        self.acts = LiveActs(workers, clock, me, self.floor, acts)
        self.my_state = MyState(me, self.floor, self.loads, self.acts, clock)
        self.team = Team(me, self.overview, self.floor, self.loads, people, clock)
        self.alarming = Alarming(self.floor, self.loads, people, maker, me, clock)
        self.status = StatusLamp(workers, clock, spawn)

    def take_everything(self, whole: Everything) -> None:
        """Begins anew with the store as a whole."""
        self._backlog.replace_all(whole.cases)
        self.status.read_again()

    def take(self, batch: Batch) -> None:
        """Takes in what has changed, cases among it."""
        if batch.cases:
            self._backlog.apply(batch.cases)
        self.status.hear(batch.items)

    def tick(self) -> None:
        """A second has passed."""
        self._backlog.tick()
        self.my_state.tick()
        self.team.tick()
        self.alarming.tick()
        self.status.tick()

    def stop(self) -> None:
        self.alarming.stop()
