"""The mailbox as a form: what was typed is checked beside its field, then stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from console.desk.errors import ActFailed
from console.domain.language import tr
from console.ui.models.lamps import lamp_of
from console.ui.models.listening import Listening
from console.ui.settings.mail_answers import (
    MailAnswers,
    MailField,
    WrongAnswers,
    answers_of,
    guessed,
    settings_of,
)
from console.ui.settings.server_fields import ServerFields
from console.widgets.buttons import Button, ButtonKind
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph
from console.widgets.lamp import Lamp
from console.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.freshness import Absence, Freshness
    from console.domain.mail_account import MailSettings


class MailForm(QWidget):
    """`told` bears that it was stored, `refused` why it was not."""

    told = Signal(str)
    refused = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._listening = Listening()
        self._stored = MailAnswers()
        self._version = 0
        self._may_change = True
        self._is_unread = False
        self._guess: MailAnswers | None = None
        self.address, self.shown_name = Field(hub, ""), Field(hub, "")
        self.user, self.password = Field(hub, ""), Field(hub, "")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.imap = ServerFields(hub, tr("IMAP"))
        self.smtp = ServerFields(hub, tr("SMTP"))
        self.plus = QCheckBox(tr("Saksnummer i svaradressen"))
        self.save = Button(hub, tr("Lagre"), ButtonKind.PRIMARY)
        self.lamp = Lamp(hub, tr("E-post"))
        self.reads_only = Paragraph(hub, token="muted")
        self.reads_only.hide()
        self._problem = Paragraph(hub, token="late.text")
        # Its place is kept while it is empty: a form does not move under the hand.
        kept = self._problem.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._problem.setSizePolicy(kept)
        self._rows = self._make_rows(hub)
        self._compose(hub)
        self.address.editingFinished.connect(self._guess_servers)
        self.save.clicked.connect(self._save_asked)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Reads and stores this desk's mailbox."""
        self._desk, self._spawn = desk, spawn
        self._may_change = desk.me.may_administer or not desk.account.has_password
        self._columns.setEnabled(self._may_change)
        self._show_unread("")
        self._listening.follow(desk.mail, self._show_state)
        self._listening.follow(desk.mail_problem, self._show_problem)
        self._listening.hear(desk.absence, self._absence_changed)
        spawn(self._load(desk), "load mailbox")

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def error(self, field: MailField) -> str:
        """What stands beside a field, empty when it is right."""
        return self._rows[field].error

    def answers(self) -> MailAnswers:
        """What stands in the form."""
        return replace(
            self._stored,
            address=self.address.text(),
            display_name=self.shown_name.text(),
            user=self.user.text(),
            imap=self.imap.answer(),
            smtp=self.smtp.answer(),
            plus_addressing=self.plus.isChecked(),
        )

    def _make_rows(self, hub: ThemeHub) -> dict[MailField, FormRow]:
        return {
            MailField.ADDRESS: FormRow(
                hub,
                tr("E-postadresse"),
                self.address,
                tr("Adressen kundene skriver til, og som svarene kommer fra."),
            ),
            MailField.USER: FormRow(
                hub, tr("Brukernavn"), self.user, tr("Ofte hele e-postadressen.")
            ),
            MailField.IMAP: FormRow(hub, tr("Innkommende e-post (IMAP)"), self.imap),
            MailField.SMTP: FormRow(hub, tr("Utgående e-post (SMTP)"), self.smtp),
        }

    def _compose(self, hub: ThemeHub) -> None:
        name = tr("Avsendernavn")
        name_hint = tr("Står ved siden av navnet ditt i svarene, f.eks. Mystore kundeservice.")
        secret_hint = tr("Tomt felt beholder det som er lagret. Ligger i nøkkelringen.")
        plus_hint = tr(
            "Svar får en adresse som navn+s123@…, så de alltid finner saken sin. Slå av hvis "
            "postserveren ikke leverer slike adresser."
        )
        columns = self._columns = TwoColumns(hub)
        columns.first.addWidget(self._rows[MailField.ADDRESS])
        columns.first.addWidget(FormRow(hub, name, self.shown_name, name_hint))
        columns.first.addWidget(self._rows[MailField.USER])
        columns.first.addWidget(FormRow(hub, tr("Passord"), self.password, secret_hint))
        columns.second.addWidget(self._rows[MailField.IMAP])
        columns.second.addWidget(self._rows[MailField.SMTP])
        columns.second.addWidget(FormRow(hub, tr("Svaradresse"), self.plus, plus_hint))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self.reads_only)
        layout.addWidget(self.lamp, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._problem)
        layout.addWidget(columns)
        layout.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    async def _load(self, desk: Desk) -> None:
        try:
            stored = await desk.mailbox.load()
        except ActFailed as error:
            self._show_unread(str(error))
            return
        self._show_unread("")
        self._version = stored.version
        if stored.problem:
            self.refused.emit(stored.problem)
        if stored.settings is not None:
            self._show(answers_of(stored.settings))

    def _show_unread(self, why: str) -> None:
        """What could not be read does not look as if nothing were there."""
        self._is_unread = bool(why)
        self._columns.setVisible(not why)
        self.save.setVisible(self._may_change and not why)
        teams = tr("Postkassen er hele teamets. En administrator kan endre den.")
        note = why or ("" if self._may_change else teams)
        self.reads_only.setText(note)
        self.reads_only.setVisible(bool(note))

    def _absence_changed(self, absence: Absence | None) -> None:
        if absence is None and self._is_unread and self._desk is not None:
            self._spawn(self._load(self._desk), "load mailbox")

    def _show(self, answers: MailAnswers) -> None:
        self._stored = answers
        self.address.setText(answers.address)
        self.shown_name.setText(answers.display_name)
        self.user.setText(answers.user)
        self.imap.show_answer(answers.imap)
        self.smtp.show_answer(answers.smtp)
        self.plus.setChecked(answers.plus_addressing)

    @Slot()
    def _guess_servers(self) -> None:
        """Fills what nobody has typed over: empty fields, and what was only guessed before."""
        fresh = guessed(self.address.text())
        if fresh is None or fresh == self._guess:
            return
        typed, before = self.answers(), self._guess or MailAnswers()
        if typed.user in ("", before.user):
            self.user.setText(fresh.user)
        if not typed.imap.host or typed.imap == before.imap:
            self.imap.show_answer(fresh.imap)
        if not typed.smtp.host or typed.smtp == before.smtp:
            self.smtp.show_answer(fresh.smtp)
        self._stored = replace(self._stored, server_files_sent=fresh.server_files_sent)
        self._guess = fresh

    @Slot()
    def _save_asked(self) -> None:
        for row in self._rows.values():
            row.show_error("")
        try:
            settings = settings_of(self.answers())
        except WrongAnswers as wrong:
            for field, reason in wrong.reasons.items():
                self._rows[field].show_error(reason)
            self._rows[next(f for f in MailField if f in wrong.reasons)].setFocus()
            return
        if self._desk is not None:
            self.save.setEnabled(False)
            self._spawn(self._save(self._desk, settings), "save mailbox")

    async def _save(self, desk: Desk, settings: MailSettings) -> None:
        try:
            version = await desk.mailbox.save(settings, self.password.text(), self._version)
        except ActFailed as error:
            self.refused.emit(str(error))
        else:
            self._version = version
            self._stored = answers_of(settings)
            self.password.clear()
            self.told.emit(tr("Postkassen er lagret. E-posten hentes om et øyeblikk."))
        finally:
            self.save.setEnabled(True)

    def _show_state(self, freshness: Freshness) -> None:
        assert self._desk is not None
        problem = self._desk.mail_problem.value
        self.lamp.show_state(lamp_of(freshness, problem), freshness.text)

    def _show_problem(self, problem: str) -> None:
        assert self._desk is not None
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._show_state(self._desk.mail.value)
