"""Asks why, in one line, before something is struck."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from console.domain.language import tr
from console.widgets.buttons import Button, ButtonKind
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
        self.confirm.setDefault(True)
        self.confirm.setEnabled(False)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._stop)
        foot.addWidget(self.confirm)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(Paragraph(hub, words, token="muted"))
        layout.addWidget(FormRow(hub, tr("Grunn"), self.reason))
        layout.addLayout(foot)
        self.setMinimumWidth(hub.fonts.px(400))
        self.reason.textChanged.connect(self._typed)
        self.confirm.clicked.connect(self._confirm)
        self._stop.clicked.connect(self.reject)

    @Slot()
    def _typed(self) -> None:
        self.confirm.setEnabled(bool(self.reason.text().strip()))

    @Slot()
    def _confirm(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.accept()
            self.reasoned.emit(reason)
