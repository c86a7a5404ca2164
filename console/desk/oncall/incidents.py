"""The live model of incidents: what the store has, with what has been done here.

Kept by the feed: each incident that is spoken of is read again. Threads: the loop's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from sqlalchemy.orm import Session
from whenever import Instant

from console.data.errors import NotFound
from console.data.pocket_oncall import LoggedAct
from console.data.queries import incidents as queries
from console.desk.errors import StoreAway
from console.desk.live import LiveValue
from console.desk.oncall.acts import entry_of, note_of
from console.desk.oncall.entered import ActKind
from console.desk.oncall.line import Line
from console.desk.oncall.making import Maker
from console.desk.oncall.merge import merged
from console.desk.oncall.seen import Seen
from console.desk.oncall.signs import Signs
from console.desk.oncall.views import IncidentView, Problem
from console.desk.oncall.words import what_words
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.billing.work import WorkKind
from console.domain.ids import EntryId, IncidentId, PersonId
from console.domain.oncall.incident import ClosingNote, Incident, IncidentState
from console.domain.oncall.log_lines import log_lines
from console.domain.oncall.work_done import Running, work_done
from console.domain.oncall.work_log import LogEntry
from console.domain.people import Person

SHOWN_DAYS = 7
"""Incidents that are over are shown when they were reported so lately."""

_SHOWN_REFUSED = (ActKind.OPENED, ActKind.NOTE)
"""What was entered stays to be read and put right: an incident with all that waits behind it."""


class Incidents:
    """`views` are the open ones first, then the newest."""

    def __init__(
        self,
        line: Line,
        signs: Signs,
        workers: Workers,
        maker: Maker,
        people: Callable[[], Iterable[Person]],
        spawn: Spawn,
    ) -> None:
        self._line = line
        self._signs = signs
        self._workers = workers
        self._maker = maker
        self._people = people
        self._spawn = spawn
        self._stored: dict[IncidentId, Incident] = {}
        self._read_at: dict[IncidentId, Instant] = {}
        self._was_read = False
        self._noted: dict[IncidentId, Instant] = {}
        self._wanted: set[IncidentId] = set()
        self._wants_all = False
        self._is_reading = False
        self._is_stopped = False
        self.away_since: LiveValue[Instant | None] = LiveValue(None)
        self.views: LiveValue[tuple[IncidentView, ...]] = LiveValue(())
        line.here.listen(lambda _: self.show())
        line.came.listen(lambda act: self.read_soon([act.incident]))
        signs.idle.listen(lambda _: self.show())
        self.away_since.listen(lambda _: self.show())

    def view(self, incident: IncidentId) -> IncidentView | None:
        """One of them, as it stands."""
        return next((one for one in self.views.value if one.incident.id == incident), None)

    def note_version(self, incident: IncidentId) -> int:
        """Which version of its closing note is on the screen; 0 for none."""
        stored = self._stored.get(incident)
        return 0 if stored is None else stored.note_version

    def running(self) -> list[tuple[IncidentId, Running]]:
        """All that runs as far as anybody here knows, also on incidents not read yet."""
        found = [(view.incident.id, one) for view in self.views.value for one in view.done.running]
        seen = {view.incident.id for view in self.views.value}
        entries: dict[IncidentId, list[LogEntry]] = {}
        for act in self._line.here.value:
            if act.incident not in seen and act.kind == ActKind.ENTRY and not act.problem:
                entries.setdefault(act.incident, []).append(entry_of(act))
        for incident, log in entries.items():
            found += [(incident, one) for one in work_done(log, {}).running]
        return found

    def runs_here(self, incident: IncidentId) -> bool:
        """Whether I have work running on it on this machine."""
        mine = [one for of, one in self.running() if of == incident]
        here = self._here([one for one in mine if one.person == self._maker.me])
        return here is not None and here.kind is WorkKind.WORK

    def read_all_soon(self) -> None:
        """The store is another, or was away: everything is read again."""
        self._wants_all = True
        self._read_on()

    def read_soon(self, incidents: Iterable[IncidentId]) -> None:
        """These have changed."""
        self._wanted.update(incidents)
        self._read_on()

    def show(self) -> None:
        """Makes the views again."""
        acts: dict[IncidentId, list[LoggedAct]] = {}
        for act in self._line.here.value:
            acts.setdefault(act.incident, []).append(act)
        logins = {person.id: person.login for person in self._people()}
        ids = {*self._stored, *acts}
        made = (self._view(one, acts.get(one, []), logins) for one in ids)
        shown = (view for view in made if view is not None and self._is_shown(view))
        self.views.set(tuple(sorted(shown, key=_order)))

    def seen(self) -> tuple[Seen, ...]:
        """What the store said of them when they were last read."""
        return tuple(Seen(one, self._read_at[one.id]) for one in self._stored.values())

    async def remember(self, seen: tuple[Seen, ...]) -> None:
        """What another run has seen, until the store is read."""
        read_at = {one.incident.id: one.read_at for one in seen}
        if self._was_read:
            return
        self._stored = {one.incident.id: one.incident for one in seen}
        self._read_at = read_at
        await self._line.were_read(read_at)
        self.show()

    def stop(self) -> None:
        """Reads nothing more."""
        self._is_stopped = True

    def _is_shown(self, view: IncidentView) -> bool:
        """One that is over goes when it is old, unless something of it lies here."""
        since = self._maker.time.now().subtract(hours=24 * SHOWN_DAYS)
        is_open = view.incident.state is IncidentState.OPEN
        waits = bool(view.waiting or view.problems or view.mine)
        return is_open or waits or view.incident.reported_at >= since

    def _read_on(self) -> None:
        if self._is_stopped:
            return
        if not self._is_reading and (self._wants_all or self._wanted):
            self._is_reading = True
            self._spawn(self._read(), "read incidents")

    async def _read(self) -> None:
        """Reads until nothing more is wanted; what could not be read stays wanted."""
        try:
            while (self._wants_all or self._wanted) and not self._is_stopped:
                wanted, wants_all = frozenset(self._wanted), self._wants_all
                self._wanted, self._wants_all = set(), False
                try:
                    await self._read_these(wanted, wants_all)
                except StoreAway:
                    self._wanted |= wanted
                    self._wants_all = self._wants_all or wants_all
                    return
        finally:
            self._is_reading = False

    async def _read_these(self, wanted: frozenset[IncidentId], wants_all: bool) -> None:
        began = self._maker.time.now()
        came = [one for one in self._line.here.value if one.sent_in]
        also = {*wanted, *(one.incident for one in self._line.here.value if not one.sent_in)}
        if wants_all:
            since = self._maker.time.now().subtract(hours=24 * SHOWN_DAYS)
            found = await self._workers.read(partial(_everything, since=since, also=also))
            self._stored = {}
        else:
            found = await self._workers.read(partial(_these, wanted=wanted))
        self._was_read = True
        self._stored.update({one.id: one for one in found})
        self._read_at.update({one.id: began for one in found})
        read = {one.id for one in found}
        self._line.was_read({one.id for one in came if wants_all or one.incident in read})
        self.show()

    def _view(
        self, incident: IncidentId, acts: list[LoggedAct], logins: dict[PersonId, str]
    ) -> IncidentView | None:
        refused = [act for act in acts if act.problem]
        done_here = [act for act in acts if not act.problem or act.kind in _SHOWN_REFUSED]
        whole = merged(self._stored.get(incident), done_here, self._maker.me)
        if whole is None:
            return None
        unsent = [act for act in acts if not act.sent_in]
        entered = (EntryId(act.id) for act in unsent if act.kind == ActKind.ENTRY)
        here_only = frozenset(entered)
        done = work_done(whole.entries, logins)
        idle_since = self._signs.idle.value.get(incident)
        mine = [one for one in done.running if one.person == self._maker.me]
        return IncidentView(
            incident=whole,
            done=done,
            lines=log_lines(whole.entries, here_only),
            mine=self._first(mine),
            stands_still=self._here(mine) if idle_since is not None else None,
            idle_since=idle_since,
            here_only=here_only,
            waiting=len(unsent) - len(refused),
            problems=tuple(_problem(act) for act in refused),
            note_saved_at=self._note_saved_at(incident, acts),
            their_note=self._their_note(incident, refused),
            away_since=self.away_since.value,
        )

    def _note_saved_at(self, incident: IncidentId, acts: list[LoggedAct]) -> Instant | None:
        saved = [act.made_at for act in acts if act.kind == ActKind.NOTE]
        if saved:
            self._noted[incident] = max(saved)
        return self._noted.get(incident)

    def _first(self, mine: list[Running]) -> Running | None:
        return self._here(mine) or next(iter(mine), None)

    def _here(self, mine: list[Running]) -> Running | None:
        return next((one for one in mine if one.machine == self._maker.machine), None)

    def _their_note(self, incident: IncidentId, refused: list[LoggedAct]) -> ClosingNote | None:
        stored = self._stored.get(incident)
        mine = [act for act in refused if act.kind == ActKind.NOTE]
        if stored is None or not mine or stored.note_version == mine[-1].arguments["seen"]:
            return None
        return stored.note if stored.note != note_of(mine[-1]) else None


def _problem(act: LoggedAct) -> Problem:
    return Problem(act.id, act.incident, ActKind(act.kind), what_words(act), act.problem)


def _order(view: IncidentView) -> tuple[bool, float]:
    incident = view.incident
    return incident.state is IncidentState.OVER, -incident.reported_at.timestamp()


def _everything(
    session: Session, since: Instant, also: Iterable[IncidentId]
) -> tuple[Incident, ...]:
    """The open ones, the late ones, and those that something lies here of."""
    late = queries.incidents_between(session, since, since.add(hours=24 * 366))
    found = {one.id: one for one in (*queries.open_incidents(session), *late)}
    missing = [one for one in also if one not in found]
    return (*found.values(), *_these(session, missing))


def _these(session: Session, wanted: Iterable[IncidentId]) -> tuple[Incident, ...]:
    """Those of them that the store has."""
    found = []
    for incident in wanted:
        try:
            found.append(queries.incident(session, incident))
        except NotFound:
            continue  # it waits here, or the store was restored
    return tuple(found)
