"""The web chat as a form: where its door is, and the sites that carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.errors import ActFailed
from console.domain.language import tr
from console.domain.people import Role
from console.domain.web_chat import script_tag
from console.ui.models.listening import Listening
from console.ui.settings.trial_words import TrialWords
from console.ui.settings.web_answers import (
    WebAnswers,
    WebField,
    WrongWeb,
    answers_of,
    settings_of,
)
from console.ui.settings.web_sites import WebSites
from console.widgets.buttons import Button, ButtonKind
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph
from console.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.freshness import Absence
    from console.desk.web_chat_setting import StoredWebChat
    from console.domain.web_chat import WebChatSettings


class WebForm(QWidget):
    """`told` bears that it was stored, `refused` why it was not."""

    told = Signal(str)
    refused = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._listening = Listening()
        self._stored: StoredWebChat | None = None
        self._may_change = True
        self.address = Field(hub, "https://chat.mystore.no")
        self.port = Field(hub, "8750")
        self.sites = WebSites(hub)
        self._rows = {
            WebField.ADDRESS: FormRow(
                hub, tr("Adressen nettleserne når døren på"), self.address, _address_hint()
            ),
            WebField.PORT: FormRow(hub, tr("Port på denne maskinen"), self.port, _port_hint()),
            WebField.SITES: FormRow(hub, tr("Nettsteder"), self.sites, _sites_hint()),
        }
        self.doors = TrialWords(hub)
        self.save = Button(hub, tr("Lagre"), ButtonKind.PRIMARY)
        self.reads_only = Paragraph(hub, token="muted")
        self._columns = TwoColumns(hub)
        self._compose()
        self._show_unread(tr("Leser innstillingen …"))
        self.save.clicked.connect(self._save_asked)
        self.sites.key_asked.connect(self._key_asked)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Reads and stores this desk's web chat."""
        self._desk, self._spawn = desk, spawn
        has_login = desk.account.has_password
        may_set = desk.me.may_administer or Role.LEAD in desk.me.roles
        self._may_change = may_set or not has_login
        self._columns.setEnabled(self._may_change)
        self._listening.hear(desk.absence, self._absence_changed)
        spawn(self._load(desk), "load web chat")

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def error(self, field: WebField) -> str:
        """What stands beside a field, empty when it is right."""
        return self._rows[field].error

    def answers(self) -> WebAnswers:
        """What stands in the form."""
        kept = None if self._stored is None else self._stored.settings
        return WebAnswers(self.address.text(), self.port.text(), self.sites.sites(), kept)

    def _compose(self) -> None:
        self._columns.first.addWidget(self._rows[WebField.ADDRESS])
        self._columns.first.addWidget(self._rows[WebField.PORT])
        # Here it is seen however many sites there are.
        self._columns.first.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self._columns.second.addWidget(self._rows[WebField.SITES])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self.reads_only)
        layout.addWidget(self.doors)
        layout.addWidget(self._columns)

    async def _load(self, desk: Desk) -> None:
        try:
            stored = await desk.web_chat_setting.load()
        except ActFailed as error:
            self._show_unread(str(error))
            return
        self._show_unread("")
        self._show(stored)
        if stored.problem:
            self.refused.emit(stored.problem)

    def _show(self, stored: StoredWebChat) -> None:
        self._stored = stored
        settings, answers = stored.settings, answers_of(stored.settings)
        self.address.setText(answers.public_url)
        self.port.setText(answers.listen_port)
        sites = () if settings is None else settings.sites
        tags = [script_tag(settings, site) for site in sites] if settings is not None else []
        self.sites.show_sites(answers.sites, tags)
        lines = [(door.is_ok, f"{door.machine}: {door.text}") for door in stored.doors]
        self.doors.show_lines(lines)
        self.doors.setVisible(bool(lines))

    def _show_unread(self, why: str) -> None:
        """What could not be read does not look as if nothing were there."""
        self._columns.setVisible(not why)
        self.save.setVisible(self._may_change and not why)
        teams = tr("Nettchatten er hele teamets. En leder eller administrator kan endre den.")
        note = why or ("" if self._may_change else teams)
        self.reads_only.setText(note)
        self.reads_only.setVisible(bool(note))

    def _absence_changed(self, absence: Absence | None) -> None:
        if absence is None and self._stored is None and self._desk is not None:
            self._spawn(self._load(self._desk), "load web chat")

    @Slot()
    def _save_asked(self) -> None:
        if self._desk is None or self._stored is None:
            return
        reasons: dict[WebField, str] = {}
        settings: WebChatSettings | None = None
        try:
            settings = settings_of(self.answers())
        except WrongWeb as wrong:
            reasons = wrong.reasons
        for field, row in self._rows.items():
            row.show_error(reasons.get(field, ""))
        if reasons:
            next(self._rows[field] for field in WebField if field in reasons).setFocus()
            return
        self.save.setEnabled(False)
        self._spawn(self._save(self._desk, settings, self._stored), "save web chat")

    async def _save(
        self, desk: Desk, settings: WebChatSettings | None, seen: StoredWebChat
    ) -> None:
        try:
            stored = await desk.web_chat_setting.save(settings, seen)
        except ActFailed as error:
            self.refused.emit(str(error))
        else:
            self._show(stored)
            self.told.emit(_said(stored))
        finally:
            self.save.setEnabled(True)

    @Slot(str)
    def _key_asked(self, site: str) -> None:
        if self._desk is not None:
            self._spawn(self._make_key(self._desk, site), "make key of a site")

    async def _make_key(self, desk: Desk, site: str) -> None:
        try:
            key = await desk.web_chat_setting.new_key(site)
        except ActFailed as error:
            self.refused.emit(str(error))
        else:
            self.sites.show_key(site, key)


def _said(stored: StoredWebChat) -> str:
    if stored.settings is None:
        return tr("Nettchatten er tatt bort. Døren lukkes om et øyeblikk.")
    return tr("Nettchatten er lagret. Døren åpnes om et øyeblikk.")


def _address_hint() -> str:
    return tr("Den omvendte proxyen som har TLS, og sender alt under /w/ til serve.")


def _port_hint() -> str:
    return tr("Der serve tar imot. Flere serve på samme maskin: --door-port.")


def _sites_hint() -> str:
    return tr("Bare sider fra disse adressene får vise chatten. Uten nettsteder er den av.")
