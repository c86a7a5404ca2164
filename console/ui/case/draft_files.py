"""Files that go along with an answer or a note: picked, dropped, pasted, taken off again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Slot
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog

from console.desk.case_draft import CaseDraft, Mode
from console.desk.files import MOST_BYTES, picked
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.mail import MailPart
from console.ui.case.draft_keeper import DraftKeeper
from console.widgets.draft_pad import DraftPad

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn


class DraftFiles(QObject):
    """Takes files for the draft that the composer shows."""

    def __init__(self, composer: DraftPad, keeper: DraftKeeper, desk: Desk, spawn: Spawn) -> None:
        super().__init__(composer)
        self._composer = composer
        self._keeper = keeper
        self._desk = desk
        self._spawn = spawn
        composer.attach_requested.connect(self._ask)
        composer.files_dropped.connect(self.add)
        composer.image_pasted.connect(self.paste)
        composer.attachment_remove_requested.connect(self._remove)

    @Slot(list)
    def add(self, paths: Sequence[str]) -> None:
        """Keeps these files with the draft; one that cannot be taken is told of."""
        draft = self._keeper.draft
        if draft is not None:
            self._spawn(self._add(draft, self._keeper.mode, paths), "attach files")

    @Slot(QImage)
    def paste(self, image: QImage) -> None:
        """Keeps a picture from the clipboard with the draft, as PNG."""
        draft = self._keeper.draft
        if draft is not None:
            self._spawn(self._paste(draft, self._keeper.mode, image), "paste picture")

    @Slot()
    def _ask(self) -> None:
        dialog = QFileDialog(self._composer, tr("Legg ved filer"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _remove(self, no: str) -> None:
        draft = self._keeper.draft
        if draft is not None:
            self._spawn(draft.remove(self._keeper.mode, int(no)), "remove file")

    async def _add(self, draft: CaseDraft, mode: Mode, paths: Sequence[str]) -> None:
        for path in paths:
            room = MOST_BYTES - sum(len(part.content) for part in draft.parts(mode))
            await draft.add(mode, await self._desk.on_files(partial(picked, Path(path), room)))

    async def _paste(self, draft: CaseDraft, mode: Mode, image: QImage) -> None:
        content = await self._desk.on_files(partial(_png, image))
        time = wall(self._desk.clock.now()).format("HH.mm.ss")
        name = tr("skjermbilde {time}.png", time=time)
        await draft.add(mode, MailPart(name, "image/png", content))


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
