"""The line of acts on incidents: on this machine's disk before anything else.

They lie in the order they were made, also those that the store has, until it was read since. What
the store refuses stays; nothing is thrown away but by a person.
Threads: the loop's; the pocket's worker keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from whenever import Instant

from console.data.pocket_oncall import LoggedAct, OnCallPocket, Sign
from console.desk.live import Listeners, LiveValue
from console.desk.oncall.acts import entry_of
from console.desk.oncall.entered import ActKind
from console.desk.workers import Workers
from console.domain.ids import ActId, IncidentId

AHEAD_S = 60.0
"""Clocks that differ by less are as good as equal."""


class Line:
    """What one account has done on this machine. `here` is what the store has not, or has and was
    not read since; `refused` tells of each refusal, `came` of each act that the store has taken;
    `saved` is when something was last committed to the disk.
    """

    def __init__(
        self, kept: OnCallPocket, workers: Workers, now: Callable[[], Instant], account: str
    ) -> None:
        self._kept = kept
        self._workers = workers
        self._now = now
        self.account = account
        self._begun: set[ActId] = set()
        self._being_put: set[ActId] = set()
        self._read: set[ActId] = set()
        self.unfinished: set[IncidentId] = set()
        """Where somebody is typing in the closing note: it does not go to the store meanwhile."""
        self.versions: dict[IncidentId, int] = {}
        """The version of a closing note that the store made of ours: the next rests on it."""
        self.saved: LiveValue[Instant | None] = LiveValue(None)
        self.here: LiveValue[tuple[LoggedAct, ...]] = LiveValue(())
        self.refused: Listeners[LoggedAct] = Listeners()
        self.came: Listeners[LoggedAct] = Listeners()

    async def load(self) -> None:
        """Finds what lies here from before."""
        await self._workers.in_pocket(partial(self._kept.forget, self.account, self._now()))
        await self.look()

    async def look(self) -> None:
        """Finds on the disk what lies here, also what another window has put there."""
        found = await self._workers.in_pocket(partial(self._kept.acts, self.account))
        for act in found:
            self._learn_version(act)
        self.here.set(tuple(one for one in found if not (one.sent_in and one.id in self._read)))

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

    async def put(self, act: LoggedAct) -> None:
        """Keeps an act that may still change, in place of what it said before. Raises ActFailed."""
        assert act.id not in self._begun
        self._being_put.add(act.id)
        try:
            await self._workers.in_pocket(partial(self._kept.put, act))
        finally:
            self._being_put.discard(act.id)
        if any(one.id == act.id for one in self.here.value):
            self._replace(act)
            self.saved.set(self._now())
        else:
            self._added((act,))

    async def try_again(self, act: ActId) -> None:
        """Lets the store decide anew about an act that it refused: after what was done since. What
        opens an incident keeps its place, before all that waits behind it.
        """
        for refused in [one for one in self.here.value if one.id == act and one.problem]:
            if refused.kind == ActKind.OPENED:
                await self.put(replace(refused, problem=""))
            else:
                await self._workers.in_pocket(partial(self._kept.try_again, refused))
        await self.look()

    async def drop(self, act: ActId) -> None:
        """Gives an act up; with what opens an incident all that waits behind it."""
        found = next((one for one in self.here.value if one.id == act), None)
        if found is not None and found.kind == ActKind.OPENED:
            drop = partial(self._kept.drop_all_of, self.account, found.incident)
        else:
            drop = partial(self._kept.drop, act)
        await self._workers.in_pocket(drop)
        await self.look()

    def refused_opening(self, incident: IncidentId) -> LoggedAct | None:
        """The act that opened it, where the store refused that."""
        of_it = (one for one in self.here.value if one.incident == incident and one.problem)
        return next((one for one in of_it if one.kind == ActKind.OPENED), None)

    def was_read(self, acts: Collection[ActId]) -> None:
        """The store was read after it had these: what it says counts."""
        self._read.update(acts)
        self.here.set(tuple(one for one in self.here.value if one.id not in acts))

    async def were_read(self, at: Mapping[IncidentId, Instant]) -> None:
        """The same by when each incident was read, also by another run. Raises ActFailed."""
        sent_before = partial(self._kept.sent_before, self.account, at)
        self.was_read(await self._workers.in_pocket(sent_before))

    def is_ahead(self, machine: str) -> bool:
        """Whether something was logged here that has not been yet: the clock was set back."""
        late = self._now().add(seconds=AHEAD_S)
        entries = [entry_of(one) for one in self.here.value if one.kind == ActKind.ENTRY]
        return any(entry.machine == machine and entry.at > late for entry in entries)

    def next(self, tried: Collection[ActId] = ()) -> LoggedAct | None:
        """The first that can go to the store: nothing goes before the opening of its incident."""
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

    def begin(self, act: LoggedAct) -> None:
        """It is on its way: from here on it never changes."""
        self._begun.add(act.id)

    def is_begun(self, act: ActId) -> bool:
        """Whether the store may have it."""
        return act in self._begun

    async def has_come(self, act: LoggedAct, epoch: str, answer: dict[str, Any]) -> None:
        """The store has taken it. Raises ActFailed."""
        come = replace(act, sent_in=epoch, answer=answer)
        await self._workers.in_pocket(partial(self._kept.has_come, come, self._now()))
        self._learn_version(come)
        self._replace(come)
        self.came.tell(come)

    async def refuse(self, act: LoggedAct, words: str) -> None:
        """The store has refused it: it stays, and is told. Raises ActFailed."""
        await self._workers.in_pocket(partial(self._kept.tell_problem, act.id, words))
        self._begun.discard(act.id)
        refused = replace(act, problem=words)
        self._replace(refused)
        self.refused.tell(refused)

    async def send_again(self, epoch: str) -> None:
        """The store is of another past: it is given what the other had. Raises ActFailed."""
        await self._workers.in_pocket(partial(self._kept.send_again, self.account, epoch))
        self.versions.clear()
        await self.look()

    def _added(self, acts: tuple[LoggedAct, ...]) -> None:
        self.saved.set(self._now())
        self.here.set((*self.here.value, *acts))

    def _learn_version(self, act: LoggedAct) -> None:
        if act.kind == ActKind.NOTE and act.sent_in:
            version = int(act.answer.get("version", 0))
            self.versions[act.incident] = max(version, self.versions.get(act.incident, 0))

    def _replace(self, act: LoggedAct) -> None:
        self.here.set(tuple(act if one.id == act.id else one for one in self.here.value))
