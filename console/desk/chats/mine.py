"""Which chats are mine, and which of them has which number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from whenever import Instant

from console.desk.chats.lane import WITH_KEY, ChatLane, ended_lane, numbered
from console.desk.live_floor import LiveFloor
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseState
from console.domain.chats import Chat, ChatState
from console.domain.ids import CaseId, ChatId, PersonId

if TYPE_CHECKING:
    from console.data.feed import FeedItem


class MyChats:
    """A chat that its visitor has ended stays until it is put away, its case is solved or somebody
    else's, the visitor is back in another chat of its case, or the lane is needed. Threads: the
    loop's only.

    `numbers` are those of `ended` and of what goes on; `left_at` tells since when visitors are
    away, where that was seen.
    """

    def __init__(
        self, me: PersonId, floor: LiveFloor, summary: Callable[[CaseId], CaseSummary | None]
    ) -> None:
        self._me = me
        self._floor = floor
        self._summary = summary
        self.numbers: dict[ChatId, int] = {}
        self.ended: dict[ChatId, ChatLane] = {}
        self.left_at: dict[ChatId, Instant] = {}

    def hear(
        self, chats: Iterable[Chat], items: Iterable[FeedItem], lanes: Iterable[ChatLane]
    ) -> None:
        """These were touched by that; `lanes` are those that stood before."""
        ours = set()
        for item in items:
            if item.kind == "ChatLeft":
                self.left_at[ChatId(UUID(item.entity_id))] = item.at
            elif _is_our_end(item):
                ours.add(ChatId(UUID(item.entity_id)))
        over = {
            chat.id: chat
            for chat in chats
            if chat.state is ChatState.ENDED and chat.agent == self._me
        }
        for lane in lanes:
            if lane.chat in over and lane.chat not in self.ended:
                self.ended[lane.chat] = ended_lane(lane, over[lane.chat])
        for chat_id in ours:
            self.ended.pop(chat_id, None)

    def settle(self) -> tuple[Chat, ...]:
        """My chats that go on, each with its number from now on."""
        going_on = sorted(
            (chat for chat in self._floor.chats.values() if chat.agent == self._me),
            key=lambda chat: (chat.began_at, chat.no),
        )
        for chat in going_on:
            self._come_back(chat)
        for key, lane in tuple(self.ended.items()):
            if not self._stays(lane):
                del self.ended[key]
        # What goes on needs the keys: of what is over the oldest is left to its case.
        for key in tuple(self.ended)[: max(0, len(going_on) + len(self.ended) - WITH_KEY)]:
            del self.ended[key]
        alive = (*self.ended, *(chat.id for chat in going_on))
        self.numbers = numbered(self.numbers, alive)
        return tuple(going_on)

    def put_away(self, chat: ChatId) -> None:
        """What was to be written of a chat that is over is written."""
        self.ended.pop(chat, None)

    def _come_back(self, chat: Chat) -> None:
        """The visitor of a chat that is over goes on in another: that has its number."""
        former = next((k for k, lane in self.ended.items() if lane.case == chat.case), None)
        if former is not None:
            del self.ended[former]
            if former != chat.id and chat.id not in self.numbers:
                self.numbers[chat.id] = self.numbers.pop(former)

    def _stays(self, lane: ChatLane) -> bool:
        case = self._summary(lane.case)
        return case is not None and case.state is not CaseState.CLOSED and case.owner == self._me


def _is_our_end(item: FeedItem) -> bool:
    """Whether one of us has ended a chat, or it goes on by e-mail: nothing is to be written."""
    return item.kind == "ChatMoved" or (item.kind == "ChatEnded" and item.actor is not None)
