"""What a person can do with a case. Every act says in words what was done, and may be undone.

An act that the store cannot take now waits on this machine (`unsent`). Acts raise `ActFailed` or
`Fenced`; nothing that was written is lost by that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec

from whenever import Instant

from console.data.commands import delivery
from console.data.commands.undo import undo_act
from console.data.store import Answer
from console.data.transaction import Act, Transaction, new_act
from console.desk.composed import Composed
from console.desk.deed_words import waiting_notice
from console.desk.deeds import Deed, DeedKind, command_of, note_deed, plain_deed, reply_deed
from console.desk.errors import StoreAway
from console.desk.unsent import Unsent
from console.desk.workers import Workers
from console.domain.cases import CaseKind
from console.domain.completeness import Point
from console.domain.ids import ActId, CaseId, OutboxId, PersonId, new_uuid
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.mail import MailPart
from console.domain.people import Person
from console.domain.wording import moment_label

P = ParamSpec("P")


@dataclass(frozen=True)
class Done:
    """An act that was carried out, or that waits: what to tell, and its name for undoing it.

    `case` is None where it was about none. `is_draft_again` says, of an act that was taken back,
    that its text lies among the drafts; `can_be_undone` that there is a way back.
    """

    words: str
    act: ActId
    case: CaseId | None
    is_draft_again: bool = False
    can_be_undone: bool = True


class Acts:
    """Where `seen` is None its author had seen what the lists showed, not the case itself."""

    def __init__(self, workers: Workers, clock: Clock, me: Person, unsent: Unsent) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._unsent = unsent

    async def take(self, case: CaseId) -> Done:
        return await self.do(tr("Du har saken"), plain_deed(DeedKind.TAKE, case))

    async def release(self, case: CaseId) -> Done:
        return await self.do(tr("Saken er lagt tilbake"), plain_deed(DeedKind.RELEASE, case))

    async def hand_over(self, case: CaseId, to: Person, seen: int | None) -> Done:
        words = tr("{name} har saken", name=to.short_name)
        return await self.do(words, plain_deed(DeedKind.HAND_OVER, case, seen, to=to.id))

    async def snooze(self, case: CaseId, until: Instant, seen: int | None) -> Done:
        words = tr("Utsatt til {when}", when=moment_label(until, self._clock.now()))
        deed = plain_deed(DeedKind.SNOOZE, case, seen, until=until.format_iso())
        return await self.do(words, deed)

    async def close(self, case: CaseId, seen: int | None) -> Done:
        return await self.do(tr("Saken er løst"), plain_deed(DeedKind.CLOSE, case, seen))

    async def reopen(self, case: CaseId) -> Done:
        return await self.do(tr("Saken er åpnet igjen"), plain_deed(DeedKind.REOPEN, case))

    async def set_kind(self, case: CaseId, kind: CaseKind) -> Done:
        deed = plain_deed(DeedKind.SET_KIND, case, kind=kind.value)
        return await self.do(tr("Typen er endret"), deed)

    async def set_topic(self, case: CaseId, topic: str) -> Done:
        deed = plain_deed(DeedKind.SET_TOPIC, case, topic=topic)
        return await self.do(tr("Emnet er endret"), deed)

    async def tick_point(self, case: CaseId, point: Point, is_known: bool) -> Done:
        deed = plain_deed(DeedKind.TICK_POINT, case, point=point.value, is_known=is_known)
        return await self.do("", deed)

    async def note(self, case: CaseId, text: str, parts: tuple[MailPart, ...]) -> Done:
        return await self.do(tr("Merknaden er lagret"), note_deed(case, text, parts))

    async def reply(self, answer: Composed) -> Done:
        """Puts an answer in the outbox; it waits `UNDO_S` before anything leaves."""
        return await self.do(tr("Svaret sendes"), reply_deed(answer))

    async def send_again(self, case: CaseId, outbox: OutboxId) -> Done:
        words = tr("Svaret sendes en gang til")
        return await self._do_now(words, case, delivery.send_again, outbox)

    async def settle_as_sent(self, case: CaseId, outbox: OutboxId) -> Done:
        words = tr("Svaret er merket som sendt")
        return await self._do_now(words, case, delivery.settle_as_sent, outbox)

    async def undo(self, done: Done) -> Done:
        """Takes an act back, also one that waits. Raises ActFailed when somebody built on it."""
        if await self._unsent.take_back(done.act):
            return Done(tr("Angret"), done.act, done.case, is_draft_again=True)
        return await self._do_now(tr("Angret"), done.case, undo_act, done.act)

    async def do(self, words: str, deed: Deed) -> Done:
        """Carries a deed out, or lets it wait where the store cannot take it."""
        act = ActId(new_uuid())
        reason = self._unsent.must_wait(deed.case)
        may_have_come = False
        if not reason and (deed.seen is not None or not deed.rests_on_seen):
            try:
                await self._carry_out(act, deed)
                return Done(words, act, deed.case, can_be_undone=deed.can_be_undone)
            except StoreAway as error:
                reason, may_have_come = str(error), error.may_have_come
        reason = reason or tr("Lageret svarer ikke")
        await self._unsent.keep(act, deed, reason, may_have_come=may_have_come)
        return Done(waiting_notice(deed.kind, reason), act, deed.case)

    async def _carry_out(self, act: ActId, deed: Deed) -> None:
        await self._workers.keep_bytes(deed.contents)
        # As of now: files may have taken minutes, and its author may still change their mind.
        now = self._clock.now()
        command, given = command_of(deed, deed.seen or 0, self._clock)
        await self._workers.perform(Act(act, self._me.id, now), command, *given)

    async def _do_now(
        self,
        words: str,
        case: CaseId | None,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Done:
        act = new_act(PersonId(self._me.id), self._clock.now())
        await self._workers.perform(act, command, *args, **kwargs)
        return Done(words, act.id, case)
