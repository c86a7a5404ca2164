"""Carries out what one does with a basis: asks what an act needs, and tells what came of it."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from console.desk.errors import ActFailed
from console.domain.billing.basis import BasisAct
from console.domain.language import tr
from console.ui.accounting.basis_dialog import Asked, BasisDialog
from console.ui.accounting.basis_questions import YES, approval_question, asked_for
from console.widgets.ask_band import AskBand
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.accounting.page import BasisPage
    from console.desk.bases import Bases, Exported
    from console.desk.desk import Spawn
    from console.domain.ids import BasisId


class BasisActs(QObject):
    """`told` and `refused` bear words; `ended` says that an act is over, however it went.

    `busy_changed` says whether one is under way: then no other begins.
    """

    told = Signal(str)
    refused = Signal(str)
    ended = Signal()
    busy_changed = Signal(bool)

    def __init__(self, hub: ThemeHub, band: AskBand, host: QWidget) -> None:
        super().__init__(host)
        self._hub = hub
        self._band = band
        self._host = host
        self._bases: Bases | None = None
        self._page: BasisPage | None = None
        self._asked = BasisAct.OPENED
        self._is_busy = False
        self.dialog: BasisDialog | None = None
        band.answered.connect(self._band_answered)

    def attach(self, bases: Bases, spawn: Spawn) -> None:
        """Acts on these bases from now on."""
        self._bases, self._spawn = bases, spawn

    def do(self, act: BasisAct, page: BasisPage) -> None:
        """Begins an act on what is on the screen; it is asked for what it needs."""
        if self._bases is None or self._is_busy:
            return
        self._page, self._asked = page, act
        match act:
            case BasisAct.MADE_READY:
                self._run(self._bases.make_ready(page.basis.id), tr("Grunnlaget er klart"))
            case BasisAct.APPROVED:
                self._band.ask(approval_question(page))
                self._band.take_keyboard()
            case BasisAct.EXPORTED:
                self._ask_folder(self.export_to)
            case _:
                self._open_dialog(asked_for(act, page))

    def save_files(self, page: BasisPage) -> None:
        """Writes the files of an exported basis once more."""
        self._page = page
        self._ask_folder(self.write_to)

    def forget(self) -> None:
        """Another basis is on the screen: what was asked of the former is not asked any more."""
        self._band.dismiss()

    @Slot(str)
    def export_to(self, folder: str) -> None:
        """Exports what is on the screen into a folder."""
        if self._bases is not None and self._page is not None:
            basis = self._page.basis.id
            self._run_files(basis, self._bases.export(basis, Path(folder)))

    @Slot(str)
    def write_to(self, folder: str) -> None:
        """Writes the files into a folder."""
        if self._bases is not None and self._page is not None:
            basis = self._page.basis.id
            self._run_files(basis, self._bases.write_files(basis, Path(folder)))

    def _ask_folder(self, chosen: Any) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._host, tr("Mappe for filene"), folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        for part, words in _folder_words():
            dialog.setLabelText(part, words)
        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_dialog(self, asked: Asked) -> None:
        self.dialog = BasisDialog(self._hub, asked, self._host)
        self.dialog.answered.connect(self._dialog_answered)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    @Slot(str)
    def _band_answered(self, key: str) -> None:
        if key == YES and self._bases is not None and self._page is not None:
            basis = self._page.basis
            act = self._bases.approve(basis.id, basis.snapshot_sha256)
            self._run(act, tr("Grunnlag {number} er godkjent", number=basis.id))

    @Slot(object, str)
    def _dialog_answered(self, hours: int | None, text: str) -> None:
        if self._bases is None or self._page is None:
            return
        bases, basis = self._bases, self._page.basis.id
        match self._asked:
            case BasisAct.TAKEN_BACK:
                self._run(bases.back_to_draft(basis, text), tr("Grunnlaget er kladd igjen"))
            case BasisAct.REDUCED:
                assert hours is not None
                self._run(bases.reduce(basis, hours, text), tr("Grunnlaget er redusert"))
            case BasisAct.INVOICED:
                words = tr("Faktura {number} er ført på grunnlag {basis}", number=text, basis=basis)
                self._run(bases.confirm_invoice(basis, text), words)
            case BasisAct.CREDITED:
                self._start(self._credit(bases, basis, text))

    async def _credit(self, bases: Bases, basis: BasisId, reason: str) -> str:
        credit = await bases.credit(basis, reason)
        return tr(
            "Grunnlag {basis} er kreditert. Kreditgrunnlag {credit} venter på godkjenning.",
            basis=basis,
            credit=credit,
        )

    def _run(self, act: Coroutine[Any, Any, Any], words: str) -> None:
        self._start(_then(act, words))

    def _run_files(self, basis: BasisId, act: Coroutine[Any, Any, Exported]) -> None:
        self._start(_where(basis, act))

    def _start(self, act: Coroutine[Any, Any, str]) -> None:
        self._be_busy(is_busy=True)
        self._spawn(self._carry_out(act), "basis")

    async def _carry_out(self, act: Coroutine[Any, Any, str]) -> None:
        try:
            words = await act
        except ActFailed as error:
            self.refused.emit(str(error))
        else:
            self.told.emit(words)
        finally:
            self._be_busy(is_busy=False)
            self.ended.emit()

    def _be_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.busy_changed.emit(is_busy)


def _folder_words() -> tuple[tuple[QFileDialog.DialogLabel, str], ...]:
    """Qt itself has no Norwegian."""
    label = QFileDialog.DialogLabel
    return (
        (label.LookIn, tr("Ligger i")),
        (label.FileName, tr("Mappe")),
        (label.FileType, tr("Viser")),
        (label.Accept, tr("Velg mappen")),
        (label.Reject, tr("Avbryt")),
    )


async def _then(act: Coroutine[Any, Any, Any], words: str) -> str:
    await act
    return words


async def _where(basis: BasisId, act: Coroutine[Any, Any, Exported]) -> str:
    done = await act
    return tr(
        "Grunnlag {number} ligger i {folder}: {names}",
        number=basis,
        folder=done.folder,
        names=", ".join(done.names),
    )
