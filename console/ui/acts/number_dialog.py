"""Asks for a telephone number, in one line."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from console.desk.dialling import typed_number
from console.domain.language import tr
from console.widgets.buttons import Button, ButtonKind
from console.widgets.dialog_layout import lay_out
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph


class NumberDialog(QDialog):
    """Opened with `open()`; `chosen` bears what reads as a number."""

    chosen = Signal(str)

    def __init__(self, hub: ThemeHub, title: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.number = Field(hub, "")
        self.confirm = Button(hub, title, ButtonKind.PRIMARY)
        self._stop = Button(hub, tr("Avbryt"), ButtonKind.QUIET)
        self.confirm.setEnabled(False)
        lay_out(
            self,
            Paragraph(hub, words, token="muted"),
            FormRow(hub, tr("Nummer"), self.number),
            stop=self._stop,
            done=self.confirm,
        )
        self.setMinimumWidth(hub.fonts.px(400))
        self.number.textChanged.connect(self._typed)
        self.confirm.clicked.connect(self._confirm)

    @Slot()
    def _typed(self) -> None:
        self.confirm.setEnabled(typed_number(self.number.text()) is not None)

    @Slot()
    def _confirm(self) -> None:
        callee = typed_number(self.number.text())
        if callee is not None:
            self.accept()
            self.chosen.emit(callee.number)
