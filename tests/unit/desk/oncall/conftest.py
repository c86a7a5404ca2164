"""Machines on call."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from fakes.clock import FakeClock
from fixtures.on_call import TUESDAY_NIGHT, FakeBoot, Machine

from console.data.queries.people import people
from console.data.store import Store
from console.domain.ids import PersonId

MakeMachine = Callable[[str, PersonId], Machine]


@pytest_asyncio.fixture
async def machines(store: Store, tmp_path: Path) -> AsyncIterator[MakeMachine]:
    """Makes a machine of a name, of one technician; ends it with the test."""
    made: list[Machine] = []

    def make(name: str, who: PersonId) -> Machine:
        everybody = store.read(people)
        me = next(person for person in everybody if person.id == who)
        machine = Machine(
            store,
            tmp_path / f"{name}.db",
            me,
            everybody,
            FakeClock(TUESDAY_NIGHT),
            FakeBoot(f"boot of {name}"),
        )
        made.append(machine)
        return machine

    yield make
    for machine in made:
        if machine._life is not None:
            await machine.kill()
        assert machine.failures == []


@pytest_asyncio.fixture
async def machine(machines: MakeMachine, magnus: PersonId) -> Machine:
    """Magnus' machine, on, with the store in reach."""
    made = machines("stue", magnus)
    await made.start()
    return made


@pytest.fixture
def magnus_and_tuva(magnus: PersonId, tuva: PersonId) -> tuple[PersonId, PersonId]:
    """Two who are on call."""
    return magnus, tuva
