"""Header fields as text, addresses, ids and instants. Nothing here raises on what a sender wrote.

Fields are read raw and decoded here: the library's own decoding dies on charsets that do not
exist ("X-UNKNOWN", "iso-gb2312"), which real mail has.
"""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from whenever import Instant

from console.channels.mail.protocol import caps
from console.channels.mail.protocol.charsets import decoded, eight_bit
from console.channels.mail.protocol.text import mended, one_line
from console.domain.mail import Address

_FOLD = re.compile(r"\r?\n[ \t]*")
_ID = re.compile(r"<[^<>\s]{1,250}>")
_PLAIN_ADDRESS = re.compile(r"[^\s<>\",;:()\[\]\\@]{1,128}@[^\s<>\",;:()\[\]\\@]{1,255}")
_Q_WORD = re.compile(r"=\?[^?\s]{1,40}\?[qQ]\?[^?\s]{0,400}\?=")
_SPECIAL = re.compile(r'[,;:<>()"\[\]\\@]')
# The first mail was sent in 1971; anything before this is a broken clock.
_FIRST_DATE = Instant.from_utc(1990, 1, 1)
_CLOCK_AHEAD_HOURS = 48


@dataclass(frozen=True)
class Headers:
    """The header of one mail: lower-case names with their raw values, in order."""

    fields: tuple[tuple[str, str], ...]

    def raw(self, name: str) -> tuple[str, ...]:
        """Every value of a field, unfolded, not decoded."""
        return tuple(value for key, value in self.fields if key == name)

    def first(self, name: str) -> str:
        """The first value of a field, decoded to one line; empty when there is none."""
        return next((words(value, caps.SUBJECT_CHARS) for value in self.raw(name)), "")

    def has(self, name: str) -> bool:
        """Whether the field is there at all."""
        return any(key == name for key, _ in self.fields)

    def addresses(self, *names: str) -> tuple[Address, ...]:
        """The mailboxes of these fields, each once, in order."""
        found = (a for name in names for value in self.raw(name) for a in _addresses(value))
        return tuple(dict.fromkeys(found))[: caps.ADDRESSES]

    def ids(self, name: str) -> tuple[str, ...]:
        """Message-IDs of a field, with brackets: the oldest first, the newest kept at the cap."""
        found = (i for value in self.raw(name) for i in _ID.findall(one_line(value, len(value))))
        return tuple(dict.fromkeys(found))[-caps.REFERENCES :]

    def sent_at(self, received_at: Instant) -> Instant | None:
        """The Date field; None when it is missing, broken or absurd (received long before)."""
        value = next(iter(self.raw("date")), "")[:200]
        try:
            said = parsedate_to_datetime(value)
            # "-0000" comes back naive: UTC, from an unknown place (RFC 5322 3.3).
            moment = Instant(said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC))
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        latest = received_at.add(hours=_CLOCK_AHEAD_HOURS)
        return moment if _FIRST_DATE <= moment <= latest else None


def read_headers(message: Message) -> Headers:
    """The header of a parsed mail."""
    return Headers(
        tuple((name.lower(), _FOLD.sub(" ", str(value))) for name, value in message.raw_items())
    )


def words(value: str, limit: int) -> str:
    """A piece of header text, decoded (RFC 2047, or raw 8-bit), on one line."""
    value = value[: caps.WORDS_CHARS]
    try:
        pieces = decode_header(eight_bit(value)) if "=?" in value else [(eight_bit(value), None)]
    except (MessageError, Base64Error, ValueError):
        pieces = [(eight_bit(value), None)]
    text = "".join(_piece(piece, charset) for piece, charset in pieces)
    return one_line(mended(text), limit)


def _piece(piece: str | bytes, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if charset is None:
        # The library hands plain stretches between encoded words back this way.
        return piece.decode("raw-unicode-escape", "replace")
    return decoded(piece, charset)


def _addresses(value: str) -> Iterable[Address]:
    # RFC 2047 forbids a bare comma in an encoded name; programs write it all the same.
    value = _Q_WORD.sub(lambda w: _SPECIAL.sub(lambda c: f"={ord(c[0]):02X}", w[0]), value)
    try:
        pairs = getaddresses([value])
    except (ValueError, IndexError, RecursionError, AttributeError):
        pairs = []
    found = [a for name, address in pairs if (a := _address(name, address)) is not None]
    return found or [Address(a.lower()) for a in _PLAIN_ADDRESS.findall(value[: caps.WORDS_CHARS])]


def _address(name: str, address: str) -> Address | None:
    address = one_line(address, 400).lower()
    if not _PLAIN_ADDRESS.fullmatch(address):
        return None
    return Address(address, words(name, caps.NAME_CHARS))
