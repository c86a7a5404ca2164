"""The screen of bases on a real desk; whoever looks is chosen by the test."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import pytest
import qasync
from fakes.keyrings import Ring
from fixtures.billed import BilledNight
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from console.app.basis_files import basis_files
from console.data.pocket import Pocket
from console.data.queries.people import people
from console.desk.desk import Desk
from console.desk.follow import read_everything
from console.desk.tasks import Tasks
from console.domain.billing.basis import BasisAct
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import BasisId, PersonId
from console.ui.accounting.bases_screen import BasesScreen
from console.widgets.hub import ThemeHub

P = ParamSpec("P")
T = TypeVar("T")

LAPTOP = (1310, 712)


@dataclass
class AtTheBases:
    """The screen, what it told, and what one does at it."""

    screen: BasesScreen
    desk: Desk
    bot: QtBot
    told: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def until(self, holds: Callable[[], object]) -> None:
        self.bot.waitUntil(lambda: bool(holds()), timeout=10_000)

    @property
    def titles(self) -> list[str]:
        """The rows and heads as they are read out."""
        model = self.screen.list.view.model()
        return [str(model.index(at, 0).data()) for at in range(model.rowCount())]

    @property
    def state(self) -> str:
        page = self.screen.view.page
        return "" if page is None else page.basis.state.value

    def look_at(self, basis: BasisId) -> None:
        """Stands on a basis's row and waits for its page."""
        self.until(lambda: self.screen.list.stand_on(basis))
        self.until(lambda: self.screen.view.page and self.screen.view.page.basis.id == basis)

    def press(self, act: BasisAct) -> None:
        button = self.screen.view.head.buttons[act]
        assert button.isVisible()
        assert button.isEnabled()
        button.click()

    def key(self, key: Qt.Key) -> None:
        """A key, wherever the keyboard is."""
        self.bot.keyClick(QApplication.focusWidget() or self.screen, key)

    @property
    def heard(self) -> str:
        """What a screen reader says of where the keyboard is."""
        focused = cast(QWidget | None, QApplication.focusWidget())
        return "" if focused is None else focused.accessibleName()

    def answer(self, text: str, hours: str = "") -> None:
        """Fills the dialog that is open, and says yes."""
        dialog = self.screen.view.acts.dialog
        assert dialog is not None
        dialog.hours.setText(hours)
        dialog.text.setText(text)
        assert dialog.done_button.isEnabled()
        dialog.done_button.click()

    def choose_folder(self, folder: Path) -> None:
        """Chooses in the dialog that asks where to."""
        (dialog,) = self.screen.view.findChildren(QFileDialog)
        dialog.fileSelected.emit(str(folder))
        dialog.reject()

    def after_act(self, state: str) -> None:
        self.until(lambda: self.state == state or self.refused)
        assert self.refused == []


class Looks:
    """Opens the screen for whoever it is called with; `away` is a colleague's machine."""

    def __init__(
        self, night: BilledNight, hub: ThemeHub, loop: Any, folder: Path, bot: QtBot, away: Executor
    ) -> None:
        self._night = night
        self._hub = hub
        self._loop = loop
        self._folder = folder
        self._bot = bot
        self._away = away
        self._open: list[tuple[BasesScreen, Desk, Tasks]] = []

    def away(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Store work, away from the thread that paints."""
        return self._away.submit(work, *args, **kwargs).result()

    def __call__(self, who: PersonId) -> AtTheBases:
        store, clock = self._night.house.store, self._night.house.clock
        everybody = self.away(store.read, people)
        me = next(person for person in everybody if person.id == who)
        tasks = Tasks(self._loop, _failed)
        pocket = self.away(Pocket, self._folder / f"pocket-{len(self._open)}.db")
        given: tuple[Any, ...] = (store, pocket, me, clock, Ring(), OpeningHours(), tasks.spawn)
        desk = Desk(*given, basis_files=basis_files)
        desk.start(*self.away(store.read, read_everything, clock.now()))
        screen = BasesScreen(self._hub)
        screen.resize(*LAPTOP)
        screen.show()
        screen.attach(desk, tasks.spawn)
        at = AtTheBases(screen, desk, self._bot)
        screen.told.connect(at.told.append)
        screen.refused.connect(at.refused.append)
        self._open.append((screen, desk, tasks))
        return at

    def end(self) -> None:
        for screen, desk, tasks in self._open:
            screen.release()
            ended = self._loop.create_task(_end(desk, tasks))
            self._bot.waitUntil(ended.done, timeout=10_000)
            ended.result()
            screen.close()
            screen.deleteLater()


@pytest.fixture
def looks(
    worked: BilledNight, hub: ThemeHub, loop: qasync.QEventLoop, tmp_path: Path, qtbot: QtBot
) -> Iterator[Looks]:
    """The screens of the house, after a night that is judged, noted and over."""
    with ThreadPoolExecutor(1, "elsewhere") as elsewhere:
        looking = Looks(worked, hub, loop, tmp_path, qtbot, elsewhere)
        yield looking
        looking.end()


def _failed(name: str, error: BaseException) -> None:
    pytest.fail(f"{name}: {error!r}")


async def _end(desk: Desk, tasks: Tasks) -> None:
    await tasks.stop()
    await asyncio.wait_for(desk.stop(), 10)
