"""Everything live at the desk in one part: chats, calls, who is ready, what waits where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from console.desk.ages import Ages
from console.desk.alarming import Alarming
from console.desk.backlog import Backlog
from console.desk.backlog_rows import RowMaker
from console.desk.escalations import Escalations
from console.desk.follow import Batch, Everything
from console.desk.live import LiveValue
from console.desk.live_acts import LiveActs
from console.desk.live_floor import LiveFloor, is_alive
from console.desk.my_state import MyState
from console.desk.overview import Overview
from console.desk.status_lamp import StatusLamp
from console.desk.tasks import Spawn
from console.desk.team import Team
from console.desk.workers import Workers
from console.domain.backlog import CaseSummary
from console.domain.calls import CallState
from console.domain.ids import CaseId, PersonId
from console.domain.instants import Clock
from console.domain.load import Load
from console.domain.people import Person
from console.domain.promises import Promise
from console.domain.waiting import Waiting


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
        spawn: Spawn,
    ) -> None:
        self._maker = maker
        self._backlog = backlog
        self._people = people
        self.floor = LiveFloor()
        self.loads: LiveValue[Mapping[PersonId, Load]] = LiveValue({})
        self.overview = Overview(self.floor, backlog, escalations, maker, people, clock)
        self.acts = LiveActs(workers, clock, me, self.floor)
        self.my_state = MyState(me, self.floor, self.loads, self.acts, clock)
        self.team = Team(me, self.overview, self.floor, self.loads, people, clock)
        self.alarming = Alarming(self.floor, self.loads, people, maker, me, clock)
        self.status = StatusLamp(workers, clock, spawn)
        people.listen(self._weigh)

    def follow(self, ages: Ages) -> None:
        """Each lane tells the age of its own source from now on."""
        overview = self.overview
        sources = (
            (ages.chat, overview.chat),
            (ages.telephone, overview.telephone),
            (ages.mail, overview.mail),
        )
        for age, lane in sources:
            age.freshness.listen(lane.source.set)
            age.problem.listen(lane.problem.set)
        for lane in (overview.escalations, overview.urgent):
            ages.feed.listen(lane.source.set)

    def take_everything(self, whole: Everything) -> None:
        """Begins anew with the store as a whole."""
        self.floor.begin(whole.floor)
        self._spread()
        self._backlog.replace_all(whole.cases)
        self.overview.place()
        for lane in (self.overview.chat, self.overview.telephone, self.overview.mail):
            lane.is_read.set(True)
        self.overview.urgent.is_read.set(True)
        self.team.tick()
        self.status.read_again()

    def take(self, batch: Batch) -> None:
        """Takes in what has changed, cases among it."""
        if not batch.floor.is_empty:
            self.floor.take(batch.floor)
            self._spread()
        if batch.cases:
            self._backlog.apply(batch.cases)
        if not batch.floor.is_empty or self._touches_a_chat(batch.cases):
            self.overview.place()
        self.team.tick()
        self.status.hear(batch.items)
        if batch.sources is not None:
            self.status.see(batch.sources)

    def tick(self) -> None:
        """A second has passed."""
        self._backlog.tick()
        self.overview.place()
        self.my_state.tick()
        self.team.tick()
        self.alarming.tick()
        self.status.tick()

    def stop(self) -> None:
        self.alarming.stop()

    def _spread(self) -> None:
        """What others need to know of the floor."""
        self._backlog.show_alive(alive_cases(self.floor, self._maker.waiting))
        self._backlog.show_promises(promises_by_case(self.floor))
        self._weigh(self._people.value)

    def _weigh(self, people: Iterable[Person]) -> None:
        self.loads.set(loads(self.floor, people))

    def _touches_a_chat(self, cases: Iterable[CaseSummary]) -> bool:
        touched = {case.id for case in cases}
        return any(chat.case in touched for chat in self.floor.chats.values())


def alive_cases(floor: LiveFloor, waiting: Waiting) -> dict[CaseId, bool]:
    """Cases in which a chat or call goes on; True where one of those waits for us."""
    found: dict[CaseId, bool] = {}
    for chat in floor.chats.values():
        found[chat.case] = found.get(chat.case, False) or waiting.chat(chat) is not None
    for call in floor.calls.values():
        if call.case is not None and is_alive(call):
            found[call.case] = found.get(call.case, False) or waiting.call(call) is not None
    return found


def promises_by_case(floor: LiveFloor) -> dict[CaseId, tuple[Promise, ...]]:
    """The open promises of each case."""
    found: dict[CaseId, tuple[Promise, ...]] = {}
    for promise in floor.promises.values():
        found[promise.case] = (*found.get(promise.case, ()), promise)
    return found


def loads(floor: LiveFloor, people: Iterable[Person]) -> dict[PersonId, Load]:
    """What everybody has on their hands, also who has nothing."""
    chats = Counter(chat.agent for chat in floor.chats.values())
    calls = Counter(
        call.answered_by for call in floor.calls.values() if call.state is CallState.TALKING
    )
    everybody = {person.id for person in people if not person.is_disabled}
    busy = {person for person in (*chats, *calls) if person is not None}
    return {one: Load(chats[one], calls[one]) for one in sorted(everybody | busy)}
