"""Everything live at the desk in one part: chats, calls, who is ready, what waits where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from whenever import Instant

from console.desk.ages import Ages
from console.desk.alarming import Alarming
from console.desk.backlog import Backlog
from console.desk.backlog_rows import RowMaker
from console.desk.chat_acts import ChatActs
from console.desk.chats.lanes import ChatLanes
from console.desk.escalations import Escalations
from console.desk.follow import Batch, Everything
from console.desk.live import LiveValue
from console.desk.live_acts import LiveActs
from console.desk.live_floor import LiveFloor
from console.desk.my_state import MyState
from console.desk.oncall.views import IncidentView
from console.desk.overview import Overview
from console.desk.sounds import PlaySound, Sounds, no_sound
from console.desk.status_lamp import StatusLamp
from console.desk.tasks import Spawn
from console.desk.team import Team
from console.desk.team_expertise import TeamExpertise
from console.desk.telephone import Telephone
from console.desk.turns import Part
from console.desk.workers import Workers
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.closed_words import closed_words
from console.domain.hours.opening_hours import LiveChannel
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
        spawn: Spawn,
        play: PlaySound = no_sound,
    ) -> None:
        def named(key: str) -> str:
            found = backlog.board.find(key)
            return "" if found is None else found.row.who

        self._people = people
        self._clock = clock
        self.floor = LiveFloor()
        self.loads: LiveValue[Mapping[PersonId, Load]] = LiveValue({})
        self.overview = Overview(self.floor, backlog, escalations, maker, people, clock)
        self.acts = LiveActs(workers, clock, me, self.floor)
        self.my_state = MyState(me, self.floor, self.loads, self.acts, clock)
        self.expertise = TeamExpertise(workers, clock, me, spawn)
        self.team = Team(me, self.overview, self.floor, self.loads, people, clock)
        row_clock = self.overview.clock
        self.chats = ChatLanes(
            workers, clock, me, maker, self.floor, backlog, self.acts, row_clock, spawn
        )
        self.chat_acts = ChatActs(workers, clock, me, maker, self.floor, backlog.summary)
        board, loads = backlog.board, self.loads
        self.telephone = Telephone(
            workers, clock, me, self.floor, board, maker, people, loads, spawn
        )
        self.alarming = Alarming(self.floor, people, maker, me, clock, named)
        self.sounds = Sounds(play, spawn)
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
        ages.telephone.lost_since.listen(self._lose_exchange)
        for lane in (overview.escalations, overview.urgent):
            ages.store.freshness.listen(lane.source.set)

    def take_everything(self, whole: Everything) -> None:
        """Begins anew with the store as a whole."""
        self.overview.begin(whole.floor, whole.cases)
        self.chats.begin(whole)
        self._weigh(self._people.value)
        self.team.tick()
        self.telephone.tick()
        self.telephone.read_again()
        self.expertise.read_again()
        self.status.read_again()
        self.alarming.take()

    def take(self, batch: Batch) -> None:
        """Takes in what has changed, cases among it."""
        self.show(batch)
        for follow in self.following(batch):
            follow()

    def show(self, batch: Batch) -> None:
        """What of it stands in lists, and is counted there."""
        self.overview.take(batch.floor, batch.cases)
        if not batch.floor.is_empty:
            self._weigh(self._people.value)

    def following(self, batch: Batch) -> tuple[Part, ...]:
        """What follows from it, in parts."""
        return partial(self.chats.take, batch), partial(self._take_the_rest, batch)

    def _take_the_rest(self, batch: Batch) -> None:
        is_touched = not batch.floor.is_empty
        if is_touched:
            self.telephone.tick()
        self.team.tick()
        self.telephone.hear(batch.items)
        # What rings hangs on the floor and on who is there; the second looks again at all of it.
        if is_touched or batch.people is not None or not self.alarming.is_known.value:
            self.alarming.take()
        self.status.hear(batch.items)
        self.expertise.hear(batch.items)
        if batch.sources is not None:
            self.status.see(batch.sources)

    def hear_reports(self, calendar: WorkCalendar, views: Iterable[IncidentView]) -> None:
        """Critical reports have come, or have been answered."""
        self.alarming.hear_reports((view.incident for view in views), calendar)

    def show_hours(self, calendar: WorkCalendar) -> None:
        """Chat and telephone say when they are closed."""
        now, overview = self._clock.now(), self.overview
        overview.chat.closed.set(closed_words(calendar, now, LiveChannel.CHAT))
        overview.telephone.closed.set(closed_words(calendar, now, LiveChannel.TELEPHONE))
        self.chats.use_hours(calendar)

    def lose(self, reason: str) -> None:
        """The store is away."""
        self.alarming.lose()
        self.status.lose(reason)

    def tick(self) -> None:
        """A second has passed."""
        for tick in self.ticks:
            tick()

    @property
    def ticks(self) -> tuple[Part, ...]:
        """The same in parts: what the lists show first."""
        return self.overview.tick, self.chats.tick, self._tick_the_rest

    def _tick_the_rest(self) -> None:
        self.my_state.tick()
        self.team.tick()
        self.telephone.tick()
        self.alarming.tick()
        self.status.tick()

    def _lose_exchange(self, since: Instant | None) -> None:
        self.floor.exchange_lost_since = since
        self.overview.tick()
        self.telephone.tick()

    def stop(self) -> None:
        self.chats.stop()
        self.alarming.stop()
        self.sounds.stop()

    def _weigh(self, people: Iterable[Person]) -> None:
        self.loads.set(self.floor.loads(people))
