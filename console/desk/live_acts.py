"""What a person does with chats, calls, promises and how ready they are.

Whose a chat is the store alone can say: where it cannot be reached nothing here waits; it is
refused in words, and what was typed stays where it was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from whenever import Instant

from console.data.commands import availability, calls, chats, promises
from console.data.store import Answer
from console.data.transaction import Act, Transaction, new_act
from console.desk.acts import Done
from console.desk.errors import StoreAway
from console.desk.live_acts_words import readiness_words
from console.desk.live_floor import LiveFloor
from console.desk.workers import Workers
from console.domain.availability import Channel, Readiness
from console.domain.ids import CallId, CaseId, ChatId, MessageId, PromiseId, new_uuid
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.mail import MailPart
from console.domain.people import Person
from console.domain.wording import moment_label

P = ParamSpec("P")

Line = tuple[ChatId, str, tuple[MailPart, ...]]
"""Something said: in which chat, and what."""


class LiveActs:
    """All raise ActFailed, Fenced where a colleague was first."""

    def __init__(self, workers: Workers, clock: Clock, me: Person, floor: LiveFloor) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._floor = floor
        self._in_doubt: dict[Line, tuple[Act, MessageId]] = {}
        """Lines of which nobody knows whether the store has them: said again they are the same."""

    async def take_chat(self, chat: ChatId) -> Done:
        return await self._undoable(tr("Du har chatten"), self._case(chat), chats.take_chat, chat)

    async def give_back_chat(self, chat: ChatId) -> Done:
        words = tr("Chatten er lagt tilbake")
        return await self._undoable(words, self._case(chat), chats.give_back_chat, chat)

    async def hand_over_chat(self, chat: ChatId, to: Person, word: str = "") -> Done:
        """Gives it to a colleague, with a word for them that nobody outside sees."""
        words, case = tr("{name} har chatten", name=to.short_name), self._case(chat)
        return await self._undoable(words, case, chats.hand_over_chat, chat, to.id, word)

    async def decline_chat(self, chat: ChatId) -> Done:
        """I do not take the chat that rings for me."""
        words = tr("Chatten ringer hos en annen")
        return await self._for_good(words, self._case(chat), chats.withdraw_offer, chat)

    async def end_chat(self, chat: ChatId, *, is_solved: bool) -> Done:
        """Ends it for good; solved ends its case with it."""
        words = tr("Chatten er avsluttet")
        if is_solved:
            words = tr("Chatten er avsluttet, og saken er løst")
        return await self._for_good(words, self._case(chat), chats.end_chat, chat, is_solved)

    async def say(self, chat: ChatId, text: str, parts: tuple[MailPart, ...] = ()) -> Done:
        """Says a line; a chat that nobody has becomes mine.

        A line of which it is not known whether it came is said once, however often it is tried.
        """
        try:
            await self._workers.keep_bytes(tuple(part.content for part in parts))
        except StoreAway as error:
            raise nothing_waits(error) from error
        known = self._in_doubt.pop((chat, text, parts), None)
        act, message = known or (self._act(), MessageId(new_uuid()))
        case = self._case(chat)
        try:
            words = tr("Meldingen sendes")
            done = await self._do(act, words, case, chats.say_in_chat, chat, message, text, parts)
        except StoreAway as error:
            if error.may_have_come or known is not None:
                self._in_doubt[chat, text, parts] = act, message
            raise
        # Whoever goes on has seen what came: the same words are from now on said anew.
        self._in_doubt = {key: line for key, line in self._in_doubt.items() if key[0] != chat}
        return done

    async def take_call(self, call: CallId) -> Done:
        """Asks the exchange to ring at my telephone with it."""
        words = tr("Samtalen ringer hos deg")
        return await self._for_good(words, self._case_of_call(call), calls.ask_to_take, call)

    async def hang_up(self, call: CallId) -> Done:
        words = tr("Du legger på")
        return await self._for_good(words, self._case_of_call(call), calls.ask_to_hang_up, call)

    async def called_back(self, call: CallId) -> Done:
        words = tr("Innringeren er ringt tilbake")
        return await self._undoable(words, self._case_of_call(call), calls.called_back, call)

    async def put_off_call_back(self, call: CallId, until: Instant) -> Done:
        words = tr("Ringes tilbake innen {when}", when=self._when(until))
        case = self._case_of_call(call)
        return await self._for_good(words, case, calls.put_off_call_back, call, until)

    async def set_readiness(self, channel: Channel, readiness: Readiness, reason: str = "") -> Done:
        words = readiness_words(channel, readiness, reason)
        return await self._for_good(
            words, None, availability.set_readiness, channel, readiness, reason
        )

    async def promise(self, case: CaseId, text: str, due_at: Instant) -> Done:
        words = tr("Løftet er notert: innen {when}", when=self._when(due_at))
        new = PromiseId(new_uuid())
        return await self._undoable(words, case, promises.promise, new, case, text, due_at)

    async def keep_promise(self, promise: PromiseId) -> Done:
        words, case = tr("Løftet er holdt"), self._case_of_promise(promise)
        return await self._for_good(words, case, promises.keep_promise, promise)

    async def withdraw_promise(self, promise: PromiseId) -> Done:
        words, case = tr("Løftet er trukket tilbake"), self._case_of_promise(promise)
        return await self._for_good(words, case, promises.withdraw_promise, promise)

    def _act(self) -> Act:
        return new_act(self._me.id, self._clock.now())

    def _when(self, at: Instant) -> str:
        return moment_label(at, self._clock.now())

    def _case(self, chat: ChatId) -> CaseId | None:
        known = self._floor.chats.get(chat)
        return None if known is None else known.case

    def _case_of_call(self, call: CallId) -> CaseId | None:
        known = self._floor.calls.get(call)
        return None if known is None else known.case

    def _case_of_promise(self, promise: PromiseId) -> CaseId | None:
        known = self._floor.promises.get(promise)
        return None if known is None else known.case

    async def _undoable(
        self,
        words: str,
        case: CaseId | None,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Done:
        return await self._do(self._act(), words, case, command, *args, **kwargs)

    async def _for_good(
        self,
        words: str,
        case: CaseId | None,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Done:
        done = await self._do(self._act(), words, case, command, *args, **kwargs)
        return Done(done.words, done.act, done.case, can_be_undone=False)

    async def _do(
        self,
        act: Act,
        words: str,
        case: CaseId | None,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Done:
        try:
            await self._workers.perform(act, command, *args, **kwargs)
        except StoreAway as error:
            raise nothing_waits(error) from error
        return Done(words, act.id, case)


def nothing_waits(error: StoreAway) -> StoreAway:
    """Nothing waits here: whoever acted is told, and tries again."""
    reason = str(error.__cause__ or error)
    if error.may_have_come:
        words = tr(
            "{reason} Det er usikkert om det ble gjort. Se etter når lageret svarer, og prøv da "
            "igjen om det trengs.",
            reason=reason,
        )
    else:
        words = tr("{reason} Ingenting ble gjort. Prøv igjen når lageret svarer.", reason=reason)
    return StoreAway(words, may_have_come=error.may_have_come, is_passing=error.is_passing)
