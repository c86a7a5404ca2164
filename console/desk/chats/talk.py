"""What was said in one chat, as its lane shows it: kept by the feed, bit by bit where that will do.

Threads: the loop's only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from uuid import UUID

from whenever import Instant

from console.desk.case_view import CaseFace, CaseView
from console.desk.entries import Entry, EntryKind, Tone, day_key
from console.desk.errors import ActFailed
from console.desk.live import LiveList, LiveValue
from console.desk.tasks import Spawn
from console.domain.backlog import CaseSummary
from console.domain.cases import MessageKind
from console.domain.conversation import Said, TimelinePlace
from console.domain.history import Happening
from console.domain.ids import CaseId, PersonId
from console.domain.instants import Clock, wall
from console.domain.language import tr
from console.domain.people import Person

HANDED = "ChatHandedOver"

BIT_BY_BIT = frozenset(
    (
        "ChatSaid",
        "ChatAnswered",
        "ChatChanged",
        "ChatLeft",
        "ChatReturned",
        "ChatOffered",
        "OfferWithdrawn",
        "ChatTaken",
        "ChatGivenBack",
        HANDED,
        "ChatEnded",
        "DeliveryChanged",
        "NoteAdded",
    )
)
"""After these nothing else stands differently in the case than what they brought, and what was on
its way; after anything else it is read anew.
"""


class _Due(IntEnum):
    """What has to be read."""

    NOTHING = 0
    NEWER = 1
    WHOLE = 2


class ChatTalk:
    """`problem` is why it cannot be read just now, or ""; `handed` a colleague's word for me, until
    I have said something.
    """

    def __init__(
        self, view: CaseView, case: CaseId, clock: Clock, me: PersonId, spawn: Spawn
    ) -> None:
        self._view = view
        self._clock = clock
        self._case = case
        self._me = me
        self._spawn = spawn
        self._due = _Due.WHOLE
        self._summary: CaseSummary | None = None
        self._is_reading = False
        self._seen_at: Instant | None = None
        self.entries: LiveList[Entry] = LiveList()
        self.face: LiveValue[CaseFace | None] = view.face
        self.has_earlier: LiveValue[TimelinePlace | None] = view.has_earlier
        self.handed: LiveValue[str] = LiveValue("")
        self.problem: LiveValue[str] = LiveValue("")
        self.is_read: LiveValue[bool] = LiveValue(False)
        view.entries.listen(self._changed)
        self._go_on()

    @property
    def heard_at(self) -> Instant | None:
        """The instant of the visitor's newest line that is shown."""
        return max((said.at for said in self._said(MessageKind.CHAT_IN)), default=None)

    @property
    def text(self) -> str:
        """All that was said in the chat, as far as it is shown."""
        both = (MessageKind.CHAT_IN, MessageKind.CHAT_OUT)
        return "\n".join(said.text for said in self._said(*both))

    def hear(self, kinds: Iterable[str], summary: CaseSummary | None) -> None:
        """Such things happened in its case, which is so now: there is something to be read."""
        known = self._summary
        is_same = known is not None and summary is not None and _stands(known) == _stands(summary)
        is_bit = is_same and self._due is not _Due.WHOLE and BIT_BY_BIT.issuperset(kinds)
        self._summary = summary or known
        self._due = max(self._due, _Due.NEWER if is_bit else _Due.WHOLE)

    def read_again(self) -> None:
        """The store may be another now."""
        self._due = _Due.WHOLE
        self._go_on()

    def read_missed(self) -> None:
        """The store is there: what is to be read, or could not be, is read."""
        if self._due is not _Due.NOTHING:
            self._go_on()

    def show_seen(self, at: Instant | None) -> None:
        """The visitor has seen our lines up to this instant."""
        if at != self._seen_at:
            self._seen_at = at
            self._show()

    def tick(self) -> None:
        """A second has passed."""
        self._view.tick()

    async def load_earlier(self) -> None:
        """Fetches the page before the oldest entry shown. Raises ActFailed."""
        await self._view.load_earlier()

    def stop(self) -> None:
        """Nothing more is read."""
        self._due = _Due.NOTHING

    def _go_on(self) -> None:
        if not self._is_reading:
            self._is_reading = True
            self._spawn(self._read(), "read a chat")

    async def _read(self) -> None:
        """Reads until nothing is due; what cannot be read stays due."""
        due = _Due.NOTHING
        try:
            while self._due is not _Due.NOTHING:
                due, self._due = self._due, _Due.NOTHING
                await self._read_once(due)
                self.problem.set("")
                self.is_read.set(True)
        except ActFailed as error:
            self._due = max(self._due, due)
            self.problem.set(str(error))
        finally:
            self._is_reading = False

    async def _read_once(self, due: _Due) -> None:
        summary = self._summary
        if due is _Due.NEWER and summary is not None:
            await self._view.catch_up(summary)
            return
        if self.is_read.value:
            await self._view.refresh()
        else:
            await self._view.show(self._case)
        if self._due is _Due.NOTHING:  # else what was heard meanwhile may be newer
            self._summary = self._view.summary

    def _changed(self, _ops: object) -> None:
        self._show()

    def _show(self) -> None:
        seen, quiet = self._newest_seen(), self._quiet()
        entries = [
            replace(entry, state_text=tr("sett")) if _is(entry, seen) else entry
            for entry in self._view.entries.rows
            if entry.key not in quiet
        ]
        self.entries.show(without_empty_days(entries, day_key(wall(self._clock.now()).date())))
        self.handed.set(self._handed_words())

    def _quiet(self) -> frozenset[str]:
        """What the lane itself says: that the chat began, and that it is mine."""
        return frozenset(
            f"event:{item.seq}"
            for item in self._view.items
            if isinstance(item, Happening)
            and (item.kind == "ChatOpened" or (item.kind == "ChatTaken" and item.actor == self._me))
        )

    def _newest_seen(self) -> Said | None:
        at = self._seen_at
        if at is None:
            return None
        ours = (said for said in self._said(MessageKind.CHAT_OUT) if said.at <= at)
        return max(ours, key=lambda said: (said.at, said.no), default=None)

    def _said(self, *kinds: MessageKind) -> Iterator[Said]:
        return (item for item in self._view.items if isinstance(item, Said) and item.kind in kinds)

    def _handed_words(self) -> str:
        """A colleague's hand-over to me, while I have said nothing since."""
        handed = (item for item in reversed(self._view.items) if _is_to(item, self._me))
        over = next(handed, None)
        if not isinstance(over, Happening):
            return ""
        mine = (said for said in self._said(MessageKind.CHAT_OUT) if said.author == self._me)
        return "" if any(said.at >= over.at for said in mine) else self._words_of(over)

    def _words_of(self, over: Happening) -> str:
        name = Person(PersonId(0), "", over.actor_name, frozenset()).short_name
        note = str(over.data.get("message", ""))
        words = (
            said.text
            for said in self._said(MessageKind.NOTE)
            if note and said.id == UUID(note) and not said.is_withdrawn
        )
        word = next(words, "")
        if not word:
            return tr("{name} ga deg chatten", name=name)
        return tr("{name} ga deg chatten: «{word}»", name=name, word=word)


def without_empty_days(entries: Sequence[Entry], today: str) -> list[Entry]:
    """The entries without days on which nothing is left, and without today's where it comes first:
    a chat is of today unless it says otherwise.
    """
    days = [no for no, entry in enumerate(entries) if entry.kind is EntryKind.DAY]
    empty = {no for no in days if no + 1 == len(entries) or no + 1 in days}
    if entries and entries[0].key == today:
        empty.add(0)
    return [entry for no, entry in enumerate(entries) if no not in empty]


def _stands(summary: CaseSummary) -> tuple[object, ...]:
    """What is shown of a case besides what was said and happened in it."""
    return summary.shop_name, summary.contact_address, summary.contact_name, summary.escalations


def _is(entry: Entry, said: Said | None) -> bool:
    return said is not None and entry.message == said.id and entry.tone is Tone.CALM


def _is_to(item: Said | Happening, me: PersonId) -> bool:
    """Whether a colleague gave me the chat with it."""
    if isinstance(item, Said) or item.kind != HANDED or item.actor in (None, me):
        return False
    return bool(item.data.get("after", {}).get("owner_id") == me)
