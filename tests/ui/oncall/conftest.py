"""The main window at night on a real desk; Tuva is on duty and sits at it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import qasync
from fakes.clock import FakeClock
from fixtures.house import House
from fixtures.on_call import TUESDAY_NIGHT
from pytestqt.qtbot import QtBot
from ui.oncall.at_night import AtNight
from ui.window.at_the_window import Keyring

from console.data.pocket import Pocket
from console.data.queries.people import people
from console.desk.desk import Desk
from console.desk.follow import read_everything
from console.desk.preferences import Preferences
from console.desk.tasks import Tasks
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import PersonId
from console.ui.settings.about import About
from console.ui.window.main_window import MainWindow
from console.widgets.hub import ThemeHub

LAPTOP = (1366, 768)


@pytest.fixture
def clock() -> FakeClock:
    """Two o'clock in the night to a Tuesday."""
    return FakeClock(TUESDAY_NIGHT)


@pytest.fixture
def at_desk(request: pytest.FixtureRequest, tuva: PersonId) -> PersonId:
    """Who sits at the window: Tuva, or the one a test names."""
    named = getattr(request, "param", None)
    return tuva if named is None else request.getfixturevalue(named)


@pytest.fixture
def night(
    hub: ThemeHub,
    clock: FakeClock,
    loop: qasync.QEventLoop,
    house: House,
    at_desk: PersonId,
    sunniva: PersonId,
    tmp_path: Path,
    qtbot: QtBot,
) -> Iterator[AtNight]:
    """The window, and what is done at it."""
    window = MainWindow(hub, Preferences(theme="light"), clock, About("0.1.0"))
    window.resize(*LAPTOP)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def failed(name: str, error: BaseException) -> None:
        pytest.fail(f"{name}: {error!r}")

    tasks = Tasks(loop, failed)
    me = next(person for person in house.store.read(people) if person.id == at_desk)
    pocket = Pocket(tmp_path / "pocket.db")
    desk = Desk(house.store, pocket, me, clock, Keyring(), OpeningHours(), tasks.spawn)
    window.attach(desk, tasks.spawn)
    desk.start(*house.store.read(read_everything, clock.now()))
    qtbot.waitUntil(lambda: desk.is_loaded.value, timeout=5000)
    with ThreadPoolExecutor(1, "elsewhere") as elsewhere:
        yield AtNight(window, desk, house, clock, qtbot, elsewhere, tasks)
    window.frame.release()
    ended = loop.create_task(_end(desk, tasks))
    qtbot.waitUntil(ended.done, timeout=10_000)
    ended.result()
    window.allow_close()
    window.close()
    window.deleteLater()


async def _end(desk: Desk, tasks: Tasks) -> None:
    await tasks.stop()
    await asyncio.wait_for(desk.stop(), 10)
