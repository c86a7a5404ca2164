"""The case screen on a real desk: a store in a file, a pocket, people, and a clock that stands."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import qasync
from fakes.clock import FakeClock
from fixtures.house import House
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from ui.case.at_the_desk import AtTheDesk, NoSecrets

from console.data.pocket import Pocket
from console.data.queries.people import people
from console.desk.desk import Desk
from console.desk.follow import read_everything
from console.desk.tasks import Tasks
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import PersonId
from console.ui.acts.runner import ActRunner
from console.ui.case.case_screen import CaseScreen
from console.widgets.hub import ThemeHub


@pytest.fixture
def told() -> list[str]:
    """What the person was told: notices of the screen, and tasks that failed."""
    return []


@pytest.fixture
def pocket_path(tmp_path: Path) -> Path:
    return tmp_path / "pocket.db"


@pytest.fixture
def desk(
    loop: qasync.QEventLoop,
    house: House,
    clock: FakeClock,
    sunniva: PersonId,
    jonas: PersonId,
    pocket_path: Path,
    told: list[str],
    qtbot: QtBot,
) -> Iterator[Desk]:
    """Sunniva's desk, following the store; Jonas is a colleague."""

    def failed(_name: str, error: BaseException) -> None:
        told.append(str(error))

    tasks = Tasks(loop, failed)
    me = next(person for person in house.store.read(people) if person.id == sunniva)
    pocket = Pocket(pocket_path)
    made = Desk(house.store, pocket, me, clock, NoSecrets(), OpeningHours(), tasks.spawn)
    made.start(*house.store.read(read_everything, clock.now()))
    yield made
    ended = loop.create_task(_end(made, tasks))
    qtbot.waitUntil(ended.done, timeout=10_000)
    ended.result()


async def _end(desk: Desk, tasks: Tasks) -> None:
    await tasks.stop()
    await desk.stop()


@pytest.fixture
def at_desk(
    desk: Desk, hub: ThemeHub, house: House, qtbot: QtBot, told: list[str]
) -> Iterator[AtTheDesk]:
    """Sunniva before the screen, with no case open yet."""
    window = QWidget()
    qtbot.addWidget(window)
    runner = ActRunner(hub, window)
    screen = CaseScreen(hub, runner, window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(screen)
    runner.attach(desk, desk._spawn)
    screen.attach(desk, desk._spawn)
    runner.notice.connect(told.append)
    screen.notice.connect(told.append)
    window.resize(1640, 1000)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with ThreadPoolExecutor(1, "elsewhere") as elsewhere:
        yield AtTheDesk(window, screen, runner, desk, house, qtbot, told, elsewhere)
    screen.release()
