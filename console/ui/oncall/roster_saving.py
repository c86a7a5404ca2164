"""Saves the roster as a calendar file: all of it, or one's own shifts."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from console.desk.errors import ActFailed
from console.desk.files import save_as
from console.domain.language import tr
from console.domain.oncall.roster import Roster
from console.domain.oncall.roster_calendar import roster_calendar

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.domain.ids import PersonId

WEEKS = 26
"""Half a year: what one saves goes on being right for longer than what one looks at."""


class RosterSaving(QObject):
    """`told` bears where it was saved, `refused` why it was not."""

    told = Signal(str)
    refused = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._desk: Desk | None = None

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Saves this desk's roster."""
        self._desk, self._spawn = desk, spawn

    def menu(self) -> QMenu:
        """Whose shifts are saved."""
        assert self._desk is not None
        menu = QMenu(self._host)
        menu.addAction(tr("Hele vaktlisten …"), partial(self._ask_where, None))
        menu.addAction(tr("Bare mine vakter …"), partial(self._ask_where, self._desk.me.id))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def save_to(self, person: PersonId | None, path: str) -> None:
        """Saves the shifts from now on; `person` is None for everybody's."""
        self._spawn(self._save(person, Path(path)), "save the roster")

    def _ask_where(self, person: PersonId | None) -> None:
        name = tr("vaktliste.ics")
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        dialog = QFileDialog(self._host, tr("Lagre"), str(Path(folder) / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.fileSelected.connect(partial(self.save_to, person))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _save(self, person: PersonId | None, path: Path) -> None:
        assert self._desk is not None
        now = self._desk.clock.now()
        names = {each.id: each.name for each in self._desk.people.value}
        found = self._desk.roster.roster.value or Roster()
        text = roster_calendar(found, names, now, now.add(hours=7 * 24 * WEEKS), now, person)
        try:
            await self._desk.on_files(partial(save_as, path, text.encode()))
        except ActFailed as error:
            self.refused.emit(str(error))
        else:
            self.told.emit(tr("Lagret som {path}", path=path))
