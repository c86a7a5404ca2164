"""The targets in force are the setting's, in every window; what cannot be read changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from fakes.cases import case
from fakes.clock import FakeClock
from fakes.keyrings import Ring
from fixtures.house import House
from fixtures.waiting import until

from console.data.commands.settings import set_setting
from console.data.engine import open_engine
from console.data.pocket import Pocket
from console.data.store import Store
from console.desk.backlog import SLICE, Backlog
from console.desk.backlog_rows import RowMaker
from console.desk.changes import Update
from console.desk.desk import Desk
from console.desk.follow import read_everything
from console.desk.tasks import Tasks
from console.desk.team_targets import TeamTargets
from console.desk.workers import Workers
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import PersonId
from console.domain.people import Person
from console.domain.stored_targets import targets_to_json
from console.domain.targets import KEY, Targets

OWN = Targets(case_s=2 * 3600, bug_s=3600)


async def in_force(workers: Workers, tasks: Tasks) -> Targets:
    team = TeamTargets(workers, tasks.spawn)
    await team._read()
    return team.in_force.value


@pytest.mark.asyncio
async def test_the_documents_targets_until_the_lead_sets_others(
    house: House, workers: Workers, tasks: Tasks
) -> None:
    assert await in_force(workers, tasks) == Targets()
    house.act(None, set_setting, KEY, targets_to_json(OWN), 0)
    assert await in_force(workers, tasks) == OWN


@pytest.mark.asyncio
async def test_targets_that_cannot_be_read_leave_the_last(
    house: House, workers: Workers, tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    team = TeamTargets(workers, tasks.spawn)
    house.act(None, set_setting, KEY, targets_to_json(OWN), 0)
    await team._read()
    house.act(None, set_setting, KEY, {"bug_s": "snart"}, 1)
    await team._read()
    assert team.in_force.value == OWN
    assert "Målet «bug_s» kan ikke være 'snart'" in caplog.text


@pytest_asyncio.fixture
async def desk(
    store_url: str, pocket_path: Path, me: Person, house: House, tasks: Tasks
) -> AsyncIterator[Desk]:
    """Sunniva's desk, with one case that has waited since now."""
    house.arrive("frakt")
    store = Store(open_engine(store_url))
    opening = Desk(store, Pocket(pocket_path), me, house.clock, Ring(), OpeningHours(), tasks.spawn)
    opening.start(*store.read(read_everything, house.clock.now()))
    yield opening
    await opening.stop()


def belows(desk: Desk) -> list[str]:
    return [row.clock.below for row in desk.backlog.mail.rows.rows if row.clock]


@pytest.mark.asyncio
async def test_what_the_lead_sets_is_in_every_window_at_once(desk: Desk, house: House) -> None:
    assert belows(desk) == ["av 8 t"]
    house.act(None, set_setting, KEY, targets_to_json(OWN), 0)
    await until(desk.backlog.mail.rows, lambda: belows(desk) == ["av 2 t"])


@pytest.mark.asyncio
async def test_an_open_case_follows(desk: Desk, house: House) -> None:
    view = desk.open_view()
    (number,) = (row.case for row in desk.backlog.mail.rows.rows if row.case)
    await view.show(number)
    house.act(None, set_setting, KEY, targets_to_json(OWN), 0)
    await until(desk.targets.in_force, lambda: desk.targets.in_force.value == OWN)
    view.tick()
    assert view.clock.value is not None
    assert view.clock.value.below == "av 2 t"


def test_with_other_targets_the_rows_are_made_again_slice_by_slice(clock: FakeClock) -> None:
    working = WorkingTime(WorkCalendar(OpeningHours()))
    backlog = Backlog(RowMaker(working, Targets(), PersonId(1)), clock)
    backlog.replace_all([case(number) for number in range(1, SLICE + 11)])
    told: list[str] = []

    def hear(ops: tuple[object, ...]) -> None:
        told.extend(op.row.clock.below for op in ops if isinstance(op, Update))

    backlog.mail.rows.listen(hear)
    backlog.measure_by(OWN)
    assert told == ["av 2 t"] * SLICE
    backlog.tick()
    assert told == ["av 2 t"] * (SLICE + 10)
