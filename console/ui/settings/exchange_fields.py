"""The questions about an exchange; which are asked depends on its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.language import tr
from console.domain.mail_account import Security
from console.domain.phone_account import PhoneKind, QueueOrder
from console.ui.settings.mail_answers import ServerAnswer
from console.ui.settings.phone_answers import PhoneAnswers, PhoneField, is_asked, usual_port
from console.ui.settings.server_fields import ServerFields
from console.widgets.chooser import Chooser
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.password_field import PasswordField
from console.widgets.two_columns import TwoColumns

_PROTECTIONS = (Security.TLS, Security.NONE)


class ExchangeFields(QWidget):
    """`kind_chosen` when another kind of exchange was chosen. What is added to `room` comes below
    the questions, in the second column.
    """

    kind_chosen = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = PhoneAnswers()
        self.kind = Chooser(hub, _kinds())
        self.server = ServerFields(hub, tr("Telefonsentral"), _PROTECTIONS)
        self.user, self.queues, self.number = Field(hub, ""), Field(hub, ""), Field(hub, "")
        self.password = PasswordField(hub, tr("Vis passordet"), tr("Skjul passordet"))
        self.key = PasswordField(hub, tr("Vis nøkkelen"), tr("Skjul nøkkelen"))
        self.listen_port = Field(hub, "8455")
        self.act_url = Field(hub, "https://sentral.firma.no/ordre")
        self.order = Chooser(hub, _orders())
        self.context, self.prefix, self.wrap_up = Field(hub, ""), Field(hub, ""), Field(hub, "")
        self._rows = self._make_rows(hub)
        self._kind_row = FormRow(hub, tr("Telefonsentral"), self.kind)
        self._password_row = FormRow(hub, tr("Passord"), self.password, _password_hint())
        self._key_row = FormRow(hub, tr("Nøkkel"), self.key, _key_hint())
        self._order_row = FormRow(hub, tr("Kassene først"), self.order, _order_hint())
        self.room = self._compose(hub)
        self.kind.activated.connect(self._kind_activated)
        self.server.security.activated.connect(self._protection_activated)
        self.show_answers(self._kept)

    def answers(self) -> PhoneAnswers:
        """What stands in the fields."""
        server = self.server.answer()
        return replace(
            self._kept,
            kind=_kind_of(self.kind.value),
            host=server.host,
            port=server.port,
            is_tls=server.security is Security.TLS,
            user=self.user.text(),
            listen_port=self.listen_port.text(),
            act_url=self.act_url.text(),
            queues=self.queues.text(),
            number=self.number.text(),
            order=QueueOrder(self.order.value),
            take_context=self.context.text(),
            dial_prefix=self.prefix.text(),
            wrap_up=self.wrap_up.text(),
        )

    def secret(self) -> str:
        """The password or the key that was typed; empty keeps the one there is."""
        shown = self.key if _kind_of(self.kind.value) is PhoneKind.WEBHOOK else self.password
        return shown.field.text()

    def show_answers(self, answers: PhoneAnswers) -> None:
        """Fills the fields; what was typed as a secret goes."""
        self._kept = answers
        self.kind.choose("" if answers.kind is None else answers.kind)
        security = Security.TLS if answers.is_tls else Security.NONE
        self.server.show_answer(ServerAnswer(answers.host, answers.port, security))
        self.user.setText(answers.user)
        self.listen_port.setText(answers.listen_port)
        self.act_url.setText(answers.act_url)
        self.act_url.setCursorPosition(0)
        self.queues.setText(answers.queues)
        self.number.setText(answers.number)
        self.order.choose(answers.order)
        self.context.setText(answers.take_context)
        self.prefix.setText(answers.dial_prefix)
        self.wrap_up.setText(answers.wrap_up)
        self.password.clear()
        self.key.clear()
        self._show_what_is_asked()

    def show_errors(self, reasons: Mapping[PhoneField, str]) -> None:
        """Says beside each field what is wrong with it; the first of them gets the keyboard."""
        for field, row in self._rows.items():
            row.show_error(reasons.get(field, ""))
        wrong = next((field for field in self._rows if field in reasons), None)
        if wrong is not None:
            self._rows[wrong].setFocus()

    def error(self, field: PhoneField) -> str:
        """What stands beside a field, empty when it is right."""
        return self._rows[field].error

    def allow(self, *, may_change: bool) -> None:
        """Whether the exchange can be changed here; `room` is not touched."""
        rows = (self._kind_row, self._password_row, self._key_row, self._order_row)
        for row in (*rows, *self._rows.values()):
            row.setEnabled(may_change)

    def _make_rows(self, hub: ThemeHub) -> dict[PhoneField, FormRow]:
        server, user = tr("Server"), tr("Brukernavn")
        return {
            PhoneField.SERVER: FormRow(hub, server, self.server),
            PhoneField.USER: FormRow(hub, user, self.user, tr("Kontoen i manager.conf.")),
            PhoneField.LISTEN: FormRow(
                hub, tr("Port på denne maskinen"), self.listen_port, _listen_hint()
            ),
            PhoneField.ORDERS: FormRow(hub, tr("Adresse for ordre"), self.act_url, _orders_hint()),
            PhoneField.QUEUES: FormRow(hub, tr("Køer"), self.queues, _queues_hint()),
            PhoneField.NUMBER: FormRow(
                hub, tr("Nummeret kundene ringer"), self.number, tr("Vises øverst i Telefon.")
            ),
            PhoneField.CONTEXT: FormRow(
                hub, tr("Kontekst som ringer opp"), self.context, _context_hint()
            ),
            PhoneField.PREFIX: FormRow(
                hub,
                tr("Siffer foran nummer ut"),
                self.prefix,
                tr("Tomt når sentralen ikke krever det."),
            ),
            PhoneField.WRAP_UP: FormRow(
                hub, tr("Etterarbeid, sekunder"), self.wrap_up, _wrap_up_hint()
            ),
        }

    def _compose(self, hub: ThemeHub) -> QVBoxLayout:
        rows, columns = self._rows, TwoColumns(hub)
        first = (
            self._kind_row,
            rows[PhoneField.SERVER],
            rows[PhoneField.USER],
            self._password_row,
            rows[PhoneField.LISTEN],
            self._key_row,
            rows[PhoneField.ORDERS],
            rows[PhoneField.QUEUES],
            rows[PhoneField.NUMBER],
        )
        for row in first:
            columns.first.addWidget(row)
        columns.second.addWidget(self._order_row)
        columns.second.addWidget(rows[PhoneField.CONTEXT])
        short = QHBoxLayout()
        short.setSpacing(16)
        for field in (PhoneField.PREFIX, PhoneField.WRAP_UP):
            short.addWidget(rows[field], 1, Qt.AlignmentFlag.AlignTop)
        columns.second.addLayout(short)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(columns)
        return columns.second

    @Slot()
    def _kind_activated(self) -> None:
        self._show_what_is_asked()
        self.kind_chosen.emit()

    @Slot()
    def _protection_activated(self) -> None:
        answer = self.server.answer()
        port = usual_port(answer.port, is_tls=answer.security is Security.TLS)
        self.server.show_answer(replace(answer, port=port))

    def _show_what_is_asked(self) -> None:
        kind = _kind_of(self.kind.value)
        for field, row in self._rows.items():
            row.setVisible(is_asked(field, kind))
        self._password_row.setVisible(kind is PhoneKind.AMI)
        self._key_row.setVisible(kind is PhoneKind.WEBHOOK)
        self._order_row.setVisible(kind is not None)


def _kind_of(value: str) -> PhoneKind | None:
    # Qt hands a word back as a plain text.
    return PhoneKind(value) if value else None


def _kinds() -> list[tuple[str, str]]:
    return [
        (tr("Ingen sentral"), ""),
        (tr("Asterisk (AMI)"), PhoneKind.AMI),
        (tr("En annen sentral (webhook)"), PhoneKind.WEBHOOK),
    ]


def _orders() -> list[tuple[str, str]]:
    return [
        (tr("Sentralen setter dem først"), QueueOrder.EXCHANGE),
        (tr("Konsollen viser dem først"), QueueOrder.CONSOLE),
    ]


def _order_hint() -> str:
    return tr("Velg konsollen når sentralen ikke har prioritet i køen.")


def _password_hint() -> str:
    return tr(
        "Tomt felt beholder det som er lagret. Ligger i nøkkelringen her; kjører serve på en "
        "annen maskin, får den det fra systemd."
    )


def _key_hint() -> str:
    return tr("Den sentralen signerer med (whsec_…). Tomt felt beholder den som er lagret.")


def _listen_hint() -> str:
    return tr("Der serve tar imot, bak en omvendt proxy med TLS.")


def _orders_hint() -> str:
    return tr("Tomt når sentralen ikke tar imot ordre: da gjøres alt på telefonen.")


def _queues_hint() -> str:
    return tr("Som i sentralen, med komma mellom. Andre køer vises ikke.")


def _context_hint() -> str:
    return tr("I oppringingsplanen: ringer nummeret den får. Til Ta, Sett over og Ring.")


def _wrap_up_hint() -> str:
    return tr("Tid til å skrive før neste samtale.")
