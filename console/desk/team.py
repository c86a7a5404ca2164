"""The team now: what each does and carries, how each channel stands, and what is late.

Everything is counted from the rows that Oversikt shows; there is no second number to go wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice

from console.desk.backlog_rows import BacklogRow, Clock
from console.desk.grouped_rows import head
from console.desk.lane import Lane, LaneName
from console.desk.live import LiveList, LiveValue, Stop
from console.desk.live_floor import LiveFloor
from console.desk.overview import Overview, Thing
from console.desk.tally import Counts
from console.desk.team_rows import ChannelRow, Owned, PersonRow, person_row
from console.domain.backlog import CaseSummary
from console.domain.calls import Call, CallState
from console.domain.chats import Chat
from console.domain.ids import PersonId
from console.domain.instants import Clock as Time
from console.domain.language import tr
from console.domain.load import Load, team_units
from console.domain.people import Person, Role
from console.domain.waits import Meaning

LATE_MAX = 100
"""So many of the late and soon late are shown; the figures count all of them."""

_PRESSING = (Meaning.LATE, Meaning.SOON)


class Team:
    """Kept only while somebody looks. Threads: the loop's only.

    `late` is the lane of the late and soon late of all channels, as they stand in "Haster";
    `things` what the person has who was looked into.
    """

    def __init__(
        self,
        me: Person,
        overview: Overview,
        floor: LiveFloor,
        loads: LiveValue[Mapping[PersonId, Load]],
        people: LiveValue[tuple[Person, ...]],
        clock: Time,
    ) -> None:
        self._me = me
        self._overview = overview
        self._floor = floor
        self._loads = loads
        self._people = people
        self._clock = clock
        self._watchers = 0
        self._owned: Mapping[PersonId, Owned] | None = None
        self.folk: LiveList[PersonRow] = LiveList()
        self.channels: LiveList[ChannelRow] = LiveList()
        self.late = _beside(overview.urgent)
        self.things = _beside(overview.urgent)
        self.units: LiveValue[tuple[int, int]] = LiveValue((0, 0))
        """Units in use, and units of all who are at work."""
        self.chosen: LiveValue[Person | None] = LiveValue(None)
        overview.mail.rows.listen(self._cases_changed)

    @property
    def may_lead(self) -> bool:
        """Whether I may move what others have; everybody may look."""
        return Role.LEAD in self._me.roles

    def watch(self) -> Stop:
        """Keeps everything current until the answer is called."""
        self._watchers += 1
        self.refresh()

        def stop() -> None:
            self._watchers -= 1

        return stop

    def choose(self, person: Person | None) -> None:
        """Looks into what a person has, or into nobody's."""
        self.chosen.set(person)
        self._show_things()

    def tick(self) -> None:
        """Time has gone on, or something has changed."""
        if self._watchers:
            self.refresh()

    def refresh(self) -> None:
        """Makes every list anew; listeners hear the differences."""
        rows = sorted(self._rows(), key=lambda row: row.order)
        self.folk.show(rows)
        self.units.set(team_units(row.load for row in rows if row.is_here))
        self.channels.show([_channel(lane) for lane in self._overview.lanes])
        self._show_late()
        self._show_things()

    def _rows(self) -> Iterator[PersonRow]:
        now, chats, loads = self._clock.now(), self._chats(), self._loads.value
        if self._owned is None:
            self._owned = self._count_owned()
        for person in self._people.value:
            if person.may_work and not person.is_disabled:
                clocks = tuple(row.clock for row in chats[person.id] if row.clock is not None)
                owned = self._owned.get(person.id, Owned())
                load = loads.get(person.id, Load())
                yield person_row(person, self._floor, load, clocks, owned, now)

    def _chats(self) -> defaultdict[PersonId, list[BacklogRow]]:
        """Whose chats are whose, the most pressing first."""
        found: defaultdict[PersonId, list[BacklogRow]] = defaultdict(list)
        for row in self._overview.chat.rows.rows:
            thing = self._overview.thing(row.key)
            if isinstance(thing, Chat) and thing.agent is not None:
                found[thing.agent].append(row)
        for rows in found.values():
            rows.sort(key=_pressure)
        return found

    def _count_owned(self) -> Mapping[PersonId, Owned]:
        cases: Counter[PersonId] = Counter()
        late: Counter[PersonId] = Counter()
        for row in self._overview.mail.rows.rows:
            # Of ten thousand rows few are somebody's, and those say so.
            owner = None if row.by is None else _owner(self._overview.thing(row.key))
            if owner is not None:
                cases[owner] += 1
                late[owner] += row.clock is not None and row.clock.meaning is Meaning.LATE
        return {person: Owned(count, late[person]) for person, count in cases.items()}

    def _show_late(self) -> None:
        urgent = self._overview.urgent
        counts = urgent.counts.value
        count = counts.late + counts.soon
        # They stand first: as many as are counted, and the rest need not be looked through.
        self.late.rows.show(list(islice(_pressing(urgent), min(count, LATE_MAX))))
        self.late.counts.set(Counts(count, counts.late, counts.soon, counts.oldest))

    def _show_things(self) -> None:
        person = self.chosen.value
        rows = [] if person is None else list(self._things_of(person.id))
        self.things.rows.show(rows)
        met = Counter(row.clock.meaning for row in rows if row.clock is not None)
        waiting = met.total() - met[Meaning.CUSTOMER]
        self.things.counts.set(Counts(waiting, met[Meaning.LATE], met[Meaning.SOON]))

    def _things_of(self, person: PersonId) -> Iterator[BacklogRow]:
        lanes = (self._overview.telephone, self._overview.chat, self._overview.mail)
        titles = (tr("I samtale"), tr("Chatter"), tr("Saker"))
        for place, (lane, title) in enumerate(zip(lanes, titles, strict=True)):
            rows = [
                row
                for row in lane.rows.rows
                if row.by is not None and _holder(self._overview.thing(row.key)) == person
            ]
            if rows:
                yield head((place, title), len(rows))
                yield from rows

    def _cases_changed(self, _ops: object) -> None:
        self._owned = None


def _holder(thing: Thing | None) -> PersonId | None:
    """Who of us has a thing: a call while it is talked, a chat, a case."""
    if isinstance(thing, Call):
        return thing.answered_by if thing.state is CallState.TALKING else None
    return thing.agent if isinstance(thing, Chat) else _owner(thing)


def _owner(thing: Thing | None) -> PersonId | None:
    return thing.owner if isinstance(thing, CaseSummary) else None


def _beside(lane: Lane) -> Lane:
    """A list of its own that is read and fails with another."""
    own: LiveValue[Counts] = LiveValue(Counts())
    return Lane(lane.name, LiveList(), own, lane.source, lane.problem, lane.is_read)


def _pressing(urgent: Lane) -> Iterator[BacklogRow]:
    for row in urgent.rows.rows:
        if row.clock is not None and row.clock.meaning in _PRESSING:
            yield row


def _pressure(row: BacklogRow) -> float:
    clock: Clock | None = row.clock
    waits = clock is not None and clock.meaning is not Meaning.CUSTOMER
    return -clock.fraction if clock is not None and waits else 1.0


def _channel(lane: Lane) -> ChannelRow:
    names = {
        LaneName.CHAT: (tr("Chat"), "message-circle"),
        LaneName.TELEPHONE: (tr("Telefon"), "phone"),
        LaneName.MAIL: (tr("E-post"), "mail"),
        LaneName.ESCALATIONS: (tr("Eskaleringer"), "corner-up-right"),
        LaneName.URGENT: (tr("Haster"), "list"),
    }
    name, icon = names[lane.name]
    return ChannelRow(f"channel:{lane.name.value}", name, icon, lane.counts.value)
