"""Typing and seen, both ways: what I do is told the store seldom, what visitors do is kept here.

Threads: the loop's only. Signs end by themselves; one that could not be told is no fault.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from whenever import Instant

from console.data.commands.chat_signs import agent_saw, agent_types
from console.data.transaction import Transaction, new_act
from console.desk.errors import ActFailed
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.chat_signs import ChatSigns
from console.domain.ids import ChatId
from console.domain.instants import Clock
from console.domain.people import Person
from console.domain.visits import TYPES_S

TELL_EVERY_S = 4.0
"""That I type is told again after so long: well before what was told ends by itself."""

T = TypeVar("T")

log = logging.getLogger("console.desk")


class Signs:
    """Of my chats and their visitors."""

    def __init__(self, workers: Workers, clock: Clock, me: Person, spawn: Spawn) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._spawn = spawn
        self._of_visitors: dict[ChatId, ChatSigns] = {}
        self._told_at: dict[ChatId, Instant] = {}
        self._saw: dict[ChatId, Instant] = {}

    def hear(self, signs: Iterable[ChatSigns]) -> None:
        """What visitors do, as the store has it."""
        self._of_visitors = {each.chat: each for each in signs}

    def is_typing(self, chat: ChatId, now: Instant, heard_at: Instant | None) -> bool:
        """Whether the visitor types, and has said nothing since (`heard_at`)."""
        known = self._of_visitors.get(chat)
        until = None if known is None else known.visitor_typing_until
        if until is None or until <= now:
            return False
        return heard_at is None or heard_at <= until.subtract(seconds=TYPES_S)

    def seen_at(self, chat: ChatId) -> Instant | None:
        """The instant of the newest of our lines that the visitor has seen."""
        known = self._of_visitors.get(chat)
        return None if known is None else known.visitor_seen_at

    def typed(self, chat: ChatId, text: str) -> None:
        """I have pressed a key there; with nothing left of the text I type no longer."""
        if not text.strip():
            self.stopped(chat)
            return
        now = self._clock.now()
        told_at = self._told_at.get(chat)
        if told_at is None or now >= told_at.add(seconds=TELL_EVERY_S):
            self._told_at[chat] = now
            self._spawn(self._types(chat, now.add(seconds=TYPES_S)), "say that I type")

    def stopped(self, chat: ChatId) -> None:
        """I type no longer: it was said, or deleted."""
        told_at = self._told_at.pop(chat, None)
        if told_at is not None and self._clock.now() < told_at.add(seconds=TYPES_S):
            self._spawn(self._types(chat, None), "say that I type no longer")

    def saw(self, chat: ChatId, at: Instant | None) -> None:
        """I have the visitor's line of that instant on the screen."""
        before = self._saw.get(chat)
        if at is not None and (before is None or at > before):
            self._saw[chat] = at
            self._spawn(self._sees(chat, at), "say what I saw")

    def forget(self, alive: Iterable[ChatId]) -> None:
        """Only these chats are mine."""
        there = frozenset(alive)
        for known in (self._told_at, self._saw):
            for chat in known.keys() - there:
                del known[chat]

    async def _types(self, chat: ChatId, until: Instant | None) -> None:
        await self._told(agent_types, chat, until)

    async def _sees(self, chat: ChatId, at: Instant) -> None:
        if not await self._told(agent_saw, chat, at):
            self._saw.pop(chat, None)  # told when it is looked at again

    async def _told(
        self, command: Callable[[Transaction, ChatId, T], None], chat: ChatId, what: T
    ) -> bool:
        if self._workers.absence:
            return False
        act = new_act(self._me.id, self._clock.now())
        try:
            await self._workers.upkeep(act, command, chat, what)
        except ActFailed as error:
            log.info("a sign was not given: %s", error)
            return False
        return True
