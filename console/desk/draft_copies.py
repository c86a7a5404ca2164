"""Copies of what one writes, on the store of a team, so that one may go on at another machine.

The pocket comes first and is never waited for; a copy follows within seconds. Threads: the loop's;
nothing here has a timer of its own: the desk's tick moves it on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from whenever import Instant

from console.data.commands.drafts import copy_draft, drop_draft
from console.data.pocket import Draft
from console.data.queries.drafts import copy_of_draft
from console.data.transaction import new_act
from console.desk.drafts import Typed
from console.desk.errors import ActFailed
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.instants import Clock, seconds_between
from console.domain.language import tr
from console.domain.people import Person
from console.domain.wording import since_label

COPY_EVERY_S = 3.0
"""At most so often while somebody types."""

MARGIN_S = 5.0
"""What this machine itself copied a moment before it was ended is not from another machine."""

log = logging.getLogger("console.desk")


@dataclass(frozen=True)
class Elsewhere:
    """What I wrote on another machine, and the words that offer it."""

    text: str
    words: str


class DraftCopies:
    """One copy a draft. What could not be copied is tried again as long as the desk lives."""

    def __init__(
        self,
        workers: Workers,
        clock: Clock,
        me: Person,
        spawn: Spawn,
        can_copy: Callable[[], bool],
    ) -> None:
        """`can_copy` says whether there is a store to copy to."""
        self._workers = workers
        self._clock = clock
        self._me = me
        self._spawn = spawn
        self._can_copy = can_copy
        self._waiting: dict[str, tuple[Typed, Instant]] = {}
        self._due_at = clock.now()
        self._is_copying = False

    def take(self, typed: Typed) -> None:
        """A draft as it stands now; empty when it was sent."""
        self._waiting[typed.scope] = (typed, self._clock.now())

    def tick(self) -> None:
        """Copies what was typed, when the last copy is old enough."""
        if self._waiting and self._clock.now() >= self._due_at:
            self.copy_soon()

    def copy_soon(self) -> None:
        """Copies what waits now: a case is left."""
        if self._waiting and not self._is_copying and self._can_copy():
            self._is_copying = True
            self._spawn(self._copy_all(), "copy drafts")

    async def flush(self) -> None:
        """Copies what waits, if there is a store. Raises ActFailed."""
        self._due_at = self._clock.now().add(seconds=COPY_EVERY_S)
        for typed, at in tuple(self._waiting.values()):
            if self._can_copy() and self._waiting.get(typed.scope) == (typed, at):
                await self._copy(typed, at)

    async def stop(self) -> None:
        """Copies for the last time, if there is a store."""
        await self._copy_all()

    async def elsewhere(self, draft: Draft) -> Elsewhere | None:
        """What was written on another machine after this machine's draft, if it can be read."""
        now = self._clock.now()
        try:
            copy = await self._workers.read(copy_of_draft, self._me.id, draft.scope, now)
        except ActFailed as error:
            log.info("it was not seen what was written elsewhere: %s", error)
            return None
        if copy is None or not copy.text.strip() or copy.text == draft.text:
            return None
        at = draft.saved_at if draft.text.strip() else None
        if at is not None and seconds_between(at, copy.typed_at) < MARGIN_S:
            return None
        when = since_label(copy.typed_at, now)
        return Elsewhere(copy.text, tr("Du skrev her {when} på en annen maskin", when=when))

    async def _copy_all(self) -> None:
        try:
            await self.flush()
        except ActFailed as error:
            log.info("a draft was not copied to the store: %s", error)
        finally:
            self._is_copying = False

    async def _copy(self, typed: Typed, at: Instant) -> None:
        act = new_act(self._me.id, self._clock.now())
        if typed.text:
            await self._workers.upkeep(act, copy_draft, typed.scope, typed.text, typed.mode, at)
        else:
            await self._workers.upkeep(act, drop_draft, typed.scope)
        if self._waiting.get(typed.scope) == (typed, at):
            del self._waiting[typed.scope]
