"""What was typed about the mailbox, and whether it can work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from console.domain.connecting import SettingsError
from console.domain.language import tr
from console.domain.mail_account import MailSettings, Security, Server, guess


class MailField(StrEnum):
    """The questions about a mailbox."""

    ADDRESS = "address"
    USER = "user"
    IMAP = "imap"
    SMTP = "smtp"


@dataclass(frozen=True)
class ServerAnswer:
    """A server as typed."""

    host: str = ""
    port: str = ""
    security: Security = Security.TLS


@dataclass(frozen=True)
class MailAnswers:
    """A mailbox as typed; `folder` and `server_files_sent` are kept as they were stored."""

    address: str = ""
    display_name: str = ""
    user: str = ""
    imap: ServerAnswer = ServerAnswer()
    smtp: ServerAnswer = ServerAnswer()
    plus_addressing: bool = True
    folder: str = "INBOX"
    server_files_sent: bool = False


class WrongAnswers(Exception):
    """Answers that cannot work; `reasons` says for each what is wrong and what to write."""

    def __init__(self, reasons: dict[MailField, str]) -> None:
        super().__init__("; ".join(reasons.values()))
        self.reasons = reasons


def answers_of(settings: MailSettings) -> MailAnswers:
    """The stored mailbox as somebody would have typed it."""
    return MailAnswers(
        address=settings.address,
        display_name=settings.display_name,
        user=settings.user,
        imap=_typed(settings.imap),
        smtp=_typed(settings.smtp),
        plus_addressing=settings.plus_addressing,
        folder=settings.folder,
        server_files_sent=settings.server_files_sent,
    )


def guessed(address: str) -> MailAnswers | None:
    """What likely fits an address, None when it is none."""
    try:
        return answers_of(guess(address.strip()))
    except SettingsError:
        return None


def settings_of(answers: MailAnswers) -> MailSettings:
    """The mailbox. Raises WrongAnswers."""
    reasons: dict[MailField, str] = {}
    imap = _server(answers.imap, MailField.IMAP, reasons)
    smtp = _server(answers.smtp, MailField.SMTP, reasons)
    address = answers.address.strip()
    try:
        guess(address)
    except SettingsError as error:
        reasons[MailField.ADDRESS] = str(error)
    if not answers.user.strip():
        reasons[MailField.USER] = tr("Brukernavnet mangler. Ofte er det hele e-postadressen.")
    if reasons or imap is None or smtp is None:
        raise WrongAnswers(reasons)
    return MailSettings(
        address=address,
        display_name=answers.display_name.strip(),
        imap=imap,
        smtp=smtp,
        user=answers.user.strip(),
        plus_addressing=answers.plus_addressing,
        folder=answers.folder,
        server_files_sent=answers.server_files_sent,
    )


def _server(answer: ServerAnswer, field: MailField, reasons: dict[MailField, str]) -> Server | None:
    port = answer.port.strip()
    if not port.isdecimal():
        reasons[field] = tr("Porten er et tall, f.eks. 993 for IMAP eller 587 for SMTP.")
        return None
    try:
        return Server(answer.host.strip(), int(port), answer.security)
    except SettingsError as error:
        reasons[field] = str(error)
        return None


def _typed(server: Server) -> ServerAnswer:
    return ServerAnswer(server.host, str(server.port), server.security)
