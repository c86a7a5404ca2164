"""Mails written by hand, byte by byte, and the product's reading of them."""

from __future__ import annotations

from whenever import Instant

from console.channels.mail.protocol.parse import Fetched, parse
from console.domain.mail import IncomingMail

SECRET = b"a key for tests only"
OWN = "kundeservice@mystore.no"
RECEIVED = Instant.from_utc(2026, 3, 3, 10, 0)
_HEAD = (
    b"From: Kari <kari@butikk.no>\r\nTo: kundeservice@mystore.no\r\nMessage-ID: <1@butikk.no>\r\n"
)


def read(raw: bytes) -> IncomingMail:
    """The mail as the product reads it."""
    return parse(raw, Fetched("INBOX/1/7", RECEIVED), SECRET, OWN)


def letter(body: bytes = b"Hei\r\n", *headers: bytes, content: bytes = b"text/plain") -> bytes:
    """A mail with these further headers, the content type, and the body as given."""
    further = b"".join(h + b"\r\n" for h in headers)
    return _HEAD + further + b"Content-Type: " + content + b"\r\n\r\n" + body
