"""The threads that work for the window: one for the store, one for the pocket, one for files.

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

from console.data.errors import Conflict, StoreError
from console.data.store import Answer, Store
from console.data.transaction import Act, Changes, Transaction
from console.desk.errors import ActFailed, Fenced
from console.desk.words import happening_line

P = ParamSpec("P")
T = TypeVar("T")


class Workers:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._store_thread = ThreadPoolExecutor(1, "store")
        self._pocket_thread = ThreadPoolExecutor(1, "pocket")
        self._file_thread = ThreadPoolExecutor(2, "files")

    async def perform(
        self,
        act: Act,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Changes:
        """Carries out a command on the store. Raises ActFailed, Fenced."""
        call = partial(self._store.perform, act, command, *args, **kwargs)
        return await self._run(self._store_thread, call)

    async def read(
        self,
        query: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Runs a query on the store. Raises ActFailed."""
        return await self._run(
            self._store_thread, partial(self._store.read, query, *args, **kwargs)
        )

    async def in_pocket(self, call: Callable[[], T]) -> T:
        """Works with this machine's pocket. Raises ActFailed."""
        return await self._run(self._pocket_thread, call)

    async def on_files(self, call: Callable[[], T]) -> T:
        """Reads, writes or decodes files, away from the window."""
        return await self._run(self._file_thread, call)

    async def _run(self, executor: Executor, call: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(executor, call)
        except Conflict as error:
            lines = tuple(happening_line(happening) for happening in error.changes)
            raise Fenced(str(error), lines) from error
        except StoreError as error:
            raise ActFailed(str(error)) from error

    def close(self) -> None:
        """Waits for what was begun, then ends the threads."""
        for executor in (self._pocket_thread, self._store_thread, self._file_thread):
            executor.shutdown(wait=True)
