"""The menus of a row, and the keys that open them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QWidget
from whenever import Instant

from console.desk.backlog_rows import BacklogRow
from console.desk.snooze_times import snooze_times
from console.domain.ids import CaseId
from console.domain.language import tr
from console.domain.people import Person
from console.ui.acts.case_menus import ColleagueMenu, SnoozeMenu
from console.ui.acts.moment_dialog import MomentDialog
from console.ui.lanes.row_acts import RowActs
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.domain.instants import Clock


class RowMenus(QObject):
    """Opens menus for one case at a time; `open_requested` bears its number."""

    open_requested = Signal(object)

    def __init__(
        self, hub: ThemeHub, desk: Desk, clock: Clock, acts: RowActs, host: QWidget
    ) -> None:
        super().__init__(host)
        self._hub = hub
        self._desk = desk
        self._clock = clock
        self._acts = acts
        self._host = host
        self._case = CaseId(0)
        self._menu: QMenu | None = None

    def ask_all(self, row: BacklogRow, at: QPoint) -> None:
        """Everything that can be done with a row."""
        if row.case is None:
            return
        self._case = row.case
        menu = QMenu(row.who.replace("&", "&&"), self._host)
        menu.addAction(self._icon("mail-open"), _line(tr("Åpne saken"), tr("Enter")), self._open)
        if self._desk.me.may_work:
            self._add_acts(menu, row.case)
        self._show(menu, at)

    def _add_acts(self, menu: QMenu, case: CaseId) -> None:
        menu.addSeparator()
        summary = self._desk.backlog.summary(case)
        if summary is not None and summary.owner == self._desk.me.id:
            menu.addAction(self._icon("undo-2"), tr("Legg tilbake"), self._release)
        else:
            menu.addAction(self._icon("user"), _line(tr("Ta saken"), "T"), self._take)
        colleagues, times = self._colleagues(menu), self._times(menu)
        colleagues.menuAction().setText(_line(tr("Gi videre"), "A"))
        times.menuAction().setText(_line(tr("Utsett"), "Z"))
        colleagues.setIcon(self._icon("corner-up-right"))
        times.setIcon(self._icon("alarm-clock"))
        menu.addMenu(colleagues)
        menu.addMenu(times)
        menu.addSeparator()
        menu.addAction(self._icon("check"), _line(tr("Løs saken"), "E"), self._close)

    def ask_colleague(self, row: BacklogRow, at: QPoint) -> None:
        """Who shall have the case."""
        if row.case is not None:
            self._case = row.case
            self._show(self._colleagues(self._host), at)

    def ask_time(self, row: BacklogRow, at: QPoint) -> None:
        """Until when it is put away."""
        if row.case is not None:
            self._case = row.case
            self._show(self._times(self._host), at)

    def _icon(self, name: str) -> QIcon:
        return self._hub.icons.icon(name, "muted")

    def _colleagues(self, parent: QWidget) -> ColleagueMenu:
        menu = ColleagueMenu(self._desk.people.value, self._desk.me.id, parent)
        menu.chosen.connect(self._hand_over)
        return menu

    def _times(self, parent: QWidget) -> SnoozeMenu:
        times = snooze_times(self._desk.calendar, self._clock.now())
        menu = SnoozeMenu(times, parent)
        menu.chosen.connect(self._snooze)
        menu.other_requested.connect(self._ask_other_time)
        return menu

    def _show(self, menu: QMenu, at: QPoint) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = menu
        menu.popup(at)
        # Opened by key, a menu stands on its first line.
        menu.setActiveAction(menu.actions()[0])

    @Slot()
    def _open(self) -> None:
        self.open_requested.emit(self._case)

    @Slot()
    def _take(self) -> None:
        self._acts.take(self._case)

    @Slot()
    def _release(self) -> None:
        self._acts.release(self._case)

    @Slot()
    def _close(self) -> None:
        self._acts.close(self._case)

    @Slot(object)
    def _hand_over(self, person: Person) -> None:
        self._acts.hand_over(self._case, person)

    @Slot(object)
    def _snooze(self, until: Instant) -> None:
        self._acts.snooze(self._case, until)

    @Slot()
    def _ask_other_time(self) -> None:
        dialog = MomentDialog(self._hub, self._clock, self._host)
        dialog.chosen.connect(self._snooze)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _line(words: str, key: str) -> str:
    """A line of a menu with the key that does the same."""
    return f"{words}\t{key}"
