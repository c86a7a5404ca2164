"""The first run: who one is, and the mailbox customers write to; one page, three questions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from console.domain.language import tr
from console.widgets.buttons import Button, ButtonKind, ButtonSize
from console.widgets.field import Field
from console.widgets.fonts import Size
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Paragraph, Weight
from console.widgets.panel import Panel

Check = Callable[[str, str, str], str]


class FirstRunPage(QScrollArea):
    """`answered` bears name, address and password, once `check` has nothing against them."""

    answered = Signal(str, str, str)

    def __init__(self, hub: ThemeHub, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = check
        self.name = Field(hub, "")
        self.address = Field(hub, "")
        self.password = Field(hub, "")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._name_row = FormRow(
            hub, tr("Navn"), self.name, tr("Kollegene ser hvem som har en sak, og hvem som svarte.")
        )
        self._address_row = FormRow(
            hub,
            tr("E-postadresse (valgfri)"),
            self.address,
            tr("Postkassen kundene skriver til. Kan legges inn senere, under Innstillinger."),
        )
        self._password_row = FormRow(
            hub,
            tr("Passord til postkassen (valgfritt)"),
            self.password,
            tr("Legges i nøkkelringen på denne maskinen, ikke i lageret."),
        )
        self.go = Button(hub, tr("Kom i gang"), ButtonKind.PRIMARY)
        self.go.use_size(ButtonSize.LARGE)
        self._compose(hub)
        self.go.clicked.connect(self._answer)
        for field in (self.name, self.address, self.password):
            field.returnPressed.connect(self._answer)
            field.textEdited.connect(self._edited)
        self.setFocusProxy(self.name)

    @property
    def error(self) -> str:
        """What is wrong with the answers, empty when nothing is."""
        return self._name_row.error or self._address_row.error

    def begin(self) -> None:
        """Waits for answers (again)."""
        self.go.setEnabled(True)
        self.go.show_text(tr("Kom i gang"))
        self.name.setFocus()

    def _compose(self, hub: ThemeHub) -> None:
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        page = Panel(hub, "surface.1")
        form = QVBoxLayout()
        form.setSpacing(24)
        form.addStretch(1)
        lead = tr("Tre spørsmål, så er du i gang. Bare navnet må fylles ut.")
        head = QVBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(hub, tr("Velkommen"), Size.DISPLAY, weight=Weight.STRONG))
        head.addWidget(Paragraph(hub, lead, token="muted"))
        form.addLayout(head)
        form.addWidget(self._name_row)
        form.addWidget(self._address_row)
        form.addWidget(self._password_row)
        form.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        form.addStretch(2)
        row = QHBoxLayout(page)
        row.setContentsMargins(24, 24, 24, 24)
        row.addStretch(1)
        row.addLayout(form, 2)
        row.addStretch(1)
        self.setWidget(page)

    @Slot()
    def _edited(self) -> None:
        self._name_row.show_error("")
        self._address_row.show_error("")

    @Slot()
    def _answer(self) -> None:
        if not self.go.isEnabled():
            return
        name, address = self.name.text().strip(), self.address.text().strip()
        wrong = self._check(name, address, self.password.text())
        if wrong:
            row, field = (self._address_row, self.address) if name else (self._name_row, self.name)
            row.show_error(wrong)
            field.setFocus()
            return
        self.go.setEnabled(False)
        self.go.show_text(tr("Gjør klart …"))
        self.answered.emit(name, address, self.password.text())
