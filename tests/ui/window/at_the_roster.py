"""Somebody at the roster: what it shows, its dialogs, and what the store has of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from ui.window.at_the_window import AtTheWindow
from whenever import Date, Instant, Time

from console.data.queries.roster import roster
from console.domain.hours.day import at_wall
from console.domain.oncall.roster import Roster, Shift
from console.domain.oncall.turns import DutyRole
from console.ui.acts.form_dialog import FormDialog
from console.ui.oncall.roster_menus import shift_menu
from console.ui.oncall.roster_screen import RosterScreen
from console.ui.oncall.roster_words import RosterFace
from console.widgets.board_blocks import DutyBlock

LAST_MONDAY, HAND_OVER = Date(2026, 11, 16), Time(15, 30)
PRIMARY, BACKUP = DutyRole.PRIMARY, DutyRole.BACKUP
NOW = at_wall(Date(2026, 11, 23), Time(9, 41))


def day(number: int, hour: int = 15, minute: int = 30) -> Instant:
    """A wall time so many days after Monday 23 November."""
    return at_wall(Date(2026, 11, 23).add(days=number), Time(hour, minute))


class AtTheRoster:
    """Sunniva looks at the roster."""

    def __init__(self, screen: RosterScreen, at: AtTheWindow) -> None:
        self.screen = screen
        self.at = at
        self.told: list[str] = []
        self.refused: list[str] = []
        screen.told.connect(self.told.append)
        screen.refused.connect(self.refused.append)

    @property
    def face(self) -> RosterFace:
        self.at.bot.waitUntil(lambda: self.screen.face is not None)
        assert self.screen.face is not None
        return self.screen.face

    def stored(self) -> Roster:
        return self.at.away(partial(self.at.house.store.read, roster))

    def blocks(self, week: int, role: DutyRole) -> list[DutyBlock]:
        return list(self.face.weeks[week].lanes[list(DutyRole).index(role)])

    def shift(self, number: int, role: DutyRole = PRIMARY) -> Shift:
        return [shift for shift in self.face.shifts if shift.role is role][number]

    def menu(self, shift: Shift) -> QMenu:
        return shift_menu(self.screen.acts, self.at.desk, shift, NOW, self.screen)

    def dialogs(self) -> list[FormDialog]:
        return [each for each in self.screen.findChildren(FormDialog) if each.isVisible()]

    def dialog(self) -> FormDialog:
        (found,) = self.dialogs()
        return found

    def confirm(self) -> None:
        """Presses the dialog's button, and waits until it has gone or says why it has not."""
        self.at.bot.mouseClick(self.dialog().confirm, Qt.MouseButton.LeftButton)
        self.at.bot.waitUntil(lambda: all(each.problem.isVisible() for each in self.dialogs()))

    def wait_for_changes(self, count: int) -> None:
        def is_there() -> bool:
            found = self.at.desk.roster.roster.value
            return found is not None and len(found.changes) == count

        self.at.bot.waitUntil(is_there)
