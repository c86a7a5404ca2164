"""What a person does with chats, calls, promises and how ready they are.

Whose a chat is the store alone can say: where it cannot be reached nothing here waits; it is
refused in words, and what was typed stays where it was typed.
"""

from __future__ import annotations

from whenever import Instant

from console.desk.acts import Acts, Done
from console.desk.live_floor import LiveFloor
from console.desk.workers import Workers
from console.domain.availability import Channel, Readiness
from console.domain.ids import CallId, CaseId, ChatId, PromiseId
from console.domain.instants import Clock
from console.domain.mail import MailPart
from console.domain.people import Person


class LiveActs:
    """All raise ActFailed."""

    def __init__(
        self, workers: Workers, clock: Clock, me: Person, floor: LiveFloor, acts: Acts
    ) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._floor = floor
        self._acts = acts

    async def take_chat(self, chat: ChatId) -> Done:
        raise NotImplementedError

    async def give_back_chat(self, chat: ChatId) -> Done:
        raise NotImplementedError

    async def hand_over_chat(self, chat: ChatId, to: Person) -> Done:
        raise NotImplementedError

    async def end_chat(self, chat: ChatId, *, is_solved: bool) -> Done:
        raise NotImplementedError

    async def say(self, chat: ChatId, text: str, parts: tuple[MailPart, ...] = ()) -> Done:
        """Says a line; a chat that nobody has becomes mine."""
        raise NotImplementedError

    async def take_call(self, call: CallId) -> Done:
        raise NotImplementedError

    async def hang_up(self, call: CallId) -> Done:
        raise NotImplementedError

    async def called_back(self, call: CallId) -> Done:
        raise NotImplementedError

    async def put_off_call_back(self, call: CallId, until: Instant) -> Done:
        raise NotImplementedError

    async def set_readiness(self, channel: Channel, readiness: Readiness, reason: str = "") -> Done:
        raise NotImplementedError

    async def promise(self, case: CaseId, text: str, due_at: Instant) -> Done:
        raise NotImplementedError

    async def keep_promise(self, promise: PromiseId) -> Done:
        raise NotImplementedError

    async def withdraw_promise(self, promise: PromiseId) -> Done:
        raise NotImplementedError
