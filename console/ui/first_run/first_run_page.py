"""The first run: who one is, and the mailbox customers write to; one page, three questions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from console.domain.language import tr
from console.ui.first_run.question_page import QuestionPage
from console.widgets.buttons import Button, ButtonKind, ButtonSize
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub

Check = Callable[[str, str, str], str]


class FirstRunPage(QuestionPage):
    """`answered` bears name, address and password, once `check` has nothing against them;
    `shared_requested` means that one was given a place on a store that many share.
    """

    answered = Signal(str, str, str)
    shared_requested = Signal()

    def __init__(self, hub: ThemeHub, check: Check, parent: QWidget | None = None) -> None:
        lead = tr("Tre spørsmål, så er du i gang. Bare navnet må fylles ut.")
        super().__init__(hub, tr("Velkommen"), lead, parent)
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
        self.shared = Button(
            hub, tr("Jeg har fått en adresse til et felles lager"), ButtonKind.QUIET
        )
        self.shared.use_size(ButtonSize.LARGE)
        for row in (self._name_row, self._address_row, self._password_row):
            self.add(row)
        self.add_buttons(self.go, self.shared)
        self.go.clicked.connect(self._answer)
        self.shared.clicked.connect(self.shared_requested)
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
        self.shared.setEnabled(True)
        self.go.show_text(tr("Kom i gang"))
        self.name.setFocus()

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
        self.shared.setEnabled(False)
        self.go.show_text(tr("Gjør klart …"))
        self.answered.emit(name, address, self.password.text())
