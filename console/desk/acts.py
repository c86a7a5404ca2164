"""What a person can do with a case. Every act says in words what was done, and may be undone.

Acts raise `ActFailed` or `Fenced`; nothing that was written is lost by that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec

from whenever import Instant

from console.data.commands import cases, delivery, messages
from console.data.commands.undo import undo_act
from console.data.store import Answer
from console.data.transaction import Transaction, new_act
from console.desk.composed import Composed
from console.desk.workers import Workers
from console.domain.cases import CaseKind
from console.domain.completeness import Point
from console.domain.ids import ActId, CaseId, MessageId, OutboxId, PersonId, new_uuid
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.mail import MailPart
from console.domain.people import Person
from console.domain.wording import moment_label

P = ParamSpec("P")

UNDO_S = 5
"""How long an answer by mail waits, so that its author may take it back."""


@dataclass(frozen=True)
class Done:
    """An act that was carried out: what to tell, and its name for undoing it."""

    words: str
    act: ActId
    case: CaseId


class Acts:
    def __init__(self, workers: Workers, clock: Clock, me: Person) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me

    async def take(self, case: CaseId) -> Done:
        return await self._do(tr("Du har saken"), case, cases.take_case, case)

    async def release(self, case: CaseId) -> Done:
        return await self._do(tr("Saken er lagt tilbake"), case, cases.release_case, case)

    async def hand_over(self, case: CaseId, to: Person, seen: int) -> Done:
        words = tr("{name} har saken", name=to.short_name)
        return await self._do(words, case, cases.hand_over, case, to.id, seen)

    async def snooze(self, case: CaseId, until: Instant, seen: int) -> Done:
        words = tr("Utsatt til {when}", when=moment_label(until, self._clock.now()))
        return await self._do(words, case, cases.snooze_case, case, until, seen)

    async def close(self, case: CaseId, seen: int) -> Done:
        return await self._do(tr("Saken er løst"), case, cases.close_case, case, seen)

    async def reopen(self, case: CaseId) -> Done:
        return await self._do(tr("Saken er åpnet igjen"), case, cases.reopen_case, case)

    async def set_kind(self, case: CaseId, kind: CaseKind) -> Done:
        return await self._do(tr("Typen er endret"), case, cases.set_kind, case, kind)

    async def set_topic(self, case: CaseId, topic: str) -> Done:
        return await self._do(tr("Emnet er endret"), case, cases.set_topic, case, topic)

    async def tick_point(self, case: CaseId, point: Point, is_known: bool) -> Done:
        return await self._do("", case, cases.tick_point, case, point, is_known)

    async def note(self, case: CaseId, text: str, parts: tuple[MailPart, ...]) -> Done:
        message = MessageId(new_uuid())
        words = tr("Merknaden er lagret")
        return await self._do(words, case, messages.add_note, case, message, text, parts)

    async def reply(self, answer: Composed) -> Done:
        """Puts an answer in the outbox; it waits `UNDO_S` before anything leaves."""
        reply = messages.Reply(
            case=answer.case,
            message=MessageId(new_uuid()),
            text=answer.text,
            subject=answer.subject,
            to=answer.to,
            cc=answer.cc,
            parts=answer.parts,
            then=answer.then,
            seen=answer.seen,
            not_before=self._clock.now().add(seconds=UNDO_S),
        )
        return await self._do(tr("Svaret sendes"), answer.case, messages.write_reply, reply)

    async def send_again(self, case: CaseId, outbox: OutboxId) -> Done:
        words = tr("Svaret sendes en gang til")
        return await self._do(words, case, delivery.send_again, outbox)

    async def settle_as_sent(self, case: CaseId, outbox: OutboxId) -> Done:
        words = tr("Svaret er merket som sendt")
        return await self._do(words, case, delivery.settle_as_sent, outbox)

    async def undo(self, done: Done) -> Done:
        """Takes an act back. Raises ActFailed when somebody has built on it."""
        return await self._do(tr("Angret"), done.case, undo_act, done.act)

    async def _do(
        self,
        words: str,
        case: CaseId,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Done:
        act = new_act(PersonId(self._me.id), self._clock.now())
        await self._workers.perform(act, command, *args, **kwargs)
        return Done(words, act.id, case)
