"""Drafts that cannot be lost: on disk within 300 ms of a key press, with earlier versions.

Threads: the loop's; the writing happens on the pocket's worker, in order.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from console.data.pocket import Draft, DraftVersion, Pocket
from console.desk.errors import ActFailed
from console.desk.live import Listeners, LiveValue
from console.desk.workers import Workers
from console.domain.instants import Clock, wall
from console.domain.language import ntr, tr
from console.domain.mail import MailPart
from console.domain.wording import clock_time

SAVE_AFTER_S = 0.1
"""From the first key press after a save to the next save; the disk has the rest of 300 ms."""

RETRY_S = 2.0
"""From a save that the disk refused to the next try."""


@dataclass(frozen=True)
class Typed:
    """A draft as it stands: empty when nothing is left of it, or when it was sent."""

    scope: str
    text: str
    mode: str


@dataclass(frozen=True)
class Kept:
    """How a draft is kept, in words: "" when nothing is left of it. `short` says the same where
    there is little room, "" where nothing shorter does.
    """

    scope: str
    words: str
    short: str = ""


class Drafts:
    """What is being written, scope by scope.

    `saved` says in words when anything was last kept, `kept` the same draft by draft; `typed` each
    draft as it stands now.
    """

    def __init__(
        self, pocket: Pocket, workers: Workers, clock: Clock, spawn: Callable[..., object]
    ):
        self._pocket = pocket
        self._workers = workers
        self._clock = clock
        self._spawn = spawn
        self._waiting: dict[str, Typed] = {}
        self._due: asyncio.TimerHandle | None = None
        self._is_refused = False
        self.saved: LiveValue[str] = LiveValue("")
        self.kept: Listeners[Kept] = Listeners()
        self.typed: Listeners[Typed] = Listeners()
        self.begun: LiveValue[frozenset[str]] = LiveValue(frozenset())

    async def load(self, scope: str) -> Draft:
        """The draft as it was last typed, whether the disk has taken it or not."""
        with suppress(ActFailed):  # `saved` tells of it; what is on disk can be read all the same
            await self.flush()
        draft = await self._workers.in_pocket(partial(self._pocket.load, scope))
        if not self._is_refused:
            self._tell(Kept(scope, _kept_words(draft), _short_of(draft)))
        typed = self._waiting.get(scope)
        return draft if typed is None else replace(draft, text=typed.text, mode=typed.mode)

    async def versions(self, scope: str) -> tuple[DraftVersion, ...]:
        return await self._workers.in_pocket(partial(self._pocket.versions, scope))

    def type(self, scope: str, text: str, mode: str) -> None:
        """Takes note of the text as it stands now; it is on disk a moment later."""
        typed = self._waiting[scope] = Typed(scope, text, mode)
        self._save_in(SAVE_AFTER_S)
        self.typed.tell(typed)

    async def flush(self) -> None:
        """Writes what waits. What this machine's disk refuses is kept, told and tried again.

        Raises ActFailed.
        """
        self._cancel_save()
        for typed in tuple(self._waiting.values()):
            if self._waiting.get(typed.scope) is typed:  # else newer, or sent meanwhile
                await self._save(typed)

    async def stop(self) -> None:
        """Writes what waits for the last time. Raises ActFailed."""
        try:
            await self.flush()
        finally:
            self._cancel_save()

    async def keep_version(self, scope: str) -> None:
        """Keeps the text as it stands as an earlier version, before it is replaced."""
        await self.flush()
        now = self._clock.now()
        await self._workers.in_pocket(partial(self._pocket.keep_version, scope, now))

    async def add_file(self, scope: str, part: MailPart) -> int:
        return await self._workers.in_pocket(partial(self._pocket.add_file, scope, part))

    async def remove_file(self, no: int) -> None:
        await self._workers.in_pocket(partial(self._pocket.remove_file, no))

    async def clear(self, scope: str) -> None:
        """What was written has been sent."""
        self._waiting.pop(scope, None)
        self.typed.tell(Typed(scope, "", ""))
        now = self._clock.now()
        await self._workers.in_pocket(partial(self._pocket.clear, scope, now))
        self.begun.set(self.begun.value - {scope})
        self._tell(Kept(scope, ""))

    async def find_begun(self) -> None:
        """Learns which cases have something begun."""
        self.begun.set(await self._workers.in_pocket(self._pocket.scopes))

    def _save_in(self, delay_s: float) -> None:
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(delay_s, self._save_soon)

    def _cancel_save(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _save_soon(self) -> None:
        self._due = None
        if self._waiting:
            self._spawn(self._save_waiting(), "save draft")

    async def _save_waiting(self) -> None:
        was_refused = self._is_refused
        try:
            await self.flush()
        except ActFailed:
            if not was_refused:  # once is enough: `saved` goes on saying it
                raise

    async def _save(self, typed: Typed) -> None:
        now = self._clock.now()
        save = partial(self._pocket.save_text, typed.scope, typed.text, typed.mode, now)
        try:
            kept = await self._workers.in_pocket(save)
        except ActFailed:
            self._is_refused = True
            words = tr("Utkastet er ikke lagret: disken tar det ikke imot")
            self._tell(Kept(typed.scope, words, tr("ikke lagret")))
            self._save_in(RETRY_S)
            raise
        self._is_refused = False
        if self._waiting.get(typed.scope) is typed:
            del self._waiting[typed.scope]
        time = wall(now).format("HH:mm:ss")
        self._tell(Kept(typed.scope, _saved_words(time, kept), tr("lagret {time}", time=time)))
        begun = self.begun.value
        self.begun.set(begun | {typed.scope} if typed.text else begun - {typed.scope})

    def _tell(self, kept: Kept) -> None:
        self.saved.set(kept.words)
        self.kept.tell(kept)


def _kept_words(draft: Draft) -> str:
    if draft.saved_at is None or not draft.text:
        return ""
    return _saved_words(clock_time(draft.saved_at), draft.versions)


def _short_of(draft: Draft) -> str:
    if draft.saved_at is None or not draft.text:
        return ""
    return tr("lagret {time}", time=clock_time(draft.saved_at))


def _saved_words(time: str, versions: int) -> str:
    kept = ntr("{count} versjon", "{count} versjoner", versions) if versions else ""
    saved = tr("Utkast lagret {time}", time=time)
    return f"{saved} · {kept}" if kept else saved
