"""Where one is and where one's colleagues are: advice that ends by itself, never a lock.

Threads: the loop's. Nothing here has a timer of its own: the desk's tick moves it on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from console.data.commands.presence import be_present, leave, stay_present
from console.data.transaction import Act, new_act
from console.desk.errors import ActFailed
from console.desk.live import LiveValue
from console.desk.tasks import Spawn
from console.desk.visitors import Visitors, visitors
from console.desk.workers import Workers
from console.domain.ids import CaseId
from console.domain.instants import Clock, seconds_between
from console.domain.people import Person
from console.domain.presence import RENEW_S, WRITES_S, Doing, Presence

log = logging.getLogger("console.desk")


@dataclass(frozen=True)
class Here:
    """A case that one is in, and what one does there."""

    case: CaseId
    doing: Doing


class Whereabouts:
    """Says where I am, and tells of colleagues: `visitors` by case, who writes first.

    A store that is away is no fault: it is told at the next renewal.
    """

    def __init__(
        self,
        workers: Workers,
        clock: Clock,
        me: Person,
        spawn: Spawn,
        people: Callable[[], Iterable[Person]],
        can_tell: Callable[[], bool],
    ) -> None:
        """`can_tell` says whether there is a store to tell it to."""
        self._workers = workers
        self._clock = clock
        self._me = me
        self._spawn = spawn
        self._people = people
        self._can_tell = can_tell
        self._here: Here | None = None
        self._said: Here | None = None
        self._typed_at = self._renew_at = clock.now()
        self._is_saying = False
        self._present: tuple[Presence, ...] = ()
        self.visitors: LiveValue[Mapping[CaseId, Visitors]] = LiveValue({})

    def enter(self, case: CaseId) -> None:
        """I read this case now, and no other."""
        if self._here is None or self._here.case != case:
            self._be(Here(case, Doing.READS))

    def leave(self) -> None:
        """I am in no case."""
        self._be(None)

    def typed(self, case: CaseId) -> None:
        """I wrote something in this case."""
        self._typed_at = self._clock.now()
        self._be(Here(case, Doing.WRITES))

    def hear(self, present: tuple[Presence, ...]) -> None:
        """Takes in who is where, as the store has it."""
        self._present = present
        self._show()
        if self._said is not None and not self._is_known(present):
            self._say_soon()  # another window of mine has left: this one is here still

    def tick(self) -> None:
        """Moves on: who wrote comes to read, who is silent is gone, and what I said is renewed."""
        now, here = self._clock.now(), self._here
        has_paused = seconds_between(self._typed_at, now) >= WRITES_S
        if here is not None and here.doing is Doing.WRITES and has_paused:
            self._be(Here(here.case, Doing.READS))
        if self._here is not None and now >= self._renew_at:
            self._say_soon()
        if self._present:
            self._show()

    async def stop(self) -> None:
        """Leaves before the store is closed; where that fails, it ends by itself."""
        last = self._said or self._here
        self._here = self._said = None
        if last is not None and self._may_tell:
            try:
                await self._workers.upkeep(self._act(), leave, last.case)
            except ActFailed as error:
                log.info("leaving a case was not told: %s", error)

    def _be(self, here: Here | None) -> None:
        if here != self._here:
            self._here = here
            self._say_soon()

    def _say_soon(self) -> None:
        self._renew_at = self._clock.now().add(seconds=RENEW_S)
        if not self._is_saying and self._may_tell:
            self._is_saying = True
            self._spawn(self._say(), "say where I am")

    @property
    def _may_tell(self) -> bool:
        """Whoever is alone in the house has nobody to tell."""
        return self._can_tell() and any(
            person.id != self._me.id and not person.is_disabled for person in self._people()
        )

    async def _say(self) -> None:
        """Tells the store, until what it was told is so."""
        try:
            while True:
                here = self._here
                await self._say_once(here)
                if here == self._here:
                    return
        except ActFailed as error:
            self._said = None
            log.info("where I am was not told: %s", error)
        finally:
            self._is_saying = False

    async def _say_once(self, here: Here | None) -> None:
        said = self._said
        if said is not None and (here is None or here.case != said.case):
            self._said = None
            await self._workers.upkeep(self._act(), leave, said.case)
        if here is not None:
            is_change = said is not None and said.case == here.case and said.doing != here.doing
            command = be_present if is_change else stay_present
            self._said = here
            await self._workers.upkeep(self._act(), command, here.case, here.doing)

    def _act(self) -> Act:
        return new_act(self._me.id, self._clock.now())

    def _is_known(self, present: tuple[Presence, ...]) -> bool:
        said = self._said
        mine = [each for each in present if each.person == self._me.id]
        return said is None or any(
            each.case == said.case and (each.doing == said.doing or said.doing is Doing.READS)
            for each in mine
        )

    def _show(self) -> None:
        self.visitors.set(visitors(self._present, self._people(), self._me.id, self._clock.now()))
