"""Bytes to a tree of parts, with the caps inside the parser: fields, their length, depth, number.

The library's parser reads structure fields in squared time, compares every line with every open
boundary, and recurses at each level; so it is stopped while it reads, not asked afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email._policybase import Compat32
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from typing import Any

from console.channels.mail.protocol import caps
from console.channels.mail.protocol.charsets import eight_bit
from console.domain.language import tr

_STRUCTURE = frozenset({"content-type", "content-disposition", "content-transfer-encoding"})


class _TooComplex(Exception):
    """More parts, or deeper, than mail has."""


@dataclass(frozen=True)
class Tree:
    """A mail as the parser saw it; `problem` says what was left unread, for a person."""

    message: Message
    problem: str = ""


def grow(raw: bytes) -> Tree:
    """The parts of a mail; only its header where the whole is too big or too complex."""
    if len(raw) > caps.MAIL_BYTES:
        reason = tr(
            "E-posten er større enn {mb} MB. Bare hodet er lest.", mb=caps.MAIL_BYTES // 10**6
        )
        return header_of(raw[: caps.MAIL_BYTES // 10], reason)
    try:
        if raw.count(b"\n") <= caps.LINES:
            return Tree(_Parts().parse(raw))
    except (_TooComplex, RecursionError):
        pass
    return header_of(raw, tr("E-posten er for innviklet bygd. Bare hodet er lest."))


def header_of(raw: bytes, problem: str) -> Tree:
    """Only the header of a mail; everything after it is one stretch of text."""
    return Tree(BytesHeaderParser(_Parts().make, policy=_POLICY).parsebytes(raw), problem)


def leaves(message: Message) -> Iterator[Message]:
    """The parts with content, in order; a mail inside the mail is one part."""
    if message.get_content_maintype() != "multipart" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        # A multipart whose boundary never occurs has text where parts should be.
        if isinstance(part, Message):
            yield from leaves(part)


def content(part: Message) -> bytes:
    """The bytes of a leaf, transfer encoding undone; a mail inside the mail as its own bytes."""
    try:
        if part.is_multipart():
            inner = [p for p in part.get_payload() if isinstance(p, Message)]
            return b"\r\n".join(p.as_bytes(policy=_AS_SENT) for p in inner)
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        data = None
    if isinstance(data, bytes):
        return data
    return str(part.get_payload()).encode("utf-8", "surrogateescape")


class _CappedPolicy(Compat32):
    """The library's forgiving policy, with fields cut to length before anything reads them."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        structure = name.lower() in _STRUCTURE
        return name, value[: caps.STRUCTURE_HEADER_CHARS if structure else caps.HEADER_CHARS]

    def header_fetch_parse(self, name: str, value: str) -> str:
        # The library would replace raw 8-bit letters, which file names often have.
        return eight_bit(value)


_POLICY = _CappedPolicy(mangle_from_=False)
_AS_SENT = _CappedPolicy(mangle_from_=False, max_line_length=None, linesep="\r\n")


class _Part(Message):
    """A part that knows how deep it lies and refuses more fields than mail has."""

    depth = 0

    def set_raw(self, name: str, value: Any) -> None:
        if len(self._headers) < caps.HEADERS:  # type: ignore[attr-defined]
            super().set_raw(name, value)

    def attach(self, payload: Any) -> None:
        payload.depth = self.depth + 1
        if payload.depth > caps.DEPTH:
            raise _TooComplex
        super().attach(payload)


class _Parts:
    """Counts the parts of one mail while they are made."""

    def __init__(self) -> None:
        self._made = 0

    def parse(self, raw: bytes) -> Message:
        return BytesParser(self.make, policy=_POLICY).parsebytes(raw)

    def make(self, policy: Any = _POLICY) -> _Part:
        self._made += 1
        if self._made > caps.PARTS:
            raise _TooComplex
        return _Part(policy=policy)
