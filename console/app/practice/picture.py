"""The desk as the simulated colleagues see it: followed by the change feed, like a window."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from console.data.commit_watch import CommitWatch, watch_commits
from console.data.feed import Cursor, FeedItem, newest, news
from console.data.queries.backlog import cases_by_id, open_cases
from console.data.queries.escalations import open_escalations
from console.data.queries.floor import floor_now, floor_of
from console.data.store import Store
from console.domain.availability import Availability, Channel, Readiness
from console.domain.backlog import CaseSummary
from console.domain.calls import Call, CallState
from console.domain.cases import CaseState
from console.domain.chats import Chat, ChatState
from console.domain.escalations import OpenEscalation
from console.domain.floor import Floor
from console.domain.ids import CallId, CaseId, ChatId, PersonId
from console.domain.load import Load


class Picture:
    """All that is open at the desk. Threads: one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._watch: CommitWatch | None = None
        self._cursor: Cursor
        self.chats: dict[ChatId, Chat] = {}
        self.calls: dict[CallId, Call] = {}
        self.cases: dict[CaseId, CaseSummary] = {}
        self.escalations: tuple[OpenEscalation, ...] = ()
        self.availability: dict[tuple[PersonId, Channel], Availability] = {}
        self.live_cases: frozenset[CaseId] = frozenset()
        """Cases of chats and calls that go on."""

    def follow(self) -> tuple[FeedItem, ...]:
        """Reads what is new; what that was. Raises StoreError."""
        if self._watch is None:
            self._watch = watch_commits(self._store.engine)
            self._store.read(self._read_all)
        elif self._watch.has_news():
            return self._store.read(self._read_news)
        return ()

    def close(self) -> None:
        """Watches no longer."""
        if self._watch is not None:
            self._watch.close()

    def chats_of(self, person: PersonId) -> list[Chat]:
        """Those that somebody has, the oldest first."""
        return [chat for chat in self.chats.values() if chat.agent == person]

    def call_of(self, person: PersonId) -> Call | None:
        """The call that somebody is in."""
        talking = (call for call in self.calls.values() if call.state is CallState.TALKING)
        return next((call for call in talking if call.answered_by == person), None)

    def load(self, person: PersonId) -> Load:
        """What somebody has on their hands."""
        calls = 0 if self.call_of(person) is None else 1
        return Load(len(self.chats_of(person)), calls)

    def readiness(self, person: PersonId, channel: Channel) -> Readiness:
        """How ready somebody has said they are."""
        said = self.availability.get((person, channel))
        return Readiness.OFF if said is None else said.readiness

    def _read_all(self, session: Session) -> None:
        self._cursor = newest(session)
        self.chats.clear()
        self.calls.clear()
        self.availability.clear()
        self.cases = {case.id: case for case in open_cases(session)}
        self.escalations = open_escalations(session)
        self._take(floor_now(session))

    def _read_news(self, session: Session) -> tuple[FeedItem, ...]:
        items: list[FeedItem] = []
        more = True
        while more:
            found = news(session, self._cursor)
            if found.is_restart:
                self._read_all(session)
                return ()
            self._cursor, more = found.cursor, found.more
            items += found.items
        if items:
            self._take_items(session, items)
        return tuple(items)

    def _take_items(self, session: Session, items: list[FeedItem]) -> None:
        touched = sorted({item.case for item in items if item.case is not None})
        for case in cases_by_id(session, touched):
            if case.state is CaseState.CLOSED:
                self.cases.pop(case.id, None)
            else:
                self.cases[case.id] = case
        with_others = {each.case.id for each in self.escalations}
        if with_others.intersection(touched) or any(item.entity == "escalation" for item in items):
            self.escalations = open_escalations(session)
        self._take(floor_of(session, items))

    def _take(self, floor: Floor) -> None:
        for chat in floor.chats:
            if chat.state is ChatState.ENDED:
                self.chats.pop(chat.id, None)
            else:
                self.chats[chat.id] = chat
        for call in floor.calls:
            if call.state is CallState.ENDED and not call.waits_for_a_call_back:
                self.calls.pop(call.id, None)
            else:
                self.calls[call.id] = call
        if floor.availability is not None:
            self.availability = {(one.person, one.channel): one for one in floor.availability}
        if floor.chats or floor.calls:
            self.live_cases = frozenset(_cases(self.chats.values(), self.calls.values()))


def _cases(chats: Iterable[Chat], calls: Iterable[Call]) -> Iterable[CaseId]:
    yield from (chat.case for chat in chats)
    yield from (call.case for call in calls if call.case and call.state is not CallState.ENDED)
