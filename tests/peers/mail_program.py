"""An ordinary mail program of a customer: writes, reads its inbox, answers."""

from __future__ import annotations

import email
import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from email.utils import make_msgid

from .dovecot import PASSWORD, Mailbox
from .waiting import until


@dataclass
class MailProgram:
    """One customer's, on a submission port and a real inbox."""

    address: str
    name: str
    inbox: Mailbox
    smtp_port: int

    def write(
        self, to: str, subject: str, text: str, attachments: dict[str, bytes] | None = None
    ) -> EmailMessage:
        """Sends a new mail; attachments are PNG pictures by name."""
        mail = self._mail(to, subject, text)
        for name, content in (attachments or {}).items():
            mail.add_attachment(content, "image", "png", filename=name)
        return self._send(mail)

    def answer(self, got: EmailMessage, text: str) -> EmailMessage:
        """Answers a mail as mail programs do: to Reply-To, with In-Reply-To and References."""
        mail = self._mail(str(got["Reply-To"] or got["From"]), f"Sv: {got['Subject']}", text)
        mail["In-Reply-To"] = str(got["Message-ID"])
        mail["References"] = f"{got['References'] or ''} {got['Message-ID']}".strip()
        return self._send(mail)

    def received(self, count: int) -> list[EmailMessage]:
        """Waits until the inbox holds so many mails."""
        until(lambda: len(self.inbox.raws()) >= count, f"{count} mails at {self.address}", 40)
        return [email.message_from_bytes(raw, policy=default) for raw in self.inbox.raws()]

    def _mail(self, to: str, subject: str, text: str) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = f"{self.name} <{self.address}>"
        mail["To"] = to
        mail["Subject"] = subject
        mail["Message-ID"] = make_msgid(domain=self.address.partition("@")[2])
        mail.set_content(text)
        return mail

    def _send(self, mail: EmailMessage) -> EmailMessage:
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=20) as line:
            line.login(self.address, PASSWORD)
            line.send_message(mail)
        return mail
