"""Rows of chats: open its case, take it, hand it over, end it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from console.domain.chats import Chat, ChatState
from console.domain.ids import ChatId
from console.domain.language import tr
from console.domain.people import Person
from console.ui.acts.runner import Act, ActRunner
from console.ui.lanes.case_rows import Open, opening
from console.ui.lanes.choosing import Choosing
from console.ui.lanes.row_deed import RowDeed
from console.ui.lanes.row_keys import RowKey

if TYPE_CHECKING:
    from console.desk.desk import Desk


class ChatRows:
    """A chat that is over can do nothing."""

    def __init__(self, desk: Desk, runner: ActRunner, choosing: Choosing, open_case: Open) -> None:
        self._desk = desk
        self._runner = runner
        self._choosing = choosing
        self._open = open_case

    def deeds(self, number: str) -> tuple[RowDeed, ...]:
        chat = self._desk.live.floor.chats.get(ChatId(UUID(number)))
        if chat is None:
            return ()
        first = opening(chat.case, self._open)
        if not self._desk.me.may_work:
            return (first,)
        return (first, self._having(chat), self._handing(chat), *self._ending(chat))

    def _having(self, chat: Chat) -> RowDeed:
        acts = self._desk.live.acts
        if chat.agent == self._desk.me.id:
            words = tr("Legg tilbake i køen")
            give_back = self._doing(acts.give_back_chat, chat.id)
            return RowDeed(words, "undo-2", do=give_back, is_apart=True)
        take = self._doing(acts.take_chat, chat.id)
        return RowDeed(tr("Ta chatten"), "user", (RowKey.TAKE,), do=take, is_apart=True)

    def _handing(self, chat: Chat) -> RowDeed:
        def hand_over(to: Person) -> None:
            self._runner.run(self._desk.live.acts.hand_over_chat(chat.id, to))

        ask = self._choosing.colleague(hand_over, chat.agent)
        return RowDeed(tr("Gi videre"), "corner-up-right", (RowKey.HAND_OVER,), ask=ask)

    def _ending(self, chat: Chat) -> tuple[RowDeed, ...]:
        """An end cannot be taken back: the key ends one's own, or one whose visitor has gone. What
        a colleague has, or nobody yet, is ended on purpose, from the menu.
        """
        is_left = chat.agent is None and chat.state is ChatState.LEFT
        keys = (RowKey.CLOSE,) if is_left or chat.agent == self._desk.me.id else ()
        end = self._desk.live.acts.end_chat
        solved = self._doing(partial(end, is_solved=True), chat.id)
        unsolved = self._doing(partial(end, is_solved=False), chat.id)
        return (
            RowDeed(tr("Avslutt som løst"), "check", keys, do=solved, is_apart=True),
            RowDeed(tr("Avslutt, saken står åpen"), "circle-x", do=unsolved),
        )

    def _doing(self, act: Callable[[ChatId], Act], chat: ChatId) -> Callable[[], None]:
        def do() -> None:
            self._runner.run(act(chat))

        return do
