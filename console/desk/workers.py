"""The threads that work for the window: for the store, what it takes late, the pocket, and files.

Threads: called on the loop; the functions run on their worker. Store errors come back as
`ActFailed`, so that screens need not know the store.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from console.data.errors import (
    Conflict,
    LoginRefused,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreUnavailable,
)
from console.data.store import Answer, Store
from console.data.transaction import Act, Changes, Transaction
from console.desk.errors import ActFailed, Fenced, StoreAway
from console.desk.words import happening_line, happening_sentence
from console.domain.language import tr

P = ParamSpec("P")
T = TypeVar("T")


class Workers:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._store_thread = ThreadPoolExecutor(1, "store")
        self._pocket_thread = ThreadPoolExecutor(1, "pocket")
        self._file_thread = ThreadPoolExecutor(2, "files")
        self._aside_thread = ThreadPoolExecutor(1, "aside")
        self.absence = ""
        """Why the store is known to be away, or "": then nobody waits for it to read."""

    async def perform(
        self,
        act: Act,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Changes:
        """Carries out a command on the store. Raises ActFailed, Fenced, StoreAway."""
        call = partial(self._store.perform, act, command, *args, **kwargs)
        return await self._write(self._store_thread, call)

    async def perform_aside(
        self,
        act: Act,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Changes:
        """The same without holding up what the window reads meanwhile."""
        call = partial(self._store.perform, act, command, *args, **kwargs)
        return await self._write(self._aside_thread, call)

    async def keep_bytes(self, contents: tuple[bytes, ...]) -> None:
        """Stores files that an act is to speak of, before it: they may take minutes on a slow line.

        Raises ActFailed, StoreAway: then nothing has come that anybody would speak of.
        """
        if not contents:
            return
        call = partial(self._store.keep_bytes, contents)
        try:
            await self._write(self._file_thread, call)
        except StoreAway as error:
            raise StoreAway(str(error), is_passing=error.is_passing) from error

    async def upkeep(
        self,
        act: Act,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Carries out what leaves no record, and may be carried out again; nobody waits for it.

        Raises ActFailed.
        """
        call = partial(self._store.upkeep, act, command, *args, **kwargs)
        await self._on_store(self._aside_thread, call)

    async def read(
        self,
        query: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Runs a query on the store. Raises ActFailed: StoreAway where it cannot be read now."""
        if self.absence:
            raise StoreAway(tr("Dette kan ikke leses nå. {reason}", reason=self.absence))
        call = partial(self._store.read, query, *args, **kwargs)
        return await self._on_store(self._store_thread, call)

    async def in_pocket(self, call: Callable[[], T]) -> T:
        """Works with this machine's pocket. Raises ActFailed."""
        return await self._run(self._pocket_thread, call)

    async def on_files(self, call: Callable[[], T]) -> T:
        """Reads, writes or decodes files, away from the window."""
        return await self._run(self._file_thread, call)

    async def _write(self, executor: Executor, call: Callable[[], T]) -> T:
        try:
            return await self._on_store(executor, partial(self._written, call))
        except StoreAway as error:
            # The store tells what happened; that what was written is still here, the desk knows.
            words = tr("{what} Det du skrev, er tatt vare på.", what=error)
            raise StoreAway(
                words, may_have_come=error.may_have_come, is_passing=error.is_passing
            ) from error

    def _written(self, call: Callable[[], T]) -> T:
        try:
            return call()
        except StoreReadOnly:
            # A session may stay read-only when the store is that no longer.
            self._store.reopen()
            raise

    async def _run(self, executor: Executor, call: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(executor, call)
        except Conflict as error:
            lines = tuple(happening_line(happening) for happening in error.changes)
            last = happening_sentence(error.changes[-1]) if error.changes else ""
            raise Fenced(str(error), lines, last) from error
        except StoreError as error:
            raise ActFailed(str(error)) from error

    async def _on_store(self, executor: Executor, call: Callable[[], T]) -> T:
        try:
            return await self._run(executor, call)
        except ActFailed as error:
            away = _away(error.__cause__)
            if away is None:
                raise
            raise away from error

    def close(self) -> None:
        """Waits for what was begun, then ends the threads."""
        for executor in (
            self._aside_thread,
            self._pocket_thread,
            self._store_thread,
            self._file_thread,
        ):
            executor.shutdown(wait=True)


def _away(error: BaseException | None) -> StoreAway | None:
    """What will pass by itself or by somebody else's doing; None for what is refused for good."""
    if not isinstance(error, StoreUnavailable | StoreFull | StoreBusy):
        return None
    is_certain = isinstance(error, StoreReadOnly | LoginRefused | StoreFull | StoreBusy)
    is_passing = isinstance(error, StoreBusy)
    return StoreAway(str(error), may_have_come=not is_certain, is_passing=is_passing)
