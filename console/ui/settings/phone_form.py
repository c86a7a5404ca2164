"""The telephone as a form: the exchange, whose telephone is whose; tried, then stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.desk.errors import ActFailed
from console.domain.language import tr
from console.domain.people import Role
from console.ui.models.lamps import lamp_of
from console.ui.models.listening import Listening
from console.ui.settings.exchange_fields import ExchangeFields
from console.ui.settings.phone_answers import (
    PhoneField,
    WrongPhone,
    answers_of,
    owners_of,
    settings_of,
)
from console.ui.settings.telephone_owners import TelephoneOwners
from console.ui.settings.trial_words import TrialWords
from console.widgets.buttons import Button, ButtonKind
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph
from console.widgets.lamp import Lamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.desk.desk import Desk, Spawn
    from console.desk.freshness import Absence, Freshness
    from console.desk.phone_setting import StoredPhone
    from console.domain.phone_account import PhoneSettings
    from console.domain.telephones import Telephones


class PhoneForm(QWidget):
    """`told` bears that it was stored, `refused` why it was not."""

    told = Signal(str)
    refused = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._listening = Listening()
        self._stored: StoredPhone | None = None
        self._is_unread = False
        self._may_change = self._may_assign = True
        self.fields = ExchangeFields(hub)
        self.owners = TelephoneOwners(hub)
        self._owners_row = FormRow(hub, tr("Hvem har hvilken telefon"), self.owners, _owners_hint())
        self.save = Button(hub, tr("Lagre"), ButtonKind.PRIMARY)
        self.trial = Button(hub, tr("Prøv"), icon="phone-call")
        self.words = TrialWords(hub)
        self.lamp = Lamp(hub, tr("Telefonsentral"))
        self.reads_only = Paragraph(hub, token="muted")
        self._problem = Paragraph(hub, token="late.text")
        self._compose()
        self._show_unread("")
        # Not before it is read: what one types would be overwritten.
        self.fields.hide()
        self.save.hide()
        self.fields.kind_chosen.connect(self._show_buttons)
        self.save.clicked.connect(self._save_asked)
        self.trial.clicked.connect(self._trial_asked)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Reads and stores this desk's exchange."""
        self._desk, self._spawn = desk, spawn
        is_own = not desk.account.has_password
        self._may_change = desk.me.may_administer or is_own
        self._may_assign = self._may_change or Role.LEAD in desk.me.roles
        self.fields.allow(may_change=self._may_change)
        self._owners_row.setEnabled(self._may_assign)
        lane = desk.live.overview.telephone
        self._listening.follow(lane.source, self._show_state)
        self._listening.follow(lane.problem, self._show_problem)
        self._listening.hear(desk.absence, self._absence_changed)
        spawn(self._load(desk), "load telephone")

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def error(self, field: PhoneField) -> str:
        """What stands beside a field, empty when it is right."""
        if field is PhoneField.TELEPHONES:
            return self._owners_row.error
        return self.fields.error(field)

    def _compose(self) -> None:
        self.fields.room.addWidget(self._owners_row)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addWidget(self.trial)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self.reads_only)
        layout.addWidget(self.lamp, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._problem)
        layout.addWidget(self.fields)
        layout.addLayout(buttons)
        layout.addWidget(self.words)

    async def _load(self, desk: Desk) -> None:
        try:
            stored = await desk.phone_setting.load()
        except ActFailed as error:
            self._show_unread(str(error))
            return
        self._stored = stored
        self._show_unread("")
        if stored.problem:
            self.refused.emit(stored.problem)
        self.fields.show_answers(answers_of(stored.settings))
        self.owners.show_owners(stored.telephones, stored.told, desk.people.value)
        self._show_buttons()

    def _show_unread(self, why: str) -> None:
        """What could not be read does not look as if nothing were there."""
        self._is_unread = bool(why)
        self.fields.setVisible(not why)
        self._show_buttons()
        teams = tr("Telefonen er hele teamets. En administrator kan endre den.")
        if self._may_assign:
            teams = tr("Sentralen endres av en administrator. Hvem som har hvilken, endrer du her.")
        note = why or ("" if self._may_change else teams)
        self.reads_only.setText(note)
        self.reads_only.setVisible(bool(note))

    def _absence_changed(self, absence: Absence | None) -> None:
        if absence is None and self._is_unread and self._desk is not None:
            self._spawn(self._load(self._desk), "load telephone")

    @Slot()
    def _show_buttons(self) -> None:
        self.save.setVisible(self._may_assign and not self._is_unread)
        is_any = self.fields.answers().kind is not None
        self.trial.setVisible(is_any and self._may_change and not self._is_unread)
        self.words.clear()

    @Slot()
    def _save_asked(self) -> None:
        typed = self._typed()
        if typed is not None and self._desk is not None and self._stored is not None:
            self.save.setEnabled(False)
            self._spawn(self._save(self._desk, self._stored, *typed), "save telephone")

    @Slot()
    def _trial_asked(self) -> None:
        typed = self._typed()
        if typed is None or typed[0] is None or self._desk is None:
            return
        self.trial.setEnabled(False)
        self.words.show_under_way()
        self._spawn(self._try(self._desk, typed[0]), "try telephone")

    def _typed(self) -> tuple[PhoneSettings | None, Telephones] | None:
        """What stands in the form; None, and told beside the fields, where it cannot be."""
        reasons: dict[PhoneField, str] = {}
        settings: PhoneSettings | None = None
        owners: Telephones = {}
        try:
            settings = settings_of(self.fields.answers())
        except WrongPhone as wrong:
            reasons.update(wrong.reasons)
        try:
            owners = owners_of(self.owners.rows())
        except WrongPhone as wrong:
            reasons.update(wrong.reasons)
        self._show_errors(reasons)
        return None if reasons else (settings, owners)

    def _show_errors(self, reasons: Mapping[PhoneField, str]) -> None:
        self._owners_row.show_error(reasons.get(PhoneField.TELEPHONES, ""))
        self.fields.show_errors(reasons)

    async def _save(
        self, desk: Desk, seen: StoredPhone, settings: PhoneSettings | None, owners: Telephones
    ) -> None:
        secret = self.fields.secret()
        try:
            stored = await desk.phone_setting.save(settings, secret, owners, seen)
        except ActFailed as error:
            self.refused.emit(str(error))
        else:
            self._stored = stored
            self.fields.show_answers(answers_of(stored.settings))
            self.told.emit(tr("Telefonen er lagret. Sentralen følges om et øyeblikk."))
        finally:
            self.save.setEnabled(True)

    async def _try(self, desk: Desk, settings: PhoneSettings) -> None:
        try:
            tried = await desk.phone_setting.try_out(settings, self.fields.secret())
            if not tried.is_ok and desk.account.has_password:
                tried = replace(tried, lacks=(*tried.lacks, _from_here()))
            self.words.show_trial(tried)
        finally:
            self.trial.setEnabled(True)

    def _show_state(self, freshness: Freshness) -> None:
        assert self._desk is not None
        problem = self._desk.live.overview.telephone.problem.value
        self.lamp.show_state(lamp_of(freshness, problem), freshness.text)

    def _show_problem(self, problem: str) -> None:
        assert self._desk is not None
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._show_state(self._desk.live.overview.telephone.source.value)


def _from_here() -> str:
    return tr("Prøvd fra denne maskinen. Serve kan stå et annet sted, og nå sentralen derfra.")


def _owners_hint() -> str:
    return tr("Navnet telefonen har i sentralens kø, f.eks. PJSIP/1001, og hvem som har den.")
