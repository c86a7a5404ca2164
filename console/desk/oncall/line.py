"""The line of acts on incidents: on this machine's disk before anything else, then in the store.

They come to the store in the order they were made, each once, whatever dies in between. What the
store refuses stays here and is told; nothing is thrown away but by a person.
Threads: the loop's; the pocket's worker keeps, the aside worker carries out.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import partial

from whenever import Instant

from console.data.pocket_oncall import LoggedAct, OnCallPocket, Sign
from console.data.transaction import Act
from console.desk.errors import ActFailed, StoreAway
from console.desk.live import Listeners, LiveValue
from console.desk.oncall.acts import command_of, entry_of
from console.desk.oncall.entered import ActKind
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.ids import ActId, IncidentId
from console.domain.people import Person

AHEAD_S = 60.0
"""Clocks that differ by less are as good as equal."""

RETRY_S = 2.0
"""Between tries while the store can be read, but takes no acts."""


class Line:
    """What one account has done on this machine. `here` is what the store has not, or has and was
    not read since; `refused` tells of each refusal, `came` of each act that the store has taken.
    """

    def __init__(
        self,
        kept: OnCallPocket,
        workers: Workers,
        now: Callable[[], Instant],
        me: Person,
        account: str,
        spawn: Spawn,
    ) -> None:
        self._kept = kept
        self._workers = workers
        self._now = now
        self._me = me
        self.account = account
        self._spawn = spawn
        self._epoch = ""
        self._is_sending = False
        self._is_stopped = False
        self._due: asyncio.TimerHandle | None = None
        self._begun: set[ActId] = set()
        self._being_put: set[ActId] = set()
        self._read: set[ActId] = set()
        self.unfinished: set[IncidentId] = set()
        """Where somebody is typing in the closing note: it does not go to the store meanwhile."""
        self.seen: dict[IncidentId, int] = {}
        """The version of a closing note that the store made of ours: the next rests on it."""
        self.saved: LiveValue[Instant | None] = LiveValue(None)
        self.here: LiveValue[tuple[LoggedAct, ...]] = LiveValue(())
        self.refused: Listeners[LoggedAct] = Listeners()
        self.came: Listeners[LoggedAct] = Listeners()

    async def load(self) -> None:
        """Finds what lies here from before."""
        await self._workers.in_pocket(partial(self._kept.forget, self.account, self._now()))
        await self.look()

    def stop(self) -> None:
        """Begins nothing more; all of it lies on the disk."""
        self._cancel()
        self._is_stopped = True

    def follow(self, epoch: str) -> None:
        """The store can be reached. One of another past is given what the other had."""
        if epoch != self._epoch:
            self._epoch = epoch
            self._spawn(self._send_again(epoch), "send the work log again")
        self._try_in(0)

    async def keep(
        self,
        acts: Iterable[LoggedAct],
        *,
        begin: Iterable[Sign] = (),
        end: Iterable[IncidentId] = (),
    ) -> None:
        """Puts acts in the line, all or none, and what runs here from then on. Raises ActFailed."""
        acts = tuple(acts)
        keep = partial(self._kept.keep, self.account, acts, begin=tuple(begin), end=tuple(end))
        await self._workers.in_pocket(keep)
        self._added(acts)

    async def keep_after(self, sign: Sign, acts: Iterable[LoggedAct], after: Sign | None) -> bool:
        """The same for what follows from a sign of life; False when it is no longer that one."""
        acts = tuple(acts)
        keep = partial(self._kept.keep_after, self.account, sign, acts, after)
        is_kept = await self._workers.in_pocket(keep)
        if is_kept:
            self._added(acts)
        return is_kept

    def is_begun(self, act: ActId) -> bool:
        """Whether the store may have it: then it never changes any more."""
        return act in self._begun

    async def put(self, act: LoggedAct) -> None:
        """Keeps an act that may still change, in place of what it said before. Raises ActFailed."""
        assert act.id not in self._begun
        self._being_put.add(act.id)
        try:
            await self._workers.in_pocket(partial(self._kept.put, act))
        finally:
            self._being_put.discard(act.id)
        self.saved.set(self._now())
        before = self.here.value
        if any(one.id == act.id for one in before):
            self._replace(act)
        else:
            self.here.set((*before, act))
        self._try_in(0)

    async def try_again(self, act: ActId) -> None:
        """Lets the store decide anew about an act that it refused."""
        for refused in [one for one in self.here.value if one.id == act and one.problem]:
            await self._workers.in_pocket(partial(self._kept.try_again, refused))
        await self.look()
        self._try_in(0)

    async def drop(self, act: ActId) -> None:
        """Gives an act up."""
        await self._workers.in_pocket(partial(self._kept.drop, act))
        self.here.set(tuple(one for one in self.here.value if one.id != act))

    def was_read(self, acts: Collection[ActId]) -> None:
        """The store was read after it had these: what it says counts."""
        self._read.update(acts)
        self.here.set(tuple(one for one in self.here.value if one.id not in acts))

    def is_ahead(self, machine: str) -> bool:
        """Whether something was logged here that has not been yet: the clock was set back."""
        late = self._now().add(seconds=AHEAD_S)
        entries = [entry_of(one) for one in self.here.value if one.kind == ActKind.ENTRY]
        return any(entry.machine == machine and entry.at > late for entry in entries)

    def send_soon(self) -> None:
        """There may be something that can go now."""
        self._try_in(0)

    def _added(self, acts: tuple[LoggedAct, ...]) -> None:
        self.saved.set(self._now())
        self.here.set((*self.here.value, *acts))
        self._try_in(0)

    async def look(self) -> None:
        """Finds on the disk what lies here, also what another window has put there."""
        found = await self._workers.in_pocket(partial(self._kept.acts, self.account))
        for act in found:
            self._learn_version(act)
        self.here.set(tuple(one for one in found if not (one.sent_in and one.id in self._read)))

    async def _send_again(self, epoch: str) -> None:
        await self._workers.in_pocket(partial(self._kept.send_again, self.account, epoch))
        await self.look()
        self._try_in(0)

    async def _send_all(self) -> None:
        if self._is_sending:
            return
        self._is_sending = True
        try:
            held = await self._send_what_can()
        finally:
            self._is_sending = False
        if held or self._next(()) is not None:
            self._try_in(RETRY_S * random.uniform(0.75, 1.25) if held else 0)

    async def _send_what_can(self) -> bool:
        """Whether the store takes nothing for now."""
        tried: set[ActId] = set()
        while not self._workers.absence and not self._is_stopped:
            act = self._next(tried)
            if act is None:
                return False
            tried.add(act.id)
            try:
                await self._send(act)
            except ActFailed:
                return True  # the store is away, or this machine's disk
        return False

    def _next(self, tried: Collection[ActId]) -> LoggedAct | None:
        """The first that can go: nothing goes before the opening of its incident."""
        here = self.here.value
        stuck = {one.incident for one in here if one.kind == ActKind.OPENED and one.problem}
        ready = (
            one
            for one in here
            if not one.sent_in and not one.problem and one.incident not in stuck
            if one.id not in tried and one.id not in self._being_put
            if one.kind != ActKind.NOTE or one.incident not in self.unfinished
        )
        return next(ready, None)

    async def _send(self, act: LoggedAct) -> None:
        command, given = command_of(act, self.seen.get(act.incident, 0))
        made = Act(act.id, self._me.id, act.made_at)
        self._begun.add(act.id)
        try:
            changes = await self._workers.perform_aside(made, command, *given)
        except StoreAway:
            raise
        except ActFailed as error:
            if not self._is_stopped:
                await self._refuse(act, str(error))
            return
        if self._is_stopped:
            return  # it is known by its id when the next run sends it again
        come = replace(act, sent_in=self._epoch, answer=changes.answer)
        await self._workers.in_pocket(partial(self._kept.has_come, come, self._now()))
        self._learn_version(come)
        self._replace(come)
        self.came.tell(come)

    async def _refuse(self, act: LoggedAct, words: str) -> None:
        await self._workers.in_pocket(partial(self._kept.tell_problem, act.id, words))
        self._begun.discard(act.id)
        refused = replace(act, problem=words)
        self._replace(refused)
        self.refused.tell(refused)

    def _learn_version(self, act: LoggedAct) -> None:
        if act.kind == ActKind.NOTE and act.sent_in:
            version = int(act.answer.get("version", 0))
            self.seen[act.incident] = max(version, self.seen.get(act.incident, 0))

    def _replace(self, act: LoggedAct) -> None:
        self.here.set(tuple(act if one.id == act.id else one for one in self.here.value))

    def _try_in(self, delay_s: float) -> None:
        is_idle = self._due is None and not self._is_sending and not self._is_stopped
        if is_idle and self._epoch and not self._workers.absence and self._next(()) is not None:
            self._due = asyncio.get_running_loop().call_later(delay_s, self._try)

    def _try(self) -> None:
        self._due = None
        self._spawn(self._send_all(), "send the work log")

    def _cancel(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
