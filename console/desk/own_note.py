"""A person's note to themselves about a case: kept by itself, and by this machine when need be.

Threads: the loop's.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial

from console.data.commands.personal_notes import keep_personal_note
from console.data.pocket import Pocket
from console.data.queries.personal_notes import personal_note
from console.data.transaction import new_act
from console.desk.errors import ActFailed
from console.desk.live import LiveValue
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.ids import CaseId
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.people import Person
from console.domain.wording import since_label

SAVE_AFTER_S = 1.0
"""From the first key press after a save to the next save."""

RETRY_S = 5.0
"""From a save that the store did not take to the next try."""

log = logging.getLogger("console.desk")


@dataclass(frozen=True)
class Kept:
    """How one case's note is kept, in words; `is_kept` is False while it is tried again."""

    case: CaseId
    words: str
    is_kept: bool = True


class OwnNotes:
    """What was typed stays until the store has it; what it never got lies in the pocket."""

    def __init__(
        self, workers: Workers, pocket: Pocket, clock: Clock, me: Person, spawn: Spawn
    ) -> None:
        self._workers = workers
        self._pocket = pocket
        self._clock = clock
        self._me = me
        self._spawn = spawn
        self._waiting: dict[CaseId, str] = {}
        self._in_pocket: set[CaseId] = set()
        self._due: asyncio.TimerHandle | None = None
        self._saving = asyncio.Lock()
        self.kept: LiveValue[Kept] = LiveValue(Kept(CaseId(0), ""))

    async def load(self, case: CaseId) -> str:
        """The note as it was last typed. Raises ActFailed."""
        await self._take_from_pocket(case)
        waiting = self._waiting.get(case)
        if waiting is not None:
            self.save_soon()
            return waiting
        note = await self._workers.read(personal_note, self._me.id, case)
        if case in self._waiting:  # typed while it was read
            return self._waiting[case]
        now = self._clock.now()
        words = "" if note is None else _saved_words(since_label(note.changed_at, now))
        self.kept.set(Kept(case, words))
        return "" if note is None else note.text

    def type(self, case: CaseId, text: str) -> None:
        """Takes note of the text as it stands now."""
        self._waiting[case] = text
        self._save_in(SAVE_AFTER_S)

    def save_soon(self) -> None:
        """Saves what waits now: a case is left."""
        self._cancel()
        if self._waiting:
            self._spawn(self._save_waiting(), "save note to oneself")

    async def flush(self) -> None:
        """Saves what waits; what the store does not take is told and tried again.

        Raises ActFailed.
        """
        async with self._saving:
            for case, text in tuple(self._waiting.items()):
                await self._save(case, text)

    async def stop(self) -> None:
        """Saves what waits; what the store does not take is in the pocket. Raises ActFailed."""
        try:
            await self.flush()
        except ActFailed as error:
            log.info("a note to oneself is kept on this machine: %s", error)
            now = self._clock.now()
            for case, text in self._waiting.items():
                save = partial(self._pocket.save_text, _scope(case), text, "own", now)
                await self._workers.in_pocket(save)
            self._waiting.clear()
        finally:
            self._cancel()

    async def _take_from_pocket(self, case: CaseId) -> None:
        """What this machine had to keep when the store was away goes on waiting for it."""
        draft = await self._workers.in_pocket(partial(self._pocket.load, _scope(case)))
        if draft.saved_at is not None:
            self._in_pocket.add(case)
            self._waiting.setdefault(case, draft.text)

    async def _save(self, case: CaseId, text: str) -> None:
        now = self._clock.now()
        try:
            act = new_act(self._me.id, now)
            await self._workers.upkeep(act, keep_personal_note, case, text)
        except ActFailed as error:
            words = tr(
                "Ikke lagret ennå: {reason} Teksten står her, og lagringen prøves igjen.",
                reason=error,
            )
            self.kept.set(Kept(case, words, is_kept=False))
            self._save_in(RETRY_S)
            raise
        if self._waiting.get(case) == text:
            del self._waiting[case]
        if case in self._in_pocket:
            self._in_pocket.discard(case)
            await self._workers.in_pocket(partial(self._pocket.clear, _scope(case), now))
        self.kept.set(Kept(case, _saved_words(since_label(now, now))))

    async def _save_waiting(self) -> None:
        try:
            await self.flush()
        except ActFailed as error:
            log.info("a note to oneself was not saved: %s", error)

    def _save_in(self, delay_s: float) -> None:
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(delay_s, self._save_due)

    def _save_due(self) -> None:
        self._due = None
        self.save_soon()

    def _cancel(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None


def _scope(case: CaseId) -> str:
    return f"case:{case}:own"


def _saved_words(time: str) -> str:
    return tr("lagret {time}", time=time)
