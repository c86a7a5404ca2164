"""The main window on a real desk: a store in a file, a pocket, people, and a clock that stands."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import qasync
from fakes.clock import FakeClock
from fixtures.house import House
from pytestqt.qtbot import QtBot
from ui.window.at_the_roster import HAND_OVER, LAST_MONDAY, PRIMARY, AtTheRoster
from ui.window.at_the_window import AtTheWindow, Keyring

from console.data.commands.people import set_roles
from console.data.commands.roster import add_rotation
from console.data.pocket import Pocket
from console.data.queries.people import people
from console.desk.desk import Desk
from console.desk.follow import read_everything
from console.desk.preferences import Preferences
from console.desk.tasks import Tasks
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import PersonId
from console.domain.people import Role
from console.ui.oncall.roster_screen import RosterScreen
from console.ui.settings.about import About
from console.ui.window.main_window import MainWindow
from console.ui.window.places import MAIL
from console.widgets.hub import ThemeHub

LAPTOP = (1366, 768)


@pytest.fixture
def window(hub: ThemeHub, clock: FakeClock, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window before there is a desk, on a laptop."""
    made = MainWindow(hub, Preferences(theme="light"), clock, About("0.1.0", log="console.log"))
    made.resize(*LAPTOP)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.allow_close()
    made.close()
    made.deleteLater()


@pytest.fixture
def keyring() -> Keyring:
    return Keyring()


@pytest.fixture
def at_window(
    window: MainWindow,
    loop: qasync.QEventLoop,
    house: House,
    clock: FakeClock,
    keyring: Keyring,
    sunniva: PersonId,
    jonas: PersonId,
    tmp_path: Path,
    qtbot: QtBot,
) -> Iterator[AtTheWindow]:
    """Sunniva at the window, in the e-mail backlog; Jonas is a colleague."""

    def failed(name: str, error: BaseException) -> None:
        pytest.fail(f"{name}: {error!r}")

    tasks = Tasks(loop, failed)
    me = next(person for person in house.store.read(people) if person.id == sunniva)
    pocket = Pocket(tmp_path / "pocket.db")
    desk = Desk(house.store, pocket, me, clock, keyring, OpeningHours(), tasks.spawn)
    window.attach(desk, tasks.spawn)
    desk.start(*house.store.read(read_everything, clock.now()))
    window.frame.go(MAIL)
    with ThreadPoolExecutor(1, "elsewhere") as elsewhere:
        yield AtTheWindow(window, desk, house, keyring, qtbot, elsewhere)
    window.frame.release()
    ended = loop.create_task(_end(desk, tasks))
    qtbot.waitUntil(ended.done, timeout=10_000)
    ended.result()


async def _end(desk: Desk, tasks: Tasks) -> None:
    await tasks.stop()
    await asyncio.wait_for(desk.stop(), 10)


@pytest.fixture
def duty_roles(house: House, sunniva: PersonId, jonas: PersonId) -> None:
    """Sunniva leads and has duty, Jonas has duty."""
    del sunniva, jonas
    house.act(None, set_roles, "sunniva", [Role.AGENT, Role.LEAD, Role.TECHNICIAN])
    house.act(None, set_roles, "jonas", [Role.AGENT, Role.TECHNICIAN])


@pytest.fixture
def turns(house: House, duty_roles: None, sunniva: PersonId, jonas: PersonId) -> None:
    """Jonas and Sunniva take turns since last Monday; nobody is backup."""
    people = (jonas, sunniva)
    house.act(sunniva, add_rotation, PRIMARY, people, LAST_MONDAY, HAND_OVER, 1)


@pytest.fixture
def opened(
    hub: ThemeHub,
    loop: qasync.QEventLoop,
    house: House,
    duty_roles: None,
    request: pytest.FixtureRequest,
) -> Iterator[AtTheRoster]:
    """The roster as it is when Sunniva opens it."""
    del duty_roles
    at: AtTheWindow = request.getfixturevalue("at_window")

    def failed(name: str, error: BaseException) -> None:
        pytest.fail(f"{name}: {error!r}")

    tasks = Tasks(loop, failed)
    screen = RosterScreen(hub, house.clock)
    screen.resize(1166, 640)
    at.bot.addWidget(screen)
    screen.attach(at.desk, tasks.spawn)
    screen.show()
    at.bot.waitUntil(lambda: at.desk.roster.roster.value is not None)
    yield AtTheRoster(screen, at)
    screen.release()
    ended = loop.create_task(tasks.stop())
    at.bot.waitUntil(ended.done)


@pytest.fixture
def at_roster(turns: None, opened: AtTheRoster) -> AtTheRoster:
    """The same with turns in it."""
    del turns
    return opened
