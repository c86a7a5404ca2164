"""The team's place on a real desk over a store in a file, with a clock that stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import qasync
from fixtures.live_house import LiveHouse
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from ui.team.at_the_team import AtTheTeam, NoSecrets

from console.data.pocket import Pocket
from console.data.queries.people import people
from console.desk.desk import Desk
from console.desk.follow import read_everything
from console.desk.tasks import Tasks
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import PersonId
from console.ui.acts.runner import ActRunner
from console.ui.team.team_screen import TeamScreen
from console.widgets.hub import ThemeHub

Open = Callable[[PersonId], AtTheTeam]


@pytest.fixture
def open_team(
    hub: ThemeHub, loop: qasync.QEventLoop, live: LiveHouse, tmp_path: Path, qtbot: QtBot
) -> Iterator[Open]:
    """Opens the place for somebody; ended with the test."""
    opened: list[tuple[AtTheTeam, Tasks]] = []
    told: list[str] = []

    def open_for(person: PersonId) -> AtTheTeam:
        tasks = Tasks(loop, lambda name, error: told.append(f"{name}: {error!r}"))
        store, clock = live.house.store, live.house.clock
        me = next(one for one in store.read(people) if one.id == person)
        pocket = Pocket(tmp_path / "pocket.db")
        desk = Desk(store, pocket, me, clock, NoSecrets(), OpeningHours(), tasks.spawn)
        desk.start(*store.read(read_everything, clock.now()))
        window = QWidget()
        qtbot.addWidget(window)
        runner = ActRunner(hub, window)
        runner.notice.connect(told.append)
        runner.attach(desk, tasks.spawn)
        screen = TeamScreen(hub, runner, window)
        QVBoxLayout(window).addWidget(screen)
        screen.attach(desk, tasks.spawn)
        window.resize(1310, 700)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        elsewhere = ThreadPoolExecutor(1, "elsewhere")
        at = AtTheTeam(screen, window, desk, live, qtbot, elsewhere, told)
        opened.append((at, tasks))
        return at

    yield open_for
    for at, tasks in opened:
        at.screen.release()
        ended = loop.create_task(_end(at.desk, tasks))
        qtbot.waitUntil(ended.done, timeout=10_000)
        ended.result()
        at.elsewhere.shutdown()
    assert not told


async def _end(desk: Desk, tasks: Tasks) -> None:
    await tasks.stop()
    await desk.stop()


@pytest.fixture
def at_team(open_team: Open, live: LiveHouse, sunniva: PersonId, jonas: PersonId) -> AtTheTeam:
    """Sunniva, who leads; Jonas is a colleague with a telephone."""
    del jonas
    live.telephones(**{"21": "jonas"})
    return open_team(sunniva)


@pytest.fixture
def at_jonas(open_team: Open, sunniva: PersonId, jonas: PersonId) -> AtTheTeam:
    """Jonas, who does not lead."""
    del sunniva
    return open_team(jonas)
