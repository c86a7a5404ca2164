"""What somebody on duty does at the window, in the words that tests are told in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from fakes.clock import FakeClock
from fixtures.house import House
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from console.data.commands.incidents import NewIncident, open_incident
from console.data.queries.incidents import incident as stored_incident
from console.data.store import Answer
from console.data.transaction import Transaction
from console.desk.desk import Desk
from console.desk.oncall.views import IncidentView
from console.desk.tasks import Tasks
from console.domain.ids import CaseId, IncidentId, PersonId, new_uuid
from console.domain.oncall.incident import Incident, Product
from console.ui.oncall.cockpit import Cockpit
from console.ui.oncall.oncall_place import OnCallPlace
from console.ui.window.main_window import MainWindow
from console.ui.window.places import ONCALL
from console.ui.window.workplace import Workplace

P = ParamSpec("P")
T = TypeVar("T")
D = TypeVar("D", bound=QDialog)


@dataclass
class AtNight:
    window: MainWindow
    desk: Desk
    house: House
    clock: FakeClock
    bot: QtBot
    elsewhere: Executor
    tasks: Tasks

    @property
    def work(self) -> Workplace:
        work = self.window.frame.work
        assert work is not None
        return work

    @property
    def place(self) -> OnCallPlace:
        if self.work.oncall is None:
            self.work.go(ONCALL)
        assert self.work.oncall is not None
        return self.work.oncall

    @property
    def cockpit(self) -> Cockpit:
        assert self.place.cockpit is not None
        return self.place.cockpit

    def reported(
        self, by: PersonId, title: str = "Kassene er nede", case: CaseId | None = None
    ) -> IncidentId:
        """Somebody has entered a report two minutes ago; its cockpit is open."""
        incident = self.known(by, title, case)
        self.place.open_incident(incident)
        return incident

    def known(
        self, by: PersonId, title: str = "Kassene er nede", case: CaseId | None = None
    ) -> IncidentId:
        """Somebody has entered a report two minutes ago; it stands in the list."""
        key = IncidentId(new_uuid())
        at = self.clock.now().subtract(minutes=2)
        new = NewIncident(key, title, Product.POS, None, "Kari", "77 60 00 00", at, case)
        self.does(by, open_incident, new)
        self.until(lambda: self.desk.oncall.view(key) is not None)
        return key

    def arrive(self, name: str) -> CaseId:
        """A mail comes in; its case."""
        case = self.elsewhere.submit(partial(self.house.arrive, name)).result()
        self.until(lambda: self.desk.backlog.summary(case) is not None)
        return case

    def view(self) -> IncidentView:
        """The incident of the cockpit as it stands."""
        view = self.desk.oncall.view(self.cockpit.incident)
        assert view is not None
        return view

    def in_store(self) -> Incident:
        """The incident of the cockpit as the store has it."""
        read = partial(self.house.store.read, stored_incident, self.cockpit.incident)
        return self.elsewhere.submit(read).result()

    def log(self) -> list[str]:
        """The words of the log on the screen."""
        return [line.text for line in self.cockpit.work.log.lines]

    def pass_time(self, minutes: float, *, is_there: bool = True) -> None:
        """The clock goes on while the machine is awake, in steps as its own tick would take."""
        for _ in range(round(minutes * 2)):
            self.clock.advance(30)
            if is_there:
                self.desk.oncall.touched()
            self.desk.oncall.tick()
            self.until(lambda: not self.tasks._running)
        self.cockpit.refresh()

    def does(
        self,
        person: PersonId,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Somebody acts at another desk."""
        act = partial(self.house.act, person, command, *args, **kwargs)
        self.elsewhere.submit(act).result()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        """A key, wherever the keyboard is."""
        target = QApplication.focusWidget() or self.window
        self.bot.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)

    def type(self, text: str) -> None:
        """Types where the keyboard is."""
        self.bot.keyClicks(QApplication.focusWidget(), text)

    def dialog(self, kind: type[D]) -> D:
        """The dialog of this kind that is open."""
        found: list[D] = []

        def is_open() -> bool:
            found[:] = [each for each in self.window.findChildren(kind) if each.isVisible()]
            return bool(found)

        self.until(is_open)
        return found[0]

    def until(self, state: Callable[[], object]) -> None:
        """Waits for a state, a few seconds at most."""
        self.bot.waitUntil(lambda: bool(state()), timeout=30_000)
