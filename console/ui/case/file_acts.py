"""What can be done with a file of a case: looked at, saved, opened; never run by one click."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal, Slot
from PySide6.QtGui import QCursor, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from console.desk.entries import FileLine
from console.desk.files import copy_to_open, safe_name, save_as
from console.domain.ids import MessageId
from console.domain.language import tr
from console.ui.case.picture_sheet import PictureSheet
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn


class FileActs(QObject):
    """Files by their id, of the case on the screen. `notice` bears words for the person."""

    notice = Signal(str)

    def __init__(self, hub: ThemeHub, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._desk: Desk | None = None
        self._files: dict[str, FileLine] = {}
        self._asked: FileLine | None = None
        self._saving: FileLine | MessageId | None = None
        self.pictures = PictureSheet(hub, host)
        self.pictures.notice.connect(self.notice)
        self.pictures.save_requested.connect(self.save)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Fetches from this desk from now on."""
        self._desk, self._spawn = desk, spawn

    def know(self, files: dict[str, FileLine]) -> None:
        """These are the files of the case on the screen."""
        self._files = files

    @Slot(str)
    def look_at(self, file_id: str) -> None:
        """A picture is shown; of anything else one asks what to do with it."""
        file, desk = self._files.get(file_id), self._desk
        if file is None or desk is None:
            return
        if file.is_picture and not file.is_dangerous:
            self.pictures.show_file(file, desk, self._spawn)
        else:
            self.menu(file).popup(QCursor.pos())

    def menu(self, file: FileLine) -> QMenu:
        """Save and open; what may run something is named as such and only saved."""
        self._asked = file
        menu = QMenu(file.name.replace("&", "&&"), self._host)
        if file.is_dangerous:
            why = menu.addAction(tr("Filtypen kan kjøre programmer og åpnes ikke herfra"))
            why.setEnabled(False)
        else:
            menu.addAction(tr("Åpne"), self._open_asked)
        menu.addAction(tr("Lagre …"), self._save_asked)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    @Slot(str)
    def save(self, file_id: str) -> None:
        """Asks where to, and saves a file for its owner alone."""
        file = self._files.get(file_id)
        if file is not None:
            self._saving = file
            self._ask_where(safe_name(file.name))

    def save_original(self, message: MessageId) -> None:
        """Asks where to, and saves a mail byte for byte."""
        self._saving = message
        self._ask_where(tr("e-post.eml"))

    @Slot()
    def _open_asked(self) -> None:
        if self._asked is not None and not self._asked.is_dangerous:
            self._spawn(self._open(self._asked), "open file")

    @Slot()
    def _save_asked(self) -> None:
        if self._asked is not None:
            self.save(str(self._asked.id))

    def _ask_where(self, name: str) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        dialog = QFileDialog(self._host, tr("Lagre"), str(Path(folder) / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Saves what was asked for."""
        if self._saving is not None:
            self._spawn(self._save(self._saving, Path(path)), "save file")

    async def _save(self, what: FileLine | MessageId, path: Path) -> None:
        assert self._desk is not None
        if isinstance(what, FileLine):
            content = await self._desk.content(what.sha256)
        else:
            content = await self._desk.original(what)
        await self._desk.on_files(partial(save_as, path, content))
        self.notice.emit(tr("Lagret som {path}", path=path))

    async def _open(self, file: FileLine) -> None:
        assert self._desk is not None
        content = await self._desk.content(file.sha256)
        path = await self._desk.on_files(partial(copy_to_open, file.name, content))
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.notice.emit(
                tr("Fant ikke noe program som åpner {name}. Lagre filen i stedet.", name=file.name)
            )
