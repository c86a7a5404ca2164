"""What somebody does at the main window, in the words that tests are told in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from fixtures.house import House
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.data.queries.people import Setting, setting
from console.data.store import Answer
from console.data.transaction import Transaction
from console.desk.desk import Desk
from console.desk.mailbox import KEY
from console.domain.conversation import OpenCase
from console.domain.ids import CaseId, PersonId
from console.ui.lanes.lane_view import LaneView
from console.ui.window.main_window import MainWindow
from console.ui.window.workplace import Workplace

P = ParamSpec("P")
T = TypeVar("T")


class Keyring:
    """A keyring that remembers."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def set(self, name: str, value: str) -> None:
        self.kept[name] = value


@dataclass
class AtTheWindow:
    window: MainWindow
    desk: Desk
    house: House
    keyring: Keyring
    bot: QtBot
    elsewhere: Executor

    @property
    def work(self) -> Workplace:
        work = self.window.frame.work
        assert work is not None
        return work

    @property
    def mail(self) -> LaneView:
        return self.work.mail

    def arrive(self, name: str, **fields: Any) -> CaseId:
        """A mail comes in and stands in the list; its case."""
        case: CaseId = self.away(partial(self.house.arrive, name, **fields))
        self.until(lambda: f"case:{case}" in self.keys())
        return case

    def does(
        self,
        person: PersonId,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Somebody acts at another desk."""
        self.away(partial(self.house.act, person, command, *args, **kwargs))

    def in_store(self, case: CaseId) -> OpenCase:
        """The case as the store has it."""
        return self.away(partial(self.house.open, case))

    def mailbox_in_store(self) -> Setting | None:
        """The mailbox as the store has it."""
        return self.away(partial(self.house.store.read, setting, KEY))

    def away(self, work: Callable[[], T]) -> T:
        """Away from the thread that paints, as a colleague's machine would be."""
        return self.elsewhere.submit(work).result()

    def keys(self) -> list[str]:
        """The cases of the e-mail backlog as they stand on the screen."""
        return [row.key for row in self.mail.pane.model.rows if not row.is_head]

    def stand_on(self, case: CaseId) -> None:
        """The keyboard is on this row."""
        self.until(self.mail.pane.view.isVisible)
        self.mail.pane.view.setFocus()
        assert self.mail.pane.view.select_key(f"case:{case}")

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        """A key, wherever the keyboard is."""
        target = QApplication.focusWidget() or self.window
        self.bot.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)

    def until(self, state: Callable[[], bool]) -> None:
        """Waits for a state, half a minute at most."""
        self.bot.waitUntil(state, timeout=30_000)
