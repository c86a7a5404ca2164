"""Closing notes as they are typed: on disk within 300 ms, in the store when it is quiet.

What is typed on top of a note that the store has not got yet takes its place; one that it may
have is followed by another. Threads: the loop's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from console.data.pocket_oncall import LoggedAct
from console.desk.errors import ActFailed
from console.desk.oncall.acts import note_arguments, note_of
from console.desk.oncall.entered import ActKind
from console.desk.oncall.line import Line
from console.desk.oncall.making import Maker
from console.desk.tasks import Spawn
from console.domain.ids import IncidentId
from console.domain.oncall.incident import ClosingNote

SAVE_AFTER_S = 0.1
"""From the first key press after a save to the next save; the disk has the rest of 300 ms."""

QUIET_S = 2.0
"""The store gets a note when nobody has typed in it for so long."""

RETRY_S = 2.0
"""From a save that the disk refused to the next try."""


class Notes:
    def __init__(
        self,
        line: Line,
        maker: Maker,
        version: Callable[[IncidentId], int],
        send_soon: Callable[[], None],
        spawn: Spawn,
    ) -> None:
        """`version` says which version of a note is on the screen: what is typed rests on it.
        `send_soon` is called when one can go to the store.
        """
        self._line = line
        self._maker = maker
        self._version = version
        self._send_soon = send_soon
        self._spawn = spawn
        self._typed: dict[IncidentId, ClosingNote] = {}
        self._due: asyncio.TimerHandle | None = None
        self._quiet: dict[IncidentId, asyncio.TimerHandle] = {}
        self._saving = asyncio.Lock()
        self._is_refused = False

    def type(self, incident: IncidentId, note: ClosingNote) -> None:
        """Takes note of the text as it stands now."""
        self._typed[incident] = note
        self._line.unfinished.add(incident)
        self._save_in(SAVE_AFTER_S)
        self._hush(incident)
        loop = asyncio.get_running_loop()
        self._quiet[incident] = loop.call_later(QUIET_S, self._let_go, incident)

    async def flush(self, incident: IncidentId) -> None:
        """The field is left: on disk now, and to the store as soon as may be. Raises ActFailed."""
        await self._save()
        self._let_go(incident)

    async def stop(self) -> None:
        """Writes what was typed for the last time. Raises ActFailed."""
        for timer in (*self._quiet.values(), *([self._due] if self._due else [])):
            timer.cancel()
        self._quiet.clear()
        self._due = None
        await self._save()

    async def keep_mine(self, incident: IncidentId) -> None:
        """What somebody else wrote meanwhile makes room for mine. Raises ActFailed."""
        async with self._saving:
            for act in self._refused(incident):
                arguments = note_arguments(note_of(act), self._version(incident))
                await self._line.put(replace(act, arguments=arguments, problem=""))

    async def take_theirs(self, incident: IncidentId) -> None:
        """What I wrote makes room for what somebody else wrote meanwhile. Raises ActFailed."""
        async with self._saving:
            self._typed.pop(incident, None)
            for act in self._refused(incident):
                await self._line.drop(act.id)

    def _refused(self, incident: IncidentId) -> list[LoggedAct]:
        return [act for act in self._waiting(incident) if act.problem]

    def _waiting(self, incident: IncidentId) -> list[LoggedAct]:
        return [
            act
            for act in self._line.here.value
            if act.incident == incident and act.kind == ActKind.NOTE and not act.sent_in
        ]

    async def _save(self) -> None:
        async with self._saving:
            for incident, note in tuple(self._typed.items()):
                await self._keep(incident, note)
                if self._typed.get(incident) == note:
                    del self._typed[incident]

    async def _keep(self, incident: IncidentId, note: ClosingNote) -> None:
        open_ = [act for act in self._waiting(incident) if not self._line.is_begun(act.id)]
        if open_:
            arguments = note_arguments(note, open_[-1].arguments["seen"])
            now = self._maker.time.now()
            await self._line.put(replace(open_[-1], arguments=arguments, made_at=now))
            return
        arguments = note_arguments(note, self._version(incident))
        await self._line.put(self._maker.act(incident, ActKind.NOTE, **arguments))

    def _save_in(self, delay_s: float) -> None:
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(delay_s, self._save_soon)

    def _save_soon(self) -> None:
        self._due = None
        self._spawn(self._save_or_retry(), "save closing note")

    async def _save_or_retry(self) -> None:
        was_refused = self._is_refused
        try:
            await self._save()
            self._is_refused = False
        except ActFailed:
            self._is_refused = True
            self._save_in(RETRY_S)
            if not was_refused:  # once is enough
                raise

    def _let_go(self, incident: IncidentId) -> None:
        self._hush(incident)
        self._line.unfinished.discard(incident)
        self._send_soon()

    def _hush(self, incident: IncidentId) -> None:
        timer = self._quiet.pop(incident, None)
        if timer is not None:
            timer.cancel()
