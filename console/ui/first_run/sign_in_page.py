"""Logging in to a store that many share: by password alone, or from an address one was given."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from console.desk.sign_in import Account, SignInField, account_of, first_wrong
from console.domain.language import tr
from console.ui.first_run.question_page import QuestionPage
from console.widgets.buttons import Button, ButtonKind, ButtonSize
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.password_field import PasswordField


class SignInPage(QuestionPage):
    """`answered` bears an `Account` in which nothing is wrong at sight; `back_requested` means what
    was there before: the first questions, or the work.
    """

    answered = Signal(object)
    back_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, tr("Logg inn"), "", parent)
        self.server, self.login = Field(hub, ""), Field(hub, "")
        self.password = PasswordField(hub, tr("Vis passordet"), tr("Skjul passordet"))
        self.go = Button(hub, tr("Logg inn"), ButtonKind.PRIMARY)
        self.other = Button(hub, tr("Bruk en annen konto"), ButtonKind.QUIET)
        self.back = Button(hub, tr("Tilbake"), ButtonKind.QUIET)
        self._rows = self._make_rows(hub)
        for row in self._rows.values():
            self.add(row)
        for button in (self.go, self.other, self.back):
            button.use_size(ButtonSize.LARGE)
        self.add_buttons(self.go, self.other, self.back)
        self.go.clicked.connect(self._answer)
        self.other.clicked.connect(self._unfold)
        self.back.clicked.connect(self.back_requested)
        self.server.editingFinished.connect(self._take_apart)
        for field in (self.server, self.login, self.password.field):
            field.returnPressed.connect(self._answer)
            field.textEdited.connect(self._edited)

    @property
    def account(self) -> Account:
        """What stands in the fields."""
        login = self.login.text().strip().lower()
        return Account(self.server.text().strip(), login, self.password.field.text())

    def error(self, field: SignInField) -> str:
        """What stands below a field in place of its hint, empty when nothing is wrong."""
        return self._rows[field].error

    def ask_password(self, account: Account, *, may_go_back: bool = False) -> None:
        """Asks whoever is known here for the password; where nobody is, for everything."""
        self._show(account)
        self.back.setVisible(may_go_back)
        if account.login:
            who = tr("{login} på {server}", login=account.login, server=account.server)
            self._fold(who)
        else:
            self._unfold()

    def ask_all(self, account: Account | None = None) -> None:
        """Asks for everything: a newcomer, or who wants another account than this one."""
        if account is None:
            self._begin()
        else:
            self._show(account)
        self.back.show()
        self._unfold()
        if account is not None:
            self._focus(SignInField.SERVER)  # it is the address that is to change, more often

    def refuse(self, field: SignInField, words: str) -> None:
        """Says what was wrong, and waits for another answer."""
        self._begin()
        if self._rows[field].isHidden():
            self._unfold()
        self._rows[field].show_error(words)
        self._focus(field)

    def _make_rows(self, hub: ThemeHub) -> dict[SignInField, FormRow]:
        return {
            SignInField.SERVER: FormRow(
                hub,
                tr("Adresse til lageret"),
                self.server,
                tr("Server og database, for eksempel desk.firma.no/desk. Lim gjerne inn alt."),
            ),
            SignInField.LOGIN: FormRow(
                hub, tr("Brukernavn"), self.login, tr("For eksempel sunniva.l")
            ),
            SignInField.PASSWORD: FormRow(
                hub,
                tr("Passord"),
                self.password,
                tr("Huskes i nøkkelringen på denne maskinen, ikke noe annet sted."),
            ),
        }

    def _show(self, account: Account) -> None:
        self._begin()
        self.server.setText(account.server)
        self.login.setText(account.login)
        self.password.clear()

    def _begin(self) -> None:
        self.go.setEnabled(True)
        self.go.show_text(tr("Logg inn"))
        self._edited()

    def _fold(self, who: str) -> None:
        self.lead.setText(who)
        self._rows[SignInField.SERVER].hide()
        self._rows[SignInField.LOGIN].hide()
        self.other.show()
        self._focus(SignInField.PASSWORD)

    @Slot()
    def _unfold(self) -> None:
        self.lead.setText(
            tr("Adressen, brukernavnet og det første passordet får du av en administrator.")
        )
        self._rows[SignInField.SERVER].show()
        self._rows[SignInField.LOGIN].show()
        self.other.hide()
        is_known = bool(self.server.text())
        self._focus(SignInField.LOGIN if is_known else SignInField.SERVER)

    def _focus(self, field: SignInField) -> None:
        one = {SignInField.SERVER: self.server, SignInField.LOGIN: self.login}
        target = one.get(field, self.password.field)
        self.setFocusProxy(target)
        target.setFocus()
        target.selectAll()

    @Slot()
    def _take_apart(self) -> None:
        """A whole address holds more than the server."""
        written = self.server.text()
        if "://" not in written and "@" not in written:
            return
        found = account_of(written)
        self.server.setText(found.server)
        if found.login:
            self.login.setText(found.login)
        if found.password:
            self.password.field.setText(found.password)

    @Slot()
    def _edited(self) -> None:
        for row in self._rows.values():
            row.show_error("")

    @Slot()
    def _answer(self) -> None:
        if not self.go.isEnabled():
            return
        self._take_apart()
        account = self.account
        wrong = first_wrong(account)
        if wrong is not None:
            self.refuse(*wrong)
            return
        self.go.setEnabled(False)
        self.go.show_text(tr("Logger inn …"))
        self.answered.emit(account)
