"""Mails as they come in, with everything a test does not care about filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fakes.clock import MONDAY_MORNING

from console.domain.mail import Address, AutoKind, IncomingMail

KARI = Address("kari@fjellsport.no", "Kari Nordmann")

_PLAIN = IncomingMail(
    remote_id="",
    message_id="",
    raw=b"",
    received_at=MONDAY_MORNING,
    sent_at=None,
    sender=KARI,
    reply_to=None,
    to=(Address("kundeservice@mystore.no"),),
    cc=(),
    subject="Frakt til Svalbard",
    text="Hei, hva koster frakten?",
    visible_text="Hei, hva koster frakten?",
    html="",
    parts=(),
    in_reply_to="",
    references=(),
    case_tag=None,
    auto=AutoKind.PERSON,
)


def mail(name: str, **fields: Any) -> IncomingMail:
    """A mail called `name`: its remote id, Message-ID and bytes follow from that."""
    named = {
        "remote_id": f"INBOX/7/{name}",
        "message_id": message_id(name),
        "raw": f"Subject: {name}\r\n\r\n".encode(),
    }
    return replace(_PLAIN, **{**named, **fields})


def message_id(name: str) -> str:
    """The Message-ID of the mail with that name."""
    return f"<{name}@fjellsport.no>"
