"""Asks why, in one line, before something is struck."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from console.domain.language import tr
from console.widgets.buttons import Button, ButtonKind
from console.widgets.dialog_layout import lay_out
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph


class ReasonDialog(QDialog):
    """Opened with `open()`; `reasoned` bears the reason, which is never empty."""

    reasoned = Signal(str)

    def __init__(self, hub: ThemeHub, title: str, words: str, verb: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.reason = Field(hub, "")
        self.confirm = Button(hub, verb, ButtonKind.PRIMARY)
        self._stop = Button(hub, tr("Avbryt"), ButtonKind.QUIET)
        self.confirm.setEnabled(False)
        lay_out(
            self,
            Paragraph(hub, words, token="muted"),
            FormRow(hub, tr("Grunn"), self.reason),
            stop=self._stop,
            done=self.confirm,
        )
        self.setMinimumWidth(hub.fonts.px(400))
        self.reason.textChanged.connect(self._typed)
        self.confirm.clicked.connect(self._confirm)

    @Slot()
    def _typed(self) -> None:
        self.confirm.setEnabled(bool(self.reason.text().strip()))

    @Slot()
    def _confirm(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.accept()
            self.reasoned.emit(reason)
