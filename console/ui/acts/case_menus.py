"""Menus of acts on a case: who may have it, and until when it is put away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from console.desk.snooze_times import SnoozeTime
from console.domain.ids import PersonId
from console.domain.language import tr
from console.domain.people import Person


class ColleagueMenu(QMenu):
    """Everybody who may have a case but me and whose it is; `chosen` bears the `Person`."""

    chosen = Signal(object)

    def __init__(
        self, people: Sequence[Person], me: PersonId, whose: PersonId | None, parent: QWidget
    ) -> None:
        super().__init__(tr("Gi videre til"), parent)
        working = (each for each in people if each.may_work and not each.is_disabled)
        others = [each for each in working if each.id not in (me, whose)]
        for person in sorted(others, key=_by_name):
            self.addAction(_named(person.name)).setData(person)
        if not others:
            self.addAction(tr("Ingen andre å gi den til")).setEnabled(False)
        self.triggered.connect(self._picked)

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        if isinstance(action.data(), Person):
            self.chosen.emit(action.data())


class SnoozeMenu(QMenu):
    """Usual times to put a case away until (`chosen` bears the Instant), or another one."""

    chosen = Signal(object)
    other_requested = Signal()

    def __init__(self, times: Sequence[SnoozeTime], parent: QWidget) -> None:
        super().__init__(tr("Utsett"), parent)
        for time in times:
            self.addAction(_named(time.words)).setData(time)
        self.addSeparator()
        self.addAction(tr("Velg tidspunkt …"))
        self.triggered.connect(self._picked)

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        time = action.data()
        if isinstance(time, SnoozeTime):
            self.chosen.emit(time.until)
        else:
            self.other_requested.emit()


def _named(words: str) -> str:
    """A name as it stands: Qt reads an ampersand as the letter to press."""
    return words.replace("&", "&&")


def _by_name(person: Person) -> str:
    return person.name.casefold()
