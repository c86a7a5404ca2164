"""What somebody does at the case screen, in the words that tests are told in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from fixtures.house import House
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from console.data.pocket import Draft
from console.data.store import Answer
from console.data.transaction import Transaction, new_act
from console.desk.desk import Desk
from console.domain.conversation import OpenCase
from console.domain.ids import CaseId, PersonId
from console.ui.acts.runner import ActRunner
from console.ui.case.case_screen import CaseScreen
from console.widgets.buttons import Button
from console.widgets.composer import ComposerMode

P = ParamSpec("P")
T = TypeVar("T")


class NoSecrets:
    """A keyring with nothing in it."""

    def get(self, name: str) -> str | None:
        return None

    def set(self, name: str, value: str) -> None:
        raise AssertionError("nothing here keeps a password")


@dataclass
class AtTheDesk:
    window: QWidget
    screen: CaseScreen
    runner: ActRunner
    desk: Desk
    house: House
    bot: QtBot
    told: list[str]
    elsewhere: Executor

    def arrive(self, name: str, **fields: Any) -> CaseId:
        """A mail comes in; the case that it lies in."""
        return self._elsewhere(partial(self.house.arrive, name, **fields))

    def does(
        self,
        person: PersonId,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Somebody acts at another desk."""
        self._elsewhere(partial(self.house.act, person, command, *args, **kwargs))

    def says(
        self,
        person: PersonId,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Somebody does at another desk what leaves no record."""
        act = new_act(person, self.house.clock.now())
        self._elsewhere(partial(self.house.store.upkeep, act, command, *args, **kwargs))

    def in_store(self, case: CaseId) -> OpenCase:
        """The case as the store has it."""
        return self._elsewhere(partial(self.house.open, case))

    def read(self, query: Callable[Concatenate[Session, P], T], *args: P.args) -> T:
        """What another desk reads in the store."""
        return self._elsewhere(partial(self.house.store.read, query, *args))

    def _elsewhere(self, work: Callable[[], T]) -> T:
        """Away from the thread that paints, as a colleague's machine would be."""
        return self.elsewhere.submit(work).result()

    def open(self, case: CaseId) -> None:
        """Opens a case and waits until its talk and its draft stand on the screen."""
        composer = self.screen.writing.composer
        self.screen.show_case(case)
        self.bot.waitUntil(lambda: self.texts() != [] and composer.isEnabled(), timeout=30_000)

    def texts(self) -> list[str]:
        """The talk, entry by entry."""
        return [entry.body for entry in self.screen.talk.timeline.entries if entry.body]

    def write(self, text: str) -> None:
        """Types into the composer."""
        self.screen.writing.composer.editor.setFocus()
        self.screen.writing.composer.editor.insertPlainText(text)

    @property
    def reply(self) -> str:
        return self.screen.writing.composer.text(ComposerMode.REPLY)

    @property
    def note(self) -> str:
        return self.screen.writing.composer.text(ComposerMode.NOTE)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """A key on whatever has the focus."""
        target = QApplication.focusWidget() or self.screen
        self.bot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)

    def send(self) -> None:
        """Ctrl+Enter in the text."""
        editor = self.screen.writing.composer.editor
        editor.setFocus()
        self.bot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def click(self, text: str) -> None:
        """A click on the button with these words."""
        found = [b for b in self.window.findChildren(Button) if b.text() == text and b.isVisible()]
        assert found, f"no button says {text!r}"
        self.bot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def buttons(self) -> set[str]:
        """What the buttons in sight say."""
        return {b.text() for b in self.window.findChildren(Button) if b.isVisible() and b.text()}

    def kept(self, scope: str) -> Draft:
        """The draft as another program would find it on the disk."""
        return self._elsewhere(partial(self.desk._pocket.load, scope))

    def versions(self, scope: str) -> list[str]:
        """Earlier texts of a draft, newest first."""
        kept = self._elsewhere(partial(self.desk._pocket.versions, scope))
        return [version.text for version in kept]

    def wait(self, is_so: Callable[[], bool], timeout: int = 30_000) -> None:
        """Waits for a state."""
        self.bot.waitUntil(is_so, timeout=timeout)
