"""What a person does to let chats go on by e-mail: one, or all that will not be done in time.

As with all acts in chats nothing waits for the store here: what it cannot take is refused in words,
and what was typed stays where it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Concatenate, ParamSpec

from whenever import Instant

from console.data.commands import chat_to_mail
from console.data.store import Answer
from console.data.transaction import Act, Transaction, new_act
from console.desk.acts import Done
from console.desk.backlog_rows import RowMaker
from console.desk.deeds import UNDO_S
from console.desk.errors import ActFailed, StoreAway
from console.desk.live import LiveValue
from console.desk.live_acts import nothing_waits
from console.desk.live_floor import LiveFloor
from console.desk.workers import Workers
from console.domain.addresses import BadAddress, check_address
from console.domain.answer_times import answer_times
from console.domain.backlog import CaseSummary
from console.domain.chat_letter import ToMail
from console.domain.floor import Floor
from console.domain.ids import CaseId, ChatId
from console.domain.instants import Clock
from console.domain.language import ntr, tr
from console.domain.people import Person

P = ParamSpec("P")

Summary = Callable[[CaseId], CaseSummary | None]
"""What is known of a case that waits."""


class ChatActs:
    """All acts raise ActFailed, Fenced where a colleague was first.

    `on_their_way` are chats that go on by e-mail in a moment: until then it can be undone.
    """

    def __init__(
        self,
        workers: Workers,
        clock: Clock,
        me: Person,
        maker: RowMaker,
        floor: LiveFloor,
        summary: Summary,
    ) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._maker = maker
        self._floor = floor
        self._summary = summary
        self.on_their_way: LiveValue[frozenset[ChatId]] = LiveValue(frozenset())
        floor.changed.listen(self._floor_changed)

    def address_of(self, chat: ChatId) -> str:
        """Where the visitor gets mail; empty where that is unknown."""
        known = self._floor.chats.get(chat)
        case = None if known is None else self._summary(known.case)
        try:
            return "" if case is None else check_address(case.contact_address)
        except BadAddress:
            return ""

    def without_address(self, chats: Iterable[ChatId]) -> tuple[ChatId, ...]:
        """Those of which nobody knows where mail is to go."""
        return tuple(chat for chat in chats if not self.address_of(chat))

    def when_answered(self, chat: ChatId) -> tuple[Instant, ...]:
        """By when an answer may be promised: the usual time first, then sooner ones."""
        known = self._floor.chats.get(chat)
        case = None if known is None else self._summary(known.case)
        waiting, since = self._maker.waiting, None if known is None else known.waiting_since
        target_s = waiting.targets.case_s if case is None else waiting.targets.target_s(case.kind)
        return answer_times(waiting.working, target_s, since, self._clock.now())

    async def to_mail(self, move: ToMail) -> Done:
        """The chat goes on by e-mail, in its case; it can be undone as a mail can."""
        act, until = self._act()
        answer = await self._do(act, chat_to_mail.chat_to_mail, move, until)
        self._goes(move.chat)
        return Done(tr("Chatten går over til e-post"), act.id, CaseId(answer["case"]))

    async def all_to_mail(self, chats: Sequence[ChatId], answer_by: Instant | None) -> Done:
        """Those of these chats whose address is known, in one act that is undone as one; the other
        visitors are asked for theirs.

        Raises ActFailed where none of them is mine any more.
        """
        act, until = self._act()
        answer = await self._do(act, chat_to_mail.chats_to_mail, tuple(chats), answer_by, until)
        moved, left = int(answer["moved"]), frozenset(answer["left"])
        if not moved and not left:
            raise ActFailed(tr("Ingen av chattene er dine lenger. Ingenting ble endret."))
        self._goes(*(chat for chat in chats if str(chat) not in left))
        words = (_moved_words(moved), _asked_words(len(left)))
        told = " · ".join(part for part in words if part)
        return Done(told, act.id, None, can_be_undone=moved > 0)

    async def ask_address(self, chat: ChatId) -> Done:
        """The visitor is asked for their address, in the chat."""
        act, _ = self._act()
        known = self._floor.chats.get(chat)
        await self._do(act, chat_to_mail.ask_address, chat)
        words = tr("Den besøkende blir spurt om adressen")
        return Done(words, act.id, None if known is None else known.case, can_be_undone=False)

    def came_back(self, chats: Iterable[ChatId]) -> None:
        """It was undone: they go on as chats."""
        self.on_their_way.set(self.on_their_way.value - frozenset(chats))

    def _goes(self, *chats: ChatId) -> None:
        self.on_their_way.set(self.on_their_way.value | self._floor.chats.keys() & set(chats))

    def _floor_changed(self, touched: Floor) -> None:
        alive = frozenset(chat for chat in self.on_their_way.value if chat in self._floor.chats)
        if alive != self.on_their_way.value:
            self.on_their_way.set(alive)

    def _act(self) -> tuple[Act, Instant]:
        """An act of now, and until when it can be taken back."""
        now = self._clock.now()
        return new_act(self._me.id, now), now.add(seconds=UNDO_S)

    async def _do(
        self,
        act: Act,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> dict[str, Any]:
        try:
            changes = await self._workers.perform(act, command, *args, **kwargs)
        except StoreAway as error:
            raise nothing_waits(error) from error
        return changes.answer


def _moved_words(count: int) -> str:
    if not count:
        return ""
    return ntr("{count} chat går over til e-post", "{count} chatter går over til e-post", count)


def _asked_words(count: int) -> str:
    if not count:
        return ""
    return ntr("{count} blir spurt om adressen", "{count} blir spurt om adressen", count)
