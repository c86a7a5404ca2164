"""Acts that wait because the store is away: on this machine's disk, carried out when it is back.

They are done one after the other, in the order they were made, and pass the fence with what was
seen when they were made. What is refused then is told, and what was written is a draft again.
Threads: the loop's only; the pocket's worker keeps, the aside worker carries out.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from console.data.commands.waited import of_same_past
from console.data.feed import Cursor
from console.data.pocket_unsent import DraftPlace, UnsentAct, UnsentActs
from console.data.queries.seen import last_event
from console.data.transaction import Act
from console.desk.case_draft import (
    FOR_OTHERS,
    Mode,
    case_scope,
    escalation_scope,
    note_scope,
    their_answer_scope,
)
from console.desk.deed_words import all_refused, not_done, others_wait
from console.desk.deeds import Deed, DeedKind, command_of
from console.desk.drafts import Drafts
from console.desk.errors import ActFailed, StoreAway
from console.desk.live import Listeners, LiveValue
from console.desk.workers import Workers
from console.domain.ids import ActId, CaseId, new_uuid
from console.domain.instants import Clock
from console.domain.people import Person

RETRY_S = 2.0
"""Between tries while the store can be read, but takes no acts."""


@dataclass(frozen=True)
class Returned:
    """What was written and not sent: a draft again."""

    case: CaseId
    mode: Mode
    text: str


class Unsent:
    """What one account has waiting. `told` bears words for the person; `returned` comes when a text
    lies among the drafts again. `done` counts what was carried out since it last began to wait.
    `held` is why the store takes nothing though it can be read, or "".
    """

    def __init__(
        self,
        kept: UnsentActs,
        workers: Workers,
        clock: Clock,
        me: Person,
        account: str,
        drafts: Drafts,
        spawn: Callable[..., object],
    ) -> None:
        self._kept = kept
        self._workers = workers
        self._clock = clock
        self._me = me
        self._account = account
        self._drafts = drafts
        self._spawn = spawn
        self._at = Cursor("", 0)
        self._due: asyncio.TimerHandle | None = None
        self._is_sending = False
        self._one_at_a_time = asyncio.Lock()
        self.waiting: LiveValue[tuple[UnsentAct, ...]] = LiveValue(())
        self.held: LiveValue[str] = LiveValue("")
        self.done: LiveValue[int] = LiveValue(0)
        self.told: Listeners[str] = Listeners()
        self.returned: Listeners[Returned] = Listeners()

    async def load(self) -> None:
        """Finds what waits from before, and goes on with it."""
        await self._look()
        others = await self._workers.in_pocket(partial(self._kept.elsewhere, self._account))
        if others:
            self.told.tell(others_wait(others))
        self._try_in(0)

    def stop(self) -> None:
        """Begins nothing more; what waits lies on the disk."""
        self._cancel()
        self._is_sending = True

    def follow(self, at: Cursor) -> None:
        """The store has been read, up to here."""
        self._at = at
        if self._workers.absence:
            self._workers.absence = ""
            self._try_in(0)

    def lose(self, reason: str) -> None:
        """The store is away: everything waits until it is followed again."""
        if not self._workers.absence:
            self.done.set(0)
            self.held.set("")
            self._cancel()
        self._workers.absence = reason

    @property
    def absence(self) -> str:
        """Why the store is away, or ""."""
        return self._workers.absence

    def must_wait(self, case: CaseId) -> str:
        """Why an act on this case has to wait, or "": what waits there comes first."""
        before = [act.reason for act in self.waiting.value if act.case == case]
        return self._workers.absence or (before[0] if before else "")

    async def keep(self, act: ActId, deed: Deed, reason: str, *, may_have_come: bool) -> None:
        """Puts an act on the disk; the draft it was written in goes with it. Raises ActFailed."""
        unsent = UnsentAct(
            id=act,
            account=self._account,
            case=deed.case,
            kind=deed.kind.value,
            arguments=dict(deed.arguments),
            parts=deed.parts,
            seen=deed.seen,
            at=self._at,
            written_at=self._clock.now(),
            reason=reason,
            was_tried=may_have_come,
        )
        place = draft_place(deed.kind, deed.case)
        await self._workers.in_pocket(partial(self._kept.keep, unsent, place))
        await self._look()
        self._hold(reason)
        self._try_in(RETRY_S)

    async def take_back(self, act: ActId) -> bool:
        """Takes an act out of the line; what was written is a draft again. False when it does not
        wait (any more). Raises ActFailed.
        """
        async with self._one_at_a_time:
            unsent = self._find(act)
            if unsent is None:
                return False
            await self._give_up(unsent, self._withdrawal(unsent) if unsent.was_tried else None)
        return True

    def content(self, name: str) -> bytes | None:
        """The bytes of a file that waits, by `unsent_content`; None for what is none."""
        for act in self.waiting.value:
            for no, part in enumerate(act.parts):
                if name == unsent_content(act.id, no):
                    return part.content
        return None

    def _find(self, act: ActId) -> UnsentAct | None:
        return next((unsent for unsent in self.waiting.value if unsent.id == act), None)

    def _withdrawal(self, unsent: UnsentAct) -> UnsentAct:
        return replace(
            unsent,
            id=ActId(new_uuid()),
            kind=DeedKind.WITHDRAW.value,
            arguments={"act": str(unsent.id)},
            parts=(),
            was_tried=False,
        )

    async def _send_all(self) -> None:
        if self._is_sending:
            return
        self._is_sending = True
        refused: list[str] = []
        held: dict[CaseId, str] = {}
        try:
            for unsent in self.waiting.value:
                if self._workers.absence:
                    break
                if unsent.case not in held:
                    stopped = await self._send(unsent, refused)
                    if stopped is not None:
                        held[unsent.case] = str(stopped)
                    if stopped is not None and not stopped.is_passing:
                        break
        finally:
            self._is_sending = False
            if refused:
                self.told.tell(all_refused(refused))
        self._hold(next(iter(held.values()), ""))
        self._try_in(RETRY_S * random.uniform(0.75, 1.25))

    async def _send(self, unsent: UnsentAct, refused: list[str]) -> StoreAway | None:
        """Carries one act out; what holds it up, if anything does."""
        trouble = await self._send_files(unsent)
        async with self._one_at_a_time:
            if self._find(unsent.id) is None:
                return None  # taken back meanwhile
            try:
                if trouble is not None:
                    raise trouble
                await self._carry_out(unsent)
            except StoreAway as error:
                await self._tell_why(unsent, error)
                return error
            except ActFailed as error:
                await self._give_up(unsent, None)
                refused.append(not_done(DeedKind(unsent.kind), unsent.case, error))
            else:
                await self._workers.in_pocket(partial(self._kept.drop, unsent.id))
                self.done.set(self.done.value + 1)
                await self._look()
        return None

    async def _send_files(self, unsent: UnsentAct) -> ActFailed | None:
        """Not under the lock: they may take minutes, and the act be taken back meanwhile."""
        try:
            await self._workers.keep_bytes(deed_of(unsent).contents)
        except ActFailed as error:
            return error
        return None

    async def _carry_out(self, unsent: UnsentAct) -> None:
        deed, seen = deed_of(unsent), unsent.seen
        if seen is None and deed.rests_on_seen:
            seen = await self._workers.read(last_event, deed.case, unsent.at.seq)
        command, given = command_of(deed, seen or 0, self._clock)
        if deed.rests_on_seen:
            command = of_same_past(command, unsent.at.epoch)
        act = Act(unsent.id, self._me.id, self._clock.now())
        await self._workers.perform_aside(act, command, *given)

    async def _tell_why(self, unsent: UnsentAct, error: StoreAway) -> None:
        was_tried = unsent.was_tried or error.may_have_come
        if (unsent.reason, unsent.was_tried) != (str(error), was_tried):
            tell = partial(self._kept.tell_why, unsent.id, str(error), was_tried=was_tried)
            await self._workers.in_pocket(tell)
            await self._look()

    async def _give_up(self, unsent: UnsentAct, instead: UnsentAct | None) -> None:
        place = draft_place(DeedKind(unsent.kind), unsent.case)
        if place is None:
            await self._workers.in_pocket(partial(self._kept.replace, unsent.id, instead))
            await self._look()
            return
        await self._drafts.flush()  # what was typed since stands below what comes back
        text, now = deed_of(unsent).text, self._clock.now()
        give_back = partial(self._kept.give_back, unsent, place, text, now, instead)
        await self._workers.in_pocket(give_back)
        await self._drafts.find_begun()
        await self._look()
        if place.mode != FOR_OTHERS:
            self.returned.tell(Returned(unsent.case, Mode(place.mode), text))

    async def _look(self) -> None:
        found = await self._workers.in_pocket(partial(self._kept.waiting, self._account))
        self.waiting.set(found)

    def _hold(self, reason: str) -> None:
        """The store can be read, but takes no acts."""
        if self._workers.absence:
            return
        if reason and not self.held.value:
            self.done.set(0)
        self.held.set(reason if self.waiting.value else "")

    def _try_in(self, delay_s: float) -> None:
        if self._due is None and self.waiting.value and not self._workers.absence:
            self._due = asyncio.get_running_loop().call_later(delay_s, self._try)

    def _try(self) -> None:
        self._due = None
        self._spawn(self._send_all(), "send what waits")

    def _cancel(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None


def unsent_content(act: ActId, no: int) -> str:
    """What stands in place of the hash for a file of an act that waits."""
    return f"unsent:{act}:{no}"


def deed_of(unsent: UnsentAct) -> Deed:
    """An act of the pocket as a deed."""
    kind = DeedKind(unsent.kind)
    return Deed(kind, unsent.case, unsent.arguments, unsent.parts, unsent.seen)


def draft_place(kind: DeedKind, case: CaseId) -> DraftPlace | None:
    """The draft that an act is written in; None for what is not written."""
    match kind:
        case DeedKind.REPLY:
            return DraftPlace(case_scope(case), Mode.REPLY.value)
        case DeedKind.NOTE:
            return DraftPlace(note_scope(case), Mode.NOTE.value)
        case DeedKind.ESCALATE:
            return DraftPlace(escalation_scope(case), FOR_OTHERS)
        case DeedKind.ANSWER_ESCALATION:
            return DraftPlace(their_answer_scope(case), FOR_OTHERS)
        case _:
            return None
