"""Mail as the desk understands it: addresses, what came in, what goes out.

Plain values between the wire (`channels.mail`) and the store (`data`); neither knows the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from console.domain.ids import CaseId, MessageId


@dataclass(frozen=True)
class Address:
    """A mailbox with the name its owner claims. `address` is lower case, without brackets."""

    address: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


class AutoKind(StrEnum):
    """Whether a program wrote it (RFC 3834), and which kind of program."""

    PERSON = "person"
    OUT_OF_OFFICE = "out_of_office"
    BOUNCE = "bounce"
    BULK = "bulk"


@dataclass(frozen=True)
class MailPart:
    """An attachment. `name` is as the sender wrote it: hostile until shown otherwise."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True)
class IncomingMail:
    """One mail as fetched. `raw` is complete; everything else was read from it.

    `remote_id` names it in its mailbox (folder, UIDVALIDITY and UID); `message_id` is the header,
    or one derived from the raw bytes where there is none, so that it is the same each time.
    `problem` says why it could not be read, if so; the raw mail is kept all the same.
    `sender.address` is empty when no one sender can be believed. `html` is already safe to show.
    `visible_text` is `text` without the mail it answers. A bounce names the mail that failed in
    `in_reply_to`. Message-IDs stand with their brackets.
    `case_tag` is the case that a signed address or Message-ID of ours names, signature checked.
    """

    remote_id: str
    message_id: str
    raw: bytes
    received_at: Instant
    sent_at: Instant | None
    sender: Address
    reply_to: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    text: str
    visible_text: str
    html: str
    parts: tuple[MailPart, ...]
    in_reply_to: str
    references: tuple[str, ...]
    case_tag: CaseId | None
    auto: AutoKind
    problem: str = ""


@dataclass(frozen=True)
class OutgoingMail:
    """An answer to be rendered once. `references` are the thread's Message-IDs, oldest first."""

    message: MessageId
    case: CaseId
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    text: str
    parts: tuple[MailPart, ...]
    references: tuple[str, ...]
    written_at: Instant
    author: str
