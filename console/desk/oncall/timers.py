"""One technician's timers: at most one runs, on whichever machine it is. Threads: the loop's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from console.data.pocket_oncall import LoggedAct, Sign
from console.desk.oncall.entered import ActKind
from console.desk.oncall.line import Line
from console.desk.oncall.making import Maker
from console.desk.oncall.signs import Signs
from console.desk.oncall.views import IncidentView
from console.domain.billing.work import Cause, WorkKind
from console.domain.ids import IncidentId
from console.domain.oncall.incident import IncidentState
from console.domain.oncall.work_done import AwayWhy, Running
from console.domain.oncall.work_log import EntryKind, LogEntry

Mine = list[tuple[IncidentId, Running]]


class Timers:
    """Steps of the work log; each is on this machine's disk, all of it or nothing."""

    def __init__(
        self,
        line: Line,
        signs: Signs,
        maker: Maker,
        running: Callable[[], Mine],
        views: Callable[[], Iterable[IncidentView]],
    ) -> None:
        """`running` is all that anybody is known to have running."""
        self._line = line
        self._signs = signs
        self._maker = maker
        self._running = running
        self._views = views

    async def start(self, incident: IncidentId, cause: Cause | None) -> None:
        """Runs here from now on; whatever else runs is paused at the same instant."""
        here, now = self._maker.machine, self._maker.time.now()
        running = self.mine()
        same = [one for of, one in running if of == incident and one.machine == here]
        if any(one.kind is WorkKind.WORK and one.cause == cause for one in same):
            return
        others = [one for one in running if (one[0], one[1].machine) != (incident, here)]
        acts = [*self._stops(others), *self._taken_on(incident)]
        acts.append(self._maker.entry(incident, EntryKind.STARTED, now, cause=cause))
        ended = [of for of, one in others if one.machine == here]
        await self._line.keep(acts, begin=[Sign(incident, now)], end=ended)
        self._signs.begun()

    async def stop(self, incident: IncidentId, kind: EntryKind, *then: LoggedAct) -> None:
        """Wherever it runs: a pause on the laptop stops what runs on the desktop."""
        acts = [*self._stops(self.mine(incident), kind), *then]
        if acts:
            await self._line.keep(acts, end=[incident])

    async def wait(self, incident: IncidentId, on: str) -> None:
        """Waits here; nothing has to give signs of life meanwhile."""
        here, now = self._maker.machine, self._maker.time.now()
        others = [one for one in self.mine() if (one[0], one[1].machine) != (incident, here)]
        waits = self._maker.entry(incident, EntryKind.WAITING, now, on)
        ended = [of for of, one in others if one.machine == here]
        await self._line.keep([*self._stops(others), waits], end=[incident, *ended])

    def mine(self, incident: IncidentId | None = None) -> Mine:
        """What I have running, on whichever machine; on one incident, or on all."""
        return [
            (of, one)
            for of, one in self._running()
            if one.person == self._maker.me and incident in (None, of)
        ]

    def last_idle(self, incident: IncidentId) -> LogEntry | None:
        """The last time that nobody was there, if it has not been answered yet."""
        asked = [
            question.away
            for view in self._views()
            if view.incident.id == incident
            for question in view.done.questions
            if question.why is AwayWhy.IDLE and question.away.technician == self._maker.me
        ]
        return asked[-1] if asked else None

    def _stops(self, timers: Mine, kind: EntryKind = EntryKind.PAUSED) -> Iterator[LoggedAct]:
        now = self._maker.time.now()
        for incident, one in timers:
            yield self._maker.entry(incident, kind, now, machine=one.machine)

    def _taken_on(self, incident: IncidentId) -> Iterator[LoggedAct]:
        """Whoever works on it has seen it, and it is not over."""
        for known in (view.incident for view in self._views() if view.incident.id == incident):
            if known.acknowledged_at is None:
                yield self._maker.act(incident, ActKind.ACKNOWLEDGED)
            if known.state is IncidentState.OVER:
                yield self._maker.act(incident, ActKind.REOPENED)
