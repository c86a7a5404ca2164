"""A picture of the case, looked at inside the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.desk.entries import FileLine
from console.domain.language import tr
from console.widgets.buttons import Button
from console.widgets.hub import ThemeHub
from console.widgets.overlay import Overlay
from console.widgets.picture_reader import read_picture
from console.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn

LARGEST = QSize(3840, 2400)
"""As much of a picture as a large screen shows."""


class PictureSheet(QObject):
    """Covers `host` with a picture. `notice` bears words, `save_requested` a file's id."""

    notice = Signal(str)
    save_requested = Signal(str)

    def __init__(self, hub: ThemeHub, host: QWidget) -> None:
        super().__init__(host)
        self._file: FileLine | None = None
        self.sheet = Overlay(hub, host, tr("Lukk bildet"))
        self.view = PictureView(hub)
        save = Button(hub, tr("Lagre …"), icon="download")
        save.clicked.connect(self._save_clicked)
        self.sheet.add_button(save)
        self.sheet.set_content(self.view)

    def show_file(self, file: FileLine, desk: Desk, spawn: Spawn) -> None:
        """Fetches the picture and shows it; what is none is told of."""
        spawn(self._show(file, desk), "show picture")

    async def _show(self, file: FileLine, desk: Desk) -> None:
        content = await desk.content(file.sha256)
        image = await desk.on_files(partial(read_picture, content, LARGEST))
        if image is None:
            self.notice.emit(
                tr(
                    "{name} kan ikke vises som bilde her. Du kan lagre filen i stedet.",
                    name=file.name,
                )
            )
            return
        self._file = file
        self.view.show_picture(image, file.name)
        self.sheet.open_with(file.name)

    @Slot()
    def _save_clicked(self) -> None:
        if self._file is not None:
            self.save_requested.emit(str(self._file.id))
