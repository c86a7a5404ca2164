"""Bytes to messages, wherever the wire cuts them, and an action to bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from console.channels.phone.protocol.message import END_OF_LINE, Message

MOST_BYTES = 1 << 20
"""Of one message. What is longer is none that an exchange sends: it is dropped and counted."""
LINE_BYTES, MOST_LINES = 1024, 128
"""What an exchange reads of an action: a line with its end, and the lines."""

_END = b"\r\n\r\n"
_LINE = b"\r\n"
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Framer:
    """Takes bytes as they come. Only CR LF ends a line: a name may hold either alone."""

    def __init__(self) -> None:
        self.banner = ""
        self.messages = 0
        self.dropped = 0
        """Messages that had no end in sight."""
        self._buffer = bytearray()
        self._has_begun = False
        self._is_dropping = False

    def feed(self, data: bytes) -> list[Message]:
        """The messages that these bytes complete."""
        searched = max(0, len(self._buffer) - len(_END) + 1)
        self._buffer += data
        if not self._has_begun:
            self._begin()
            searched = 0
        if self._buffer.find(_END, searched) < 0:
            self._bound()
            return []
        *blocks, rest = bytes(self._buffer).split(_END)
        self._buffer = bytearray(rest)
        if self._is_dropping:
            self._is_dropping = False
            del blocks[0]
        self._bound()
        messages = [_message(block) for block in blocks if self._is_one(block)]
        self.messages += len(messages)
        return messages

    def _begin(self) -> None:
        """The exchange's greeting is one line, with no empty one after it."""
        line, end, rest = self._buffer.partition(_LINE)
        if not end:
            return
        self._has_begun = True
        if b": " not in line and len(line) <= MOST_BYTES:
            self.banner = _text(bytes(line))
            self._buffer = rest

    def _is_one(self, block: bytes) -> bool:
        if len(block) > MOST_BYTES:
            self.dropped += 1
            return False
        return bool(block.strip(_LINE))

    def _bound(self) -> None:
        """Forgets what has no end in sight, but for what may be the beginning of its end."""
        if len(self._buffer) < MOST_BYTES + len(_END):
            return
        self._has_begun = True
        self.dropped += not self._is_dropping
        self._is_dropping = True
        del self._buffer[: 1 - len(_END)]


def action(name: str, headers: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> bytes:
    """The bytes of an action. What somebody typed can end no line of it, and no line is longer
    than an exchange reads. Raises ValueError for more lines than it reads.
    """
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    lines = [_line(key, value) for key, value in (("Action", name), *pairs)]
    if len(lines) > MOST_LINES:
        raise ValueError(f"{len(lines)} lines in {name}: an exchange reads {MOST_LINES}")
    return b"".join(lines) + _LINE


def cut_bytes(text: str, most: int) -> str:
    """The text in at most so many bytes of UTF-8, cut between characters."""
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")


def _line(key: str, value: str) -> bytes:
    clean = f"{_CONTROLS.sub('', key)}: {_CONTROLS.sub(' ', value)}"
    return cut_bytes(clean, LINE_BYTES - len(_LINE)).encode() + _LINE


def _message(block: bytes) -> Message:
    return Message(END_OF_LINE + _text(block.strip(_LINE)))


def _text(raw: bytes) -> str:
    """UTF-8; a line that is none is Latin-1, as older telephones and exchanges write it."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return END_OF_LINE.join(_line_text(line) for line in raw.split(_LINE))


def _line_text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")
