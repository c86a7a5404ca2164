"""Keeping on this machine what a desk needs to stand without its store; quietly, while it is there.

And where a desk was begun on what was kept: telling when the store says otherwise about whose desk
it is. Threads: the loop's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from whenever import Instant

from console.data.pocket_kept import KeptPocket
from console.desk.errors import ActFailed, StoreAway
from console.desk.hours import read_hours
from console.desk.kept import Kept, kept_to_json
from console.desk.live import LiveValue
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.instants import Clock, seconds_between

SOON_S = 5.0
"""After a change; several close together are written once."""

RENEWED_S = 60.0
"""When nothing changes: so old may what is kept be called when the machine dies."""

log = logging.getLogger("console.desk")


class Keeping:
    """`kept_at` is when it was last kept. `is_outdated` becomes true where the desk rests on who
    somebody was, or on hours, that the store no longer knows: it has to be made anew.
    """

    def __init__(
        self,
        kept: KeptPocket,
        workers: Workers,
        clock: Clock,
        spawn: Spawn,
        what: Callable[[Instant], Kept],
    ) -> None:
        """`what` gives all that is to be kept, as the store was known to say at an instant."""
        self._kept = kept
        self._workers = workers
        self._clock = clock
        self._spawn = spawn
        self._what = what
        self._is_changed = self._is_busy = False
        self._last: Instant | None = None
        self._begun_on: Kept | None = None
        self.kept_at: LiveValue[Instant | None] = LiveValue(None)
        self.is_outdated: LiveValue[bool] = LiveValue(False)

    def begin_on(self, kept: Kept) -> None:
        """The desk begins on this; once the store can be read, it is held against that."""
        self._begun_on = kept

    def changed(self, _news: object = None) -> None:
        """Something of it is another now."""
        self._is_changed = True

    def tick(self) -> None:
        """A second has passed, and the store has been read."""
        if self._is_busy or self.is_outdated.value:
            return
        now = self._clock.now()
        if self._begun_on is not None:
            self._is_busy = True
            self._spawn(self._compare(self._begun_on, self._what(now)), "compare with the store")
        elif self._is_due(now):
            self._is_busy = True
            self._spawn(self._write(now), "keep what is needed without the store")

    def _is_due(self, now: Instant) -> bool:
        wait_s = SOON_S if self._is_changed else RENEWED_S
        return self._last is None or abs(seconds_between(self._last, now)) >= wait_s

    async def _compare(self, begun_on: Kept, found: Kept) -> None:
        try:
            hours = await self._workers.read(read_hours)
            me = next((one for one in found.people if one.login == begun_on.me.login), None)
            self._begun_on = None
            self.is_outdated.set((me, hours) != (begun_on.me, begun_on.hours))
        except StoreAway:
            pass  # away again: with the next tick after it is back
        finally:
            self._is_busy = False

    async def _write(self, now: Instant) -> None:
        self._is_changed, self._last = False, now
        try:
            facts = kept_to_json(self._what(now))
            await self._workers.in_pocket(partial(self._kept.keep, facts, now))
            self.kept_at.set(now)
        except ActFailed as error:
            log.warning("what is needed without the store could not be kept: %s", error)
        finally:
            self._is_busy = False
