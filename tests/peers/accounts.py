"""Mailboxes of the peers as settings of the product, and mails to put into them."""

from __future__ import annotations

import dataclasses
import uuid
from email.message import EmailMessage
from typing import Any

from whenever import Instant

from console.domain.ids import CaseId, MessageId
from console.domain.mail import Address, MailPart, OutgoingMail
from console.domain.mail_account import MailSettings, Security, Server

from .dovecot import Mailbox
from .smtp_sink import SmtpSink

SECRET = b"a key for tests only"


def settings_for(mailbox: Mailbox, sink: SmtpSink | None = None, **changes: Any) -> MailSettings:
    """The account of a mailbox and, for sending, a sink."""
    settings = MailSettings(
        address=mailbox.user,
        display_name="Mystore kundeservice",
        imap=Server("127.0.0.1", mailbox.server.port, Security.NONE),
        smtp=Server("127.0.0.1", sink.port if sink else 1, Security.NONE),
        user=mailbox.user,
    )
    return dataclasses.replace(settings, **changes)


def written_mail(subject: str, text: str = "Hei, det virker ikke.\n", **headers: str) -> bytes:
    """A mail from a customer; `headers` by name, with _ for -."""
    mail = EmailMessage()
    mail["From"] = "Kari Nordmann <kari@butikk.no>"
    mail["To"] = "kundeservice@mystore.no"
    mail["Subject"] = subject
    mail["Message-ID"] = f"<{uuid.uuid4().hex}@butikk.no>"
    for name, value in headers.items():
        del mail[name.replace("_", "-")]
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def answer(
    *to: str, case: int = 4711, text: str = "Hei Kari\n\nDet er rettet.\n", **changes: Any
) -> OutgoingMail:
    """An answer to a customer."""
    out = OutgoingMail(
        message=MessageId(uuid.uuid4()),
        case=CaseId(case),
        to=tuple(Address(a) for a in to or ("kari@butikk.no",)),
        cc=(),
        subject="Faktura",
        text=text,
        parts=(),
        references=("<first@butikk.no>",),
        written_at=Instant.from_utc(2026, 3, 3, 9, 30),
        author="Ola Nordmann",
    )
    return dataclasses.replace(out, **changes)


def attached(name: str, content: bytes, content_type: str = "application/pdf") -> MailPart:
    """An attachment."""
    return MailPart(name=name, content_type=content_type, content=content)
