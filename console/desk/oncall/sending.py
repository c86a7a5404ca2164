"""The line of acts on its way to the store: in the background, in order, each once.

Whatever dies in between, an act is known to the store by its id.
Threads: the loop's; the aside worker carries out.
"""

from __future__ import annotations

import asyncio
import random

from console.data.pocket_oncall import LoggedAct
from console.data.transaction import Act
from console.desk.errors import ActFailed, StoreAway
from console.desk.oncall.acts import command_of
from console.desk.oncall.line import Line
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.ids import ActId
from console.domain.people import Person

RETRY_S = 2.0
"""Between tries while the store can be read, but takes no acts."""


class Sending:
    """Begins by itself whenever something lies in the line and the store can be reached."""

    def __init__(self, line: Line, workers: Workers, me: Person, spawn: Spawn) -> None:
        self._line = line
        self._workers = workers
        self._me = me
        self._spawn = spawn
        self._epoch = ""
        self._is_sending = False
        self._is_stopped = False
        self._due: asyncio.TimerHandle | None = None
        line.here.listen(lambda _: self.soon())

    def follow(self, epoch: str) -> None:
        """The store can be reached. One of another past is given what the other had."""
        if epoch != self._epoch:
            self._epoch = epoch
            self._spawn(self._line.send_again(epoch), "send the work log again")
        self.soon()

    def stop(self) -> None:
        """Begins nothing more; all of it lies on the disk."""
        self._is_stopped = True
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def soon(self) -> None:
        """There may be something that can go now."""
        self._try_in(0)

    def _try_in(self, delay_s: float) -> None:
        is_idle = self._due is None and not self._is_sending and not self._is_stopped
        if is_idle and self._epoch and not self._workers.absence and self._line.next():
            self._due = asyncio.get_running_loop().call_later(delay_s, self._try)

    def _try(self) -> None:
        self._due = None
        self._spawn(self._send_all(), "send the work log")

    async def _send_all(self) -> None:
        if self._is_sending:
            return
        self._is_sending = True
        try:
            is_held = await self._send_what_can()
        finally:
            self._is_sending = False
        self._try_in(RETRY_S * random.uniform(0.75, 1.25) if is_held else 0)

    async def _send_what_can(self) -> bool:
        """Whether nothing is taken for now."""
        tried: set[ActId] = set()
        while not self._workers.absence and not self._is_stopped:
            act = self._line.next(tried)
            if act is None:
                return False
            tried.add(act.id)
            try:
                await self._send(act)
            except ActFailed:
                return True  # the store is away, or this machine's disk
        return False

    async def _send(self, act: LoggedAct) -> None:
        self._line.begin(act)
        command, given = command_of(act, self._line.versions.get(act.incident, 0))
        made, epoch = Act(act.id, self._me.id, act.made_at), self._epoch
        try:
            changes = await self._workers.perform_aside(made, command, *given)
        except StoreAway:
            raise
        except ActFailed as error:
            if not self._is_stopped:
                await self._line.refuse(act, str(error))
            return
        # When all ends meanwhile, it is known by its id when the next run sends it again.
        if not self._is_stopped:
            await self._line.has_come(act, epoch, changes.answer)
