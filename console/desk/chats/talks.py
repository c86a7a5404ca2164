"""What is said in each of my chats, as long as it has a lane.

Where nobody looks at the lanes they are read when somebody does, and not with every line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from console.desk.case_view import CaseView
from console.desk.chats.lane import ChatLane
from console.desk.chats.signs import Signs
from console.desk.chats.talk import HANDED, ChatTalk
from console.desk.follow import Batch
from console.desk.live import Listeners
from console.desk.tasks import Spawn
from console.domain.ids import CaseId, ChatId, PersonId
from console.domain.instants import Clock


class Talks:
    """`handed` tells a colleague's words as they give me a chat. Threads: the loop's only."""

    def __init__(
        self,
        new_view: Callable[[], CaseView],
        clock: Clock,
        me: PersonId,
        signs: Signs,
        spawn: Spawn,
    ) -> None:
        self._new_view = new_view
        self._clock = clock
        self._me = me
        self._signs = signs
        self._spawn = spawn
        self._lanes: tuple[ChatLane, ...] = ()
        self._talks: dict[ChatId, ChatTalk] = {}
        self._is_in_sight = True
        self.handed: Listeners[str] = Listeners()

    def __iter__(self) -> Iterator[ChatTalk]:
        return iter(self._talks.values())

    def get(self, chat: ChatId) -> ChatTalk | None:
        return self._talks.get(chat)

    def keep(self, lanes: Iterable[ChatLane]) -> None:
        """One for each lane; a visitor who has come back goes on in the talk of before."""
        by_case = {lane.case: self._talks[lane.chat] for lane in self._lanes}
        before, self._talks, self._lanes = self._talks, {}, tuple(lanes)
        for lane in self._lanes:
            known = before.get(lane.chat) or by_case.get(lane.case)
            self._talks[lane.chat] = known or self._new(lane)
        kept = set(map(id, self))
        for talk in before.values():
            if id(talk) not in kept:
                talk.stop()

    def take(self, batch: Batch) -> None:
        """Tells each what has happened in its case."""
        kinds: dict[CaseId, set[str]] = {}
        for item in batch.items:
            if item.case is not None:
                kinds.setdefault(item.case, set()).add(item.kind)
        cases = {case.id: case for case in batch.cases}
        for lane in self._lanes:
            talk, happened = self._talks[lane.chat], kinds.get(lane.case, set())
            if happened:
                talk.hear(happened, cases.get(lane.case))
            # A colleague's words as they give it to me are told wherever I am.
            if self._is_in_sight or HANDED in happened:
                talk.read_missed()

    def put_out_of_sight(self) -> None:
        """Nobody looks at the lanes."""
        self._is_in_sight = False

    def bring_into_sight(self) -> None:
        """Somebody looks at them: what they have missed is read."""
        self._is_in_sight = True
        for talk in self:
            talk.tick()
            talk.read_missed()

    def read_again(self) -> None:
        """The store may be another now."""
        for talk in self:
            talk.read_again()

    def show_seen(self) -> None:
        """What visitors have seen may be more by now."""
        for chat, talk in self._talks.items():
            talk.show_seen(self._signs.seen_at(chat))

    def tick(self) -> None:
        """A second has passed."""
        if self._is_in_sight:
            for talk in self:
                talk.tick()

    def stop(self) -> None:
        """Nothing more is read."""
        for talk in self:
            talk.stop()
        self._lanes, self._talks = (), {}

    def _new(self, lane: ChatLane) -> ChatTalk:
        talk = ChatTalk(self._new_view(), lane.case, self._clock, self._me, self._spawn)
        talk.show_seen(self._signs.seen_at(lane.chat))
        talk.handed.listen(self._tell_handed)
        return talk

    def _tell_handed(self, words: str) -> None:
        if words:
            self.handed.tell(words)
