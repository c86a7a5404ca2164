"""What a technician does with an incident; each act is on this machine's disk when it returns.

The store gets it in the background. Every act raises ActFailed when the disk does not take it;
then nothing was done. Threads: the loop's.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from console.desk.errors import ActFailed
from console.desk.oncall.acts import opened_arguments
from console.desk.oncall.entered import ActKind, NewHere
from console.desk.oncall.line import Line
from console.desk.oncall.machine_time import whole_second
from console.desk.oncall.making import Maker
from console.desk.oncall.notes import Notes
from console.desk.oncall.signs import Signs
from console.desk.oncall.timers import Timers
from console.desk.oncall.words import needs
from console.domain.billing.work import Cause, WorkKind
from console.domain.ids import ActId, CaseId, IncidentId, ShopId, new_uuid
from console.domain.language import tr
from console.domain.oncall.incident import Verdict
from console.domain.oncall.work_log import EntryKind, LogEntry, Span


class WorkLog:
    """The acts; one comes after the other, and what ran unasked before it is accounted for."""

    def __init__(
        self,
        line: Line,
        signs: Signs,
        notes: Notes,
        maker: Maker,
        timers: Timers,
        load: Callable[[], Awaitable[None]],
    ) -> None:
        """`load` returns once it is known what lies here from before."""
        self._load = load
        self._line = line
        self._signs = signs
        self._notes = notes
        self.type_note = notes.type
        self.flush_note = notes.flush
        self.keep_my_note = notes.keep_mine
        self.take_their_note = notes.take_theirs
        self._maker = maker
        self._timers = timers

    async def open_incident(self, new: NewHere) -> IncidentId:
        """Somebody has told of something critical."""
        if not new.title.strip():
            raise ActFailed(needs(tr("Hendelsen mangler en tittel.")))
        incident = IncidentId(new_uuid())
        await self._keep(incident, ActKind.OPENED, **opened_arguments(new))
        return incident

    async def acknowledge(self, incident: IncidentId) -> None:
        """I see to it."""
        await self._keep(incident, ActKind.ACKNOWLEDGED)

    async def link_case(self, incident: IncidentId, case: CaseId) -> None:
        """The case came by it."""
        await self._keep(incident, ActKind.LINKED, case=case)

    async def name_shop(self, incident: IncidentId, shop: ShopId, name: str) -> None:
        """Which shop it is for, where nobody knew when it was opened; `name` is the register's."""
        await self._keep(incident, ActKind.SHOP_NAMED, shop=shop, name=name)

    async def give_verdict(self, incident: IncidentId, verdict: Verdict, reason: str) -> None:
        """Whose fault it was, and what shows it."""
        if not reason.strip():
            raise ActFailed(needs(tr("Vurderingen mangler en begrunnelse.")))
        arguments = {"verdict": verdict.value, "reason": reason.strip()}
        await self._keep(incident, ActKind.VERDICT, **arguments)

    async def start(self, incident: IncidentId, cause: Cause | None = None) -> None:
        """ "Jeg jobber med den": whatever else I have running is paused at the same instant."""
        async with self._ready():
            await self._timers.start(incident, cause)

    go_on = start

    async def pause(self, incident: IncidentId) -> None:
        """My work on it rests."""
        async with self._ready():
            await self._timers.stop(incident, EntryKind.PAUSED)

    async def end(self, incident: IncidentId) -> None:
        """My work on it is done."""
        async with self._ready():
            await self._timers.stop(incident, EntryKind.ENDED)

    async def wait(self, incident: IncidentId, on: str = "") -> None:
        """I wait for somebody: logged, and not counted."""
        async with self._ready():
            await self._timers.wait(incident, on)

    async def note(self, incident: IncidentId, text: str) -> None:
        """A line in the log."""
        if text.strip():
            await self._enter(incident, EntryKind.NOTE, text)

    async def by_hand(
        self,
        incident: IncidentId,
        span: Span,
        reason: str,
        kind: WorkKind = WorkKind.WORK,
        cause: Cause | None = None,
    ) -> None:
        """Work that nothing counted at the time, with the reason why it is written down now."""
        now = self._maker.time.now()
        if not reason.strip():
            raise ActFailed(needs(tr("Det mangler en begrunnelse.")))
        if span.end > now:
            raise ActFailed(needs(tr("Tiden ligger frem i tid.")))
        if whole_second(span.end) <= whole_second(span.start):
            raise ActFailed(needs(tr("Tiden slutter ikke etter at den begynner.")))
        async with self._ready():
            entry = self._maker.entry(
                incident, EntryKind.BY_HAND, now, reason, span=span, work_kind=kind, cause=cause
            )
            await self._line.keep([entry])

    async def withdraw(self, entry: LogEntry, reason: str) -> None:
        """Strikes an entry of mine; both stay in the log."""
        if not reason.strip():
            raise ActFailed(needs(tr("Det mangler en begrunnelse.")))
        await self._enter(entry.incident, EntryKind.WITHDRAWN, reason, entry)

    async def answer(self, away: LogEntry, worked: bool) -> None:
        """Whether an absence was work: then it counts; else it is not asked about again."""
        kind = EntryKind.COUNTED if worked else EntryKind.NOTE
        await self._enter(away.incident, kind, "", away)

    async def still_working(self, incident: IncidentId, worked: bool) -> None:
        """Whether I worked while nobody touched the console; if not, my work rests now."""
        async with self._ready():
            away = self._timers.last_idle(incident)
            if away is None:
                return
            kind = EntryKind.COUNTED if worked else EntryKind.NOTE
            now = self._maker.time.now()
            await self._line.keep([self._maker.entry(incident, kind, now, refers_to=away.id)])
            if not worked:
                await self._timers.stop(incident, EntryKind.PAUSED)
            elif not self._timers.mine(incident):
                await self._timers.start(incident, None)

    async def over(self, incident: IncidentId) -> None:
        """The work is done; mine ends with it."""
        await self._notes.flush(incident)
        async with self._ready():
            over = self._maker.act(incident, ActKind.OVER)
            await self._timers.stop(incident, EntryKind.ENDED, over)

    async def reopen(self, incident: IncidentId) -> None:
        """There is more to do after all."""
        await self._keep(incident, ActKind.REOPENED)

    async def try_again(self, act: ActId) -> None:
        """Lets the store decide anew about what it refused."""
        await self._line.try_again(act)

    async def correct(self, incident: IncidentId, new: NewHere) -> None:
        """Puts right what was entered of an incident that the store refused, and tries again."""
        if not new.title.strip():
            raise ActFailed(needs(tr("Hendelsen mangler en tittel.")))
        refused = self._line.refused_opening(incident)
        if refused is not None:
            now, arguments = self._maker.time.now(), opened_arguments(new)
            await self._line.put(replace(refused, arguments=arguments, made_at=now, problem=""))

    async def let_go(self, act: ActId) -> None:
        """Gives up what the store refused; with an incident itself, all that waits behind it."""
        async with self._ready():
            await self._line.drop(act)

    @asynccontextmanager
    async def _ready(self) -> AsyncIterator[None]:
        """What ran unasked up to now is an entry, and one act comes after the other."""
        await self._load()
        async with self._signs.awake():
            yield

    async def _keep(self, incident: IncidentId, kind: ActKind, **arguments: object) -> None:
        async with self._ready():
            await self._line.keep([self._maker.act(incident, kind, **arguments)])

    async def _enter(
        self, incident: IncidentId, kind: EntryKind, text: str, about: LogEntry | None = None
    ) -> None:
        refers_to = None if about is None else about.id
        async with self._ready():
            now = self._maker.time.now()
            entry = self._maker.entry(incident, kind, now, text, refers_to=refers_to)
            await self._line.keep([entry])
