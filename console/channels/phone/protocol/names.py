"""How an exchange writes names and numbers: escaped in what happens to channels, raw in lists."""

from __future__ import annotations

import re

from console.channels.phone.protocol.message import Message

_ESCAPED = re.compile(r"\\(.)")
_LETTERS = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "?": "?",
}
_WHOLE = re.compile("-?[0-9]{1,15}")
_NOTHING = ("unknown", "<unknown>")


def unescaped(text: str) -> str:
    r"""What was meant by the C escapes of a channel's event (`\"`, `\n`, `\\`)."""
    return _ESCAPED.sub(_meant, text) if "\\" in text else text


def told(text: str) -> str:
    """A name or number; empty where the exchange says that it has none."""
    return "" if text in _NOTHING else text


def caller_of(message: Message) -> tuple[str, str]:
    """Number and name of the caller, from an event about a channel. The name is exactly what was
    sent, so it may hold controls and ends of lines.
    """
    number, name = message.get("CallerIDNum"), message.get("CallerIDName")
    return told(unescaped(number)), told(unescaped(name))


def whole_number(text: str) -> int | None:
    """None for what is none: an exchange writes plain digits."""
    return int(text) if _WHOLE.fullmatch(text) else None


def _meant(found: re.Match[str]) -> str:
    return _LETTERS.get(found[1], found[0])
