"""On call at this desk: the live model, what one may do, and how it is kept.

Threads: the loop's.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable, Iterable
from functools import partial
from uuid import UUID

from whenever import Instant

from console.data.feed import FeedItem
from console.data.pocket_oncall import LoggedAct, OnCallPocket
from console.desk.errors import ActFailed
from console.desk.live import Listeners, LiveValue
from console.desk.oncall.acts import opened_of
from console.desk.oncall.entered import NewHere
from console.desk.oncall.incidents import Incidents
from console.desk.oncall.line import Line
from console.desk.oncall.log import WorkLog
from console.desk.oncall.machine_time import BootClock, MachineTime, followed
from console.desk.oncall.making import Maker
from console.desk.oncall.notes import Notes
from console.desk.oncall.seen import Seen
from console.desk.oncall.sending import Sending
from console.desk.oncall.signs import Signs
from console.desk.oncall.timers import Timers
from console.desk.oncall.views import IncidentView
from console.desk.oncall.words import refused_words, stopped_words
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.ids import IncidentId
from console.domain.instants import Clock
from console.domain.people import Person

log = logging.getLogger("console.desk")


class OnCall:
    """`views` are the incidents, `log` what one does with them. `saved` says when the work log was
    last committed to this machine's disk, `told` bears words for the person.
    """

    def __init__(
        self,
        kept: OnCallPocket,
        workers: Workers,
        clock: Clock,
        boot: BootClock | None,
        me: Person,
        account: str,
        people: Callable[[], Iterable[Person]],
        spawn: Spawn,
    ) -> None:
        """`boot` is what the machine counts by; without one, time goes by the clock alone."""
        self._kept = kept
        self._workers = workers
        self._spawn = spawn
        measured_at = partial(getattr, clock, "measured_at", None)
        self._time = MachineTime(clock, boot or followed(clock), measured_at)
        self._maker = Maker(self._time, me.id, account)
        self._line = Line(kept, workers, self.now, account)
        self._sending = Sending(self._line, workers, me, spawn)
        self._signs = Signs(
            kept, self._line, workers, self._maker, self._runs_here, self._tell_stopped, spawn
        )
        self._incidents = Incidents(self._line, self._signs, workers, self._maker, people, spawn)
        self._notes = Notes(
            self._line, self._maker, self._incidents.note_version, self._sending.soon, spawn
        )
        self.views: LiveValue[tuple[IncidentView, ...]] = self._incidents.views
        self.saved: LiveValue[Instant | None] = self._line.saved
        self.away_since: LiveValue[Instant | None] = self._incidents.away_since
        self.told: Listeners[str] = Listeners()
        timers = Timers(
            self._line,
            self._signs,
            self._maker,
            self._incidents.running,
            lambda: self.views.value,
        )
        self.log = WorkLog(self._line, self._signs, self._notes, self._maker, timers, self.load)
        self._is_loaded = False
        self._loading = asyncio.Lock()
        self._line.refused.listen(self._tell)

    def now(self) -> Instant:
        """This instant as the work log counts it."""
        return self._time.now()

    def view(self, incident: IncidentId) -> IncidentView | None:
        """One of the incidents, as it stands."""
        return self._incidents.view(incident)

    def entered(self, incident: IncidentId) -> NewHere | None:
        """What was entered of an incident that the store refused; None where it did not."""
        refused = self._line.refused_opening(incident)
        return None if refused is None else opened_of(refused)

    def touched(self) -> None:
        """Somebody pressed a key or moved the mouse: they are there."""
        self._signs.touched()

    async def load(self) -> None:
        """Finds what lies here from before, and accounts for the time since; once."""
        async with self._loading:
            if self._is_loaded:
                return
            self._be(await self._workers.in_pocket(partial(self._kept.machine, self.now())))
            anchor = await self._workers.in_pocket(self._kept.anchor)
            self._time.go_on_from(anchor, await self._workers.in_pocket(self._kept.last_use))
            await self._workers.in_pocket(partial(self._kept.set_anchor, self._time.anchor))
            await self._line.load()
            await self._signs.load()
            if self._line.is_ahead(self._maker.machine):
                # What was logged by a wrong clock must not stop what is logged by the right one.
                self._be(await self._workers.in_pocket(self._kept.another_machine))
            self._is_loaded = True

    def seen(self) -> tuple[Seen, ...]:
        """The incidents as the store had them when they were last read."""
        return self._incidents.seen()

    async def remember(self, seen: tuple[Seen, ...]) -> None:
        """Goes on with what another run has seen, while the store cannot be read."""
        await self.load()
        await self._incidents.remember(seen)

    def follow(self, epoch: str, *, is_new: bool) -> None:
        """The store has been read; `is_new` says that everything was."""
        was_away = self.away_since.value is not None
        self.away_since.set(None)
        self._sending.follow(epoch)
        if is_new or was_away:
            self._incidents.read_all_soon()
        else:
            self._incidents.read_soon(())  # what could not be read the last time

    def take(self, items: Iterable[FeedItem]) -> None:
        """These things have happened in the store."""
        spoken_of = {item.entity_id for item in items if item.entity == "incident"}
        self._incidents.read_soon(IncidentId(UUID(one)) for one in spoken_of)

    def lose(self, since: Instant) -> None:
        """The store is away."""
        self.away_since.set(since)

    def tick(self) -> None:
        """A second has passed."""
        self._signs.tick()

    async def stop(self) -> None:
        """Keeps what is being typed and what runs; begins nothing more."""
        self._incidents.stop()
        for keep in (self._notes.stop, self._signs.stop):
            try:
                await keep()
            except ActFailed:
                log.exception("the work log could not be kept")
        self._sending.stop()

    def _be(self, machine: str) -> None:
        self._maker.machine = f"{socket.gethostname()}#{machine}"

    def _runs_here(self, incident: IncidentId) -> bool:
        return self._incidents.runs_here(incident)

    def _tell_stopped(self, incident: IncidentId) -> None:
        view = self.view(incident)
        if view is not None:
            self.told.tell(stopped_words(view.incident.title))

    def _tell(self, act: LoggedAct) -> None:
        self.told.tell(refused_words(act))
