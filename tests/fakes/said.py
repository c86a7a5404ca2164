"""What was said and what happened in a case; what a test does not care about is filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fakes.clock import MONDAY_MORNING
from whenever import Instant

from console.domain.cases import MessageKind
from console.domain.conversation import Attachment, Said
from console.domain.history import Happening
from console.domain.ids import AttachmentId, MessageId, PersonId, new_uuid
from console.domain.mail import Address, AutoKind

_MAIL = Said(
    no=1,
    id=MessageId(new_uuid()),
    kind=MessageKind.MAIL_IN,
    at=MONDAY_MORNING,
    author=None,
    author_name="",
    sender=Address("kari@fjellsport.no", "Kari Nordmann"),
    to=(Address("kundeservice@mystore.no"),),
    cc=(),
    subject="Frakt",
    text="Hei, hva koster frakten?",
    visible_text="Hei, hva koster frakten?",
    has_html=False,
    attachments=(),
    delivery=None,
    delivery_text="",
    outbox=None,
    auto=AutoKind.PERSON,
    problem="",
    is_withdrawn=False,
)


def mail_in(**fields: Any) -> Said:
    """Kari writes on Monday morning."""
    return replace(_MAIL, **fields)


def mail_out(**fields: Any) -> Said:
    """Jonas answers Kari."""
    plain = {
        "kind": MessageKind.MAIL_OUT,
        "author": PersonId(2),
        "author_name": "Jonas Tveit",
        "sender": Address(""),
        "to": (Address("kari@fjellsport.no", "Kari Nordmann"),),
    }
    return mail_in(**{**plain, **fields})


def note(**fields: Any) -> Said:
    """Jonas writes a note to his colleagues."""
    text = fields.get("text", "Ringte henne.")
    plain = {"kind": MessageKind.NOTE, "to": (), "text": text, "visible_text": text}
    return mail_out(**{**plain, **fields})


def happened(kind: str, at: Instant = MONDAY_MORNING, **fields: Any) -> Happening:
    """Something that Jonas did in the case."""
    plain = Happening(1, kind, at, PersonId(2), "Jonas Tveit")
    return replace(plain, **fields)


def attachment(name: str, content_type: str = "image/png", size: int = 4_200) -> Attachment:
    """A file that came with a message."""
    return Attachment(AttachmentId(new_uuid()), name, content_type, "", False, size, "0" * 64)
