"""A desk's parts on a real store and a real pocket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from fakes.clock import FakeClock

from console.data.feed import newest
from console.data.pocket import Pocket
from console.data.queries.people import people
from console.data.store import Store
from console.desk.drafts import Drafts
from console.desk.tasks import Tasks
from console.desk.unsent import Unsent
from console.desk.workers import Workers
from console.domain.ids import PersonId
from console.domain.people import Person


@pytest.fixture
def pocket_path(tmp_path: Path) -> Path:
    return tmp_path / "pocket.db"


@pytest.fixture
def pocket(pocket_path: Path) -> Iterator[Pocket]:
    """This machine's pocket."""
    opened = Pocket(pocket_path)
    yield opened
    opened.close()


@pytest.fixture
def me(store: Store, sunniva: PersonId) -> Person:
    """Sunniva, who looks at this desk."""
    return next(person for person in store.read(people) if person.id == sunniva)


@pytest.fixture
def failures() -> list[BaseException]:
    """Errors of tasks that nobody else handled: what a window would tell."""
    return []


@pytest_asyncio.fixture
async def tasks(failures: list[BaseException]) -> AsyncIterator[Tasks]:
    """The window's tasks."""

    def failed(_name: str, error: BaseException) -> None:
        failures.append(error)

    running = Tasks(asyncio.get_running_loop(), failed)
    yield running
    await running.stop()


@pytest_asyncio.fixture
async def workers(store: Store) -> AsyncIterator[Workers]:
    """The window's worker threads."""
    working = Workers(store)
    yield working
    working.close()


@pytest_asyncio.fixture
async def drafts(pocket: Pocket, workers: Workers, clock: FakeClock, tasks: Tasks) -> Drafts:
    return Drafts(pocket, workers, clock, tasks.spawn)


@pytest_asyncio.fixture
async def unsent(
    pocket: Pocket,
    workers: Workers,
    clock: FakeClock,
    me: Person,
    drafts: Drafts,
    tasks: Tasks,
    store: Store,
) -> AsyncIterator[Unsent]:
    """What Sunniva has waiting for the store."""
    waiting = Unsent(pocket.unsent, workers, clock, me, "sunniva her", drafts, tasks.spawn)
    waiting.follow(store.read(newest))
    yield waiting
    waiting.stop()
