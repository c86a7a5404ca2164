"""Telling the team's store that my window is there, while I am ready for chats or in some.

Threads: the loop's; the desk's tick moves it on.
"""

from __future__ import annotations

import logging

from console.data.commands.availability import be_alive
from console.data.transaction import new_act
from console.desk.errors import ActFailed
from console.desk.live_floor import LiveFloor
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.availability import ALIVE_S, RENEW_S, Channel, Readiness
from console.domain.floor import Floor
from console.domain.instants import Clock, pace_of
from console.domain.people import Person

log = logging.getLogger("console.desk")


class SignsOfLife:
    """Given at once when that begins, and renewed. One that could not be told is told at the
    next renewal.
    """

    def __init__(
        self, workers: Workers, clock: Clock, me: Person, floor: LiveFloor, spawn: Spawn
    ) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._floor = floor
        self._spawn = spawn
        self._due_at = clock.now()
        floor.changed.listen(self._changed)

    def tick(self) -> None:
        """Gives one where it is time."""
        now = self._clock.now()
        if now >= self._due_at and self._is_needed():
            self._due_at = now.add(seconds=RENEW_S)
            self._spawn(self._give(), "sign of life")

    def _changed(self, touched: Floor) -> None:
        if touched.availability is not None:
            self._due_at = self._clock.now()

    def _is_needed(self) -> bool:
        if any(chat.agent == self._me.id for chat in self._floor.chats.values()):
            return True
        return any(
            (said.person, said.channel, said.readiness)
            == (self._me.id, Channel.CHAT, Readiness.READY)
            for said in self._floor.availability
        )

    async def _give(self) -> None:
        act = new_act(self._me.id, self._clock.now())
        try:
            await self._workers.upkeep(act, be_alive, ALIVE_S * pace_of(self._clock))
        except ActFailed as error:
            log.info("a sign of life was not given: %s", error)
