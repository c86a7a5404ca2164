"""A mail in the world's mailbox: its complete bytes, and what is read from them."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from whenever import Instant

from console.domain.instants import wall
from console.domain.mail import Address, AutoKind, IncomingMail, MailPart

# Long lines stand as they are: what one Python folds otherwise than another is not ours to say.
POLICY = SMTP.clone(max_line_length=998)


@dataclass(frozen=True, slots=True)
class Mail:
    """What somebody writes to us. `quoted` is what it answers, under the text."""

    sender: Address
    to: Address
    subject: str
    text: str
    at: Instant
    parts: tuple[MailPart, ...] = ()
    quoted: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    auto: AutoKind = AutoKind.PERSON


def incoming(mail: Mail, message_id: str, remote_id: str) -> IncomingMail:
    """The mail as it lies in the box under a remote id."""
    text = mail.text + (f"\n\n{mail.quoted}" if mail.quoted else "")
    return IncomingMail(
        remote_id=remote_id,
        message_id=message_id,
        raw=_raw(mail, text, message_id),
        received_at=mail.at,
        sent_at=mail.at.add(seconds=-2),
        sender=mail.sender,
        reply_to=None,
        to=(mail.to,),
        cc=(),
        subject=mail.subject,
        text=text,
        visible_text=mail.text,
        html="",
        parts=mail.parts,
        in_reply_to=mail.in_reply_to,
        references=mail.references,
        case_tag=None,
        auto=mail.auto,
    )


def written(at: Instant) -> str:
    """A time as mail writes it."""
    return format_datetime(at.to_tz("UTC").to_stdlib())


def quote(text: str, at: Instant) -> str:
    """Our answer under the one that answers it, as mail programs put it there."""
    lines = "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())
    local = wall(at).to_stdlib()
    when = f"{local.day}.{local.month}.{local.year} kl. {local:%H:%M}"
    return f"Den {when} skrev Mystore kundeservice <kundeservice@mystore.no>:\n{lines}"


def add_parts(message: EmailMessage, parts: tuple[MailPart, ...], boundary: str) -> None:
    """Puts files beside the text; the border between them is given, never drawn by chance."""
    for part in parts:
        main, _, sub = part.content_type.partition("/")
        message.add_attachment(part.content, maintype=main, subtype=sub, filename=part.name)
    if parts:
        message.set_boundary(boundary)


def _raw(mail: Mail, text: str, message_id: str) -> bytes:
    message = EmailMessage(policy=POLICY)
    message["From"] = str(mail.sender)
    message["To"] = str(mail.to)
    message["Subject"] = mail.subject
    message["Date"] = written(mail.at.add(seconds=-2))
    message["Message-ID"] = message_id
    if mail.in_reply_to:
        message["In-Reply-To"] = mail.in_reply_to
        message["References"] = " ".join(mail.references)
    if mail.auto is AutoKind.OUT_OF_OFFICE:
        message["Auto-Submitted"] = "auto-replied"
    elif mail.auto is AutoKind.BULK:
        message["Precedence"] = "bulk"
    message.set_content(text, cte="8bit" if text.isascii() is False else "7bit")
    add_parts(message, mail.parts, f"=_{message_id.strip('<>').partition('@')[0]}")
    return message.as_bytes()
