"""The work log as part of the live desk: fed by the store's feed, kept when the desk ends."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from fakes.clock import FakeClock
from fakes.incidents import reported
from fakes.keyrings import Ring
from fixtures.waiting import until

from console.data.commands.incidents import acknowledge, open_incident
from console.data.engine import open_engine
from console.data.pocket import Pocket
from console.data.queries.incidents import incident as stored_incident
from console.data.queries.people import people
from console.data.store import Store
from console.data.transaction import new_act
from console.desk.desk import Desk
from console.desk.follow import read_everything
from console.desk.tasks import Tasks
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import IncidentId, PersonId
from console.domain.oncall.incident import ClosingNote

pytestmark = pytest.mark.asyncio


def opened(url: str, pocket_path: Path, who: PersonId, clock: FakeClock, tasks: Tasks) -> Desk:
    """A desk on connections of its own, as a window has it, started."""
    store = Store(open_engine(url))
    whole, cursor = store.read(read_everything, clock.now())
    me = next(person for person in store.read(people) if person.id == who)
    desk = Desk(store, Pocket(pocket_path), me, clock, Ring(), OpeningHours(), tasks.spawn)
    desk.start(whole, cursor)
    return desk


@pytest.fixture
def store_path(tmp_path: Path, empty_desk: Path) -> Path:
    """The store in a folder of its own, so that it can be moved whole."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return Path(shutil.copy(empty_desk, folder / "desk.db"))


@pytest.fixture
def incident(store: Store, tuva: PersonId, clock: FakeClock) -> IncidentId:
    """One that Tuva has entered."""
    new = reported(clock.now())
    store.perform(new_act(tuva, clock.now()), open_incident, new)
    return new.id


@pytest_asyncio.fixture
async def desk(
    store_url: str,
    pocket_path: Path,
    incident: IncidentId,
    magnus: PersonId,
    clock: FakeClock,
    tasks: Tasks,
) -> AsyncIterator[Desk]:
    """Magnus' desk."""
    opening = opened(store_url, pocket_path, magnus, clock, tasks)
    await until(opening.oncall.views, lambda: opening.oncall.view(incident) is not None)
    yield opening
    await opening.stop()


async def test_what_a_colleague_does_is_on_the_screen(
    desk: Desk, store: Store, incident: IncidentId, tuva: PersonId, clock: FakeClock
) -> None:
    def seen_to_by() -> PersonId | None:
        view = desk.oncall.view(incident)
        return None if view is None else view.incident.acknowledged_by

    assert seen_to_by() is None
    store.perform(new_act(tuva, clock.now()), acknowledge, incident)
    await until(desk.oncall.views, lambda: seen_to_by() == tuva)


async def test_the_store_is_away_for_hours_and_then_has_everything(
    desk: Desk, store: Store, store_path: Path, tmp_path: Path, incident: IncidentId
) -> None:
    store.engine.dispose()
    store_path.parent.rename(tmp_path / "borte")
    await until(desk.absence, lambda: desk.absence.value is not None)
    assert desk.oncall.away_since.value is not None
    await desk.oncall.log.start(incident)
    await desk.oncall.log.end(incident)
    view = desk.oncall.view(incident)
    assert view is not None
    assert (view.waiting, len(view.here_only)) == (3, 2)
    (tmp_path / "borte").rename(store_path.parent)
    desk.try_again()

    def has_come() -> bool:
        found = desk.oncall.view(incident)
        return found is not None and not found.waiting and not found.away_since

    await until(desk.oncall.views, has_come)
    assert len(store.read(stored_incident, incident).entries) == 2


async def test_what_is_being_typed_when_the_desk_ends_is_there_in_the_next(
    store_url: str,
    pocket_path: Path,
    incident: IncidentId,
    magnus: PersonId,
    clock: FakeClock,
    tasks: Tasks,
) -> None:
    first = opened(store_url, pocket_path, magnus, clock, tasks)
    await until(first.oncall.views, lambda: first.oncall.view(incident) is not None)
    first.oncall.log.type_note(incident, ClosingNote(seen="Kortsalg ble avvist"))
    await first.stop()
    again = opened(store_url, pocket_path, magnus, clock, tasks)

    def noted() -> str:
        view = again.oncall.view(incident)
        return "" if view is None else view.incident.note.seen

    await until(again.oncall.views, lambda: noted() == "Kortsalg ble avvist")
    await again.stop()
