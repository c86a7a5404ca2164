"""Signs of life while work runs: what nobody can vouch for is asked about, never just billed.

A machine that slept, was killed or lost its power gave no sign for a while; a console that nobody
touches gives signs, but of the machine only. Either becomes an entry of absence, which is not
counted until its technician says that it was work. Threads: the loop's.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from whenever import Instant

from console.data.pocket_oncall import LoggedAct, OnCallPocket, Sign
from console.desk.live import LiveValue
from console.desk.oncall.line import Line
from console.desk.oncall.making import Maker
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.ids import IncidentId
from console.domain.instants import seconds_between
from console.domain.oncall.work_done import AwayWhy
from console.domain.oncall.work_log import EntryKind, Span

BEAT_S = 10.0
"""Between signs of life: so much running time is unaccounted for at most when a machine dies."""

GAP_S = 60.0
"""A machine that was silent for longer is asked about."""

IDLE_S = 20 * 60.0
"""A console that nobody has touched for so long is asked about."""

LONG_S = 60 * 60.0
"""After an absence of more than this the work is paused as well: it does not run on unasked."""


class Signs:
    """What runs on this machine. `idle` says since when nobody was there, for what runs so long."""

    def __init__(
        self,
        kept: OnCallPocket,
        line: Line,
        workers: Workers,
        maker: Maker,
        runs_here: Callable[[IncidentId], bool],
        stopped_elsewhere: Callable[[IncidentId], None],
        spawn: Spawn,
    ) -> None:
        """`runs_here` says whether the log still has a timer of this machine running;
        `stopped_elsewhere` hears of one that has not, though it ran here.
        """
        self._kept = kept
        self._line = line
        self._workers = workers
        self._maker = maker
        self._runs_here = runs_here
        self._stopped_elsewhere = stopped_elsewhere
        self._spawn = spawn
        self._lock = asyncio.Lock()
        self._is_running = False
        self._is_looking = False
        self._is_stopped = False
        self._beat_at = self._touched_at = maker.time.now()
        self.idle: LiveValue[dict[IncidentId, Instant]] = LiveValue({})

    async def load(self) -> None:
        """Accounts for the time in which the program did not run."""
        self._touched_at = self._maker.time.now()
        async with self._lock:
            await self._look(self._touched_at, AwayWhy.STOPPED, is_back=True)

    def begun(self) -> None:
        """Something runs here from now on."""
        self._is_running = True

    def tick(self) -> None:
        """Gives a sign of life when it is time to, and sees whether anybody is there."""
        is_due = seconds_between(self._beat_at, self._maker.time.now()) >= BEAT_S
        if self._is_running and is_due and not self._is_looking:
            self._is_looking = True
            self._spawn(self._beat(), "signs of life")

    def touched(self) -> None:
        """Somebody is there."""
        before, self._touched_at = self._touched_at, self._maker.time.now()
        is_long = seconds_between(before, self._touched_at) >= IDLE_S
        if self._is_running and (self.idle.value or is_long):
            self._spawn(self._come_back(before), "somebody is there again")

    @asynccontextmanager
    async def awake(self) -> AsyncIterator[None]:
        """Everything up to now is accounted for, and nothing else is done to the log meanwhile."""
        before, self._touched_at = self._touched_at, self._maker.time.now()
        async with self._lock:
            if self._is_running:
                await self._look(before, AwayWhy.ASLEEP, is_back=True)
            yield

    async def stop(self) -> None:
        """Gives the last sign of life: from here on nobody knows. Raises ActFailed."""
        async with self._lock:
            try:
                if self._is_running:
                    await self._look(self._touched_at, AwayWhy.ASLEEP, is_back=False)
            finally:
                self._is_stopped = True

    async def _beat(self) -> None:
        try:
            async with self._lock:
                await self._look(self._touched_at, AwayWhy.ASLEEP, is_back=False)
        finally:
            self._is_looking = False

    async def _come_back(self, touched_at: Instant) -> None:
        async with self._lock:
            await self._look(touched_at, AwayWhy.ASLEEP, is_back=True)

    async def _look(self, touched_at: Instant, why: AwayWhy, *, is_back: bool) -> None:
        if self._is_stopped:
            return
        now = self._beat_at = self._maker.time.now()
        for sign in await self._signs():
            since = sign.idle_since
            is_silent = seconds_between(sign.at, now) > GAP_S
            if since is None and not is_silent and seconds_between(touched_at, now) >= IDLE_S:
                since = touched_at
            if seconds_between(now, sign.at) > GAP_S:
                # The wall clock was set back while the machine was off: it ran as long as it lived.
                await self._line.keep_after(sign, [self._pause(sign.incident, sign.at)], None)
            elif not await self._still_runs(sign.incident):
                await self._end(sign, since, now)
            elif since is not None and not is_back:
                await self._line.keep_after(sign, (), Sign(sign.incident, now, since))
            elif since is not None:
                await self._account_for(sign, since, now, AwayWhy.IDLE)
            elif is_silent:
                self._touched_at = now
                await self._account_for(sign, sign.at, now, why)
            else:
                await self._line.keep_after(sign, (), Sign(sign.incident, now))
        await self._tell()

    async def _still_runs(self, incident: IncidentId) -> bool:
        """Another window on this machine may have begun it: then the disk knows."""
        if not self._runs_here(incident):
            await self._line.look()
        return self._runs_here(incident)

    async def _account_for(self, sign: Sign, since: Instant, now: Instant, why: AwayWhy) -> None:
        away = self._away(sign.incident, since, now, why)
        if seconds_between(since, now) <= LONG_S:
            await self._line.keep_after(sign, [away], Sign(sign.incident, now))
        else:
            pause = self._pause(sign.incident, now)
            await self._line.keep_after(sign, [away, pause], None)

    async def _end(self, sign: Sign, idle_since: Instant | None, now: Instant) -> None:
        """It was stopped from another machine, while this one may have been worked at."""
        self._stopped_elsewhere(sign.incident)
        why = AwayWhy.IDLE
        acts = [] if idle_since is None else [self._away(sign.incident, idle_since, now, why)]
        await self._line.keep_after(sign, acts, None)

    def _away(self, incident: IncidentId, since: Instant, now: Instant, why: AwayWhy) -> LoggedAct:
        span = Span(since, now)
        return self._maker.entry(incident, EntryKind.AWAY, now, why.value, span=span)

    def _pause(self, incident: IncidentId, at: Instant) -> LoggedAct:
        return self._maker.entry(incident, EntryKind.PAUSED, at)

    async def _tell(self) -> None:
        signs = await self._signs()
        self._is_running = bool(signs)
        self.idle.set(
            {sign.incident: sign.idle_since for sign in signs if sign.idle_since is not None}
        )

    async def _signs(self) -> tuple[Sign, ...]:
        return await self._workers.in_pocket(partial(self._kept.signs, self._line.account))
