"""One case on the screen: kept current by the feed, with earlier pages on request."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from whenever import Instant

from console.data.queries.case import newer_entries, open_case, timeline
from console.desk.backlog_rows import Clock, Mark, RowMaker
from console.desk.entries import Entry, FileLine, file_lines, timeline_entries
from console.desk.errors import ActFailed
from console.desk.escalations_rows import EscalationLine, escalation_lines
from console.desk.live import LiveList, LiveValue
from console.desk.words import kind_name, state_name
from console.desk.workers import Workers
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseKind, CaseState
from console.domain.completeness import Point, point_name
from console.domain.conversation import (
    Attachment,
    OpenCase,
    Said,
    TimelinePage,
    TimelinePlace,
    known_of,
    place_of,
    with_newer,
)
from console.domain.history import Happening
from console.domain.ids import CaseId, EscalationId, PersonId
from console.domain.instants import Clock as TimeSource
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.mail import Address
from console.domain.people import Person
from console.domain.shops import ShopCard
from console.domain.topics import topic_name
from console.domain.waiting import Waiting
from console.domain.wording import date_label, moment_label, since_label


@dataclass(frozen=True)
class PointLine:
    """A completeness point, in words, and whether it is known."""

    point: Point
    text: str
    is_known: bool


@dataclass(frozen=True)
class EarlierCase:
    """An earlier case of the same customer."""

    case: CaseId
    date: str
    subject: str
    state: str


@dataclass(frozen=True)
class CaseFace:
    """Everything around the timeline, as finished text."""

    case: CaseId
    seen: int
    state: CaseState
    kind: CaseKind
    topic: str
    owner: PersonId | None
    title: str
    number: str
    marks: tuple[Mark, ...]
    owner_text: str
    since_text: str
    who: str
    contact_name: str
    first_name: str
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    shop: ShopCard | None
    files: tuple[FileLine, ...]
    points: tuple[PointLine, ...]
    earlier: tuple[EarlierCase, ...]
    escalations: tuple[EscalationLine, ...]
    """Those that the customer still is to hear of."""
    last_escalation: EscalationId | None
    """The newest there ever was: a colleague's later one has not been seen."""

    @property
    def known(self) -> int:
        return sum(point.is_known for point in self.points)

    @property
    def missing(self) -> tuple[Point, ...]:
        return tuple(line.point for line in self.points if not line.is_known)


class CaseView:
    """A case that is open on the screen, by the clock of its row: that of the chat or call which
    goes on in it, or of what was promised. Threads: the loop's only.
    """

    def __init__(
        self,
        workers: Workers,
        clock: TimeSource,
        maker: RowMaker,
        own: Callable[[], Address],
        row_clock: Callable[[CaseId], Clock | None],
    ) -> None:
        self._row_clock = row_clock
        self._workers = workers
        self._clock = clock
        self._maker = maker
        self._own = own
        self._case = CaseId(0)
        self._items: tuple[Said | Happening, ...] = ()
        self._found: OpenCase | None = None
        self.face: LiveValue[CaseFace | None] = LiveValue(None)
        self.clock: LiveValue[Clock | None] = LiveValue(None)
        self.entries: LiveList[Entry] = LiveList()
        self.has_earlier: LiveValue[TimelinePlace | None] = LiveValue(None)

    @property
    def case(self) -> CaseId:
        """The case on the screen; 0 before one is shown."""
        return self._case

    @property
    def items(self) -> tuple[Said | Happening, ...]:
        """What `entries` are made of."""
        return self._items

    @property
    def summary(self) -> CaseSummary | None:
        """The case that has been read, as it was then."""
        return None if self._found is None else self._found.summary

    async def show(self, case: CaseId) -> None:
        """Shows a case from its newest page.

        Raises ActFailed when it cannot be read; then the one on the screen stays.
        """
        self._case = case
        try:
            found = await self._workers.read(open_case, case)
        except ActFailed:
            if self._case == case:
                self._case = self._shown
            raise
        if self._case == case:
            self._take(found, found.page)

    async def refresh(self) -> None:
        """Reads again what is shown, as far back as it is shown."""
        case = self._case
        if not case:
            return
        found = await self._workers.read(open_case, case)
        page = found.page
        while page.earlier is not None and self._goes_back_beyond(case, page.earlier):
            before = await self._workers.read(timeline, case, page.earlier)
            page = TimelinePage(before.entries + page.entries, before.earlier)
        if self._case == case:
            self._take(found, self._as_far_back(case, page))

    async def catch_up(self, summary: CaseSummary) -> None:
        """Takes in what came to the case that is shown, which is so by now; nothing that stands
        there is read again, so what it stands on must be as it was.
        """
        known = known_of(self._items)
        newer = await self._workers.read(newer_entries, summary.id, known)
        found = self._found
        if found is None or self._case != summary.id or self._shown != summary.id:
            return
        page = with_newer(TimelinePage(self._items, self.has_earlier.value), newer.entries)
        files = _with_files(found.attachments, newer.entries)
        found = replace(found, summary=summary, seen=newer.seen, attachments=files)
        self._take(found, page)

    async def load_earlier(self) -> None:
        """Fetches the page before the oldest entry shown."""
        case, before = self._case, self.has_earlier.value
        if before is None or self._shown != case:
            return
        page = await self._workers.read(timeline, case, before)
        # Asked twice, or read anew meanwhile: then it is there, or can be asked for again.
        if self._case == case and self.has_earlier.value == before:
            self._put(TimelinePage(page.entries + self._items, page.earlier))

    def tick(self) -> None:
        """Moves the clock on."""
        face, found = self.face.value, self._found
        if face is not None and found is not None:
            now = self._clock.now()
            self.clock.set(self._clock_of(found.summary, now))
            self.face.set(replace(face, escalations=self._lines(found, now)))

    @property
    def _shown(self) -> CaseId:
        """The case that has been read; another may be on its way."""
        face = self.face.value
        return CaseId(0) if face is None else face.case

    def _take(self, found: OpenCase, page: TimelinePage) -> None:
        self._found = found
        now = self._clock.now()
        self.clock.set(self._clock_of(found.summary, now))
        self.face.set(_face(found, self._maker, now, self._own(), self._lines(found, now)))
        self._put(page)

    def _clock_of(self, summary: CaseSummary, now: Instant) -> Clock:
        """As in the lists; a case that stands in none goes by its own wait."""
        return self._row_clock(summary.id) or self._maker.clock(summary, now)

    def _lines(self, found: OpenCase, now: Instant) -> tuple[EscalationLine, ...]:
        waiting = Waiting(self._maker.working, self._maker.targets)
        return escalation_lines(found.escalations, waiting, now)

    def _put(self, page: TimelinePage) -> None:
        self._items = page.entries
        self.has_earlier.set(page.earlier)
        self.entries.show(timeline_entries(page.entries, self._clock.now()))

    def _goes_back_beyond(self, case: CaseId, place: TimelinePlace) -> bool:
        if self._shown != case or not self._items:
            return False
        return self.has_earlier.value is None or place_of(self._items[0]) < place

    def _as_far_back(self, case: CaseId, page: TimelinePage) -> TimelinePage:
        """The page without what lies before the oldest entry shown: reading again pages nothing."""
        if self._shown != case or self.has_earlier.value is None:
            return page
        oldest = place_of(self._items[0])
        entries = tuple(item for item in page.entries if place_of(item) >= oldest)
        is_whole = len(entries) == len(page.entries)
        return TimelinePage(entries, page.earlier if is_whole else place_of(entries[0]))


def _face(
    found: OpenCase,
    maker: RowMaker,
    now: Instant,
    own: Address,
    escalations: tuple[EscalationLine, ...],
) -> CaseFace:
    summary = found.summary
    return CaseFace(
        case=summary.id,
        seen=found.seen,
        state=summary.state,
        kind=summary.kind,
        topic=summary.topic,
        owner=summary.owner,
        title=summary.subject,
        number=tr("Sak {number}", number=summary.id),
        marks=_marks(summary),
        owner_text=_owner_text(summary, maker.me),
        since_text=_since_text(summary, now),
        who=summary.who,
        contact_name=summary.contact_name,
        first_name=summary.contact_name.split(" ")[0],
        to=found.reply_to,
        cc=tuple(a for a in found.reply_cc if a.address != own.address),
        shop=found.shop,
        files=file_lines(_each_once(found.attachments)),
        points=tuple(PointLine(p, point_name(p), p in summary.known) for p in Point),
        earlier=tuple(_earlier(case, now) for case in found.earlier_cases),
        escalations=escalations,
        last_escalation=max((each.escalation.id for each in found.escalations), default=None),
    )


def _with_files(
    files: tuple[Attachment, ...], newer: Iterable[Said | Happening]
) -> tuple[Attachment, ...]:
    """The files of a case with those that came."""
    known = {file.id: file for file in files}
    for said in newer:
        if isinstance(said, Said):
            known |= {file.id: file for file in said.attachments}
    return tuple(known.values())


def _each_once(files: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """What a letter sends on stands where it came in."""
    once: dict[tuple[str, str], Attachment] = {}
    for file in files:
        once.setdefault((file.name, file.sha256), file)
    return tuple(once.values())


def _marks(summary: CaseSummary) -> tuple[Mark, ...]:
    kind = Mark(kind_name(summary.kind), "bug" if summary.kind is CaseKind.BUG else "")
    topic = [Mark(tr("emne: {topic}", topic=topic_name(summary.topic)))] if summary.topic else []
    pos = [Mark(tr("POS"), "", "pos")] if summary.has_pos else []
    return (*pos, kind, *topic)


def _owner_text(summary: CaseSummary, me: PersonId) -> str:
    if summary.owner is None:
        return tr("Ingen har saken")
    if summary.owner == me:
        return tr("Eier: deg")
    owner = Person(summary.owner, "", summary.owner_name, frozenset())
    return tr("Eier: {name}", name=owner.short_name)


def _since_text(summary: CaseSummary, now: Instant) -> str:
    state = state_name(summary.state)
    if summary.state is CaseState.SNOOZED and summary.snoozed_until is not None:
        return tr("utsatt til {when}", when=moment_label(summary.snoozed_until, now))
    if summary.waiting_since is None:
        return state
    return tr("{state} siden {when}", state=state, when=since_label(summary.waiting_since, now))


def _earlier(summary: CaseSummary, now: Instant) -> EarlierCase:
    return EarlierCase(
        case=summary.id,
        date=date_label(wall(summary.opened_at).date(), wall(now).date()),
        subject=summary.subject,
        state=state_name(summary.state),
    )
