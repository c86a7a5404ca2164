"""What a mail says and carries: its text, its HTML made safe, its attachments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message

from console.channels.mail.protocol import caps, tree
from console.channels.mail.protocol.charsets import decoded
from console.channels.mail.protocol.headers import read_headers, words
from console.channels.mail.protocol.html import cleaned
from console.channels.mail.protocol.text import mended, one_line, storable
from console.channels.mail.protocol.tnef import unpacked
from console.domain.mail import MailPart

_BLANK_LINES = re.compile(r"\n{4,}")
_TYPE = re.compile(r"[a-z0-9.+_-]{1,60}/[a-z0-9.+_-]{1,100}")


@dataclass(frozen=True)
class Body:
    """The readable content of a mail: `text` always, `html` safe to show or empty."""

    text: str
    html: str
    parts: tuple[MailPart, ...]


def read_body(message: Message) -> Body:
    """Text, HTML and attachments of a parsed mail."""
    plain: list[str] = []
    rich: list[str] = []
    parts: list[MailPart] = []
    for leaf in tree.leaves(message):
        kind = _body_kind(leaf)
        if kind == "text/plain":
            plain.append(_text_of(leaf))
        elif kind == "text/html":
            rich.append(_text_of(leaf)[: caps.HTML_CHARS])
        else:
            parts.extend(unpacked(_attachment(leaf)))
    html = cleaned("<hr>".join(rich))
    text = _joined(plain) or text_of_html(html)
    return Body(text=text[: caps.TEXT_CHARS], html=html, parts=tuple(parts))


def text_of_html(html: str) -> str:
    """What a person would read in cleaned HTML, as plain text."""
    if not html:
        return ""
    from inscriptis import get_text  # noqa: PLC0415

    # Break points were put into long tokens for the window; they are not the customer's words.
    text = str(get_text(html)).replace("\u200b", "")
    lines = (line.rstrip() for line in storable(text).split("\n"))
    return _BLANK_LINES.sub("\n\n\n", "\n".join(lines)).strip("\n")


def _body_kind(leaf: Message) -> str:
    kind = leaf.get_content_type()
    if kind not in ("text/plain", "text/html"):
        return ""
    is_file = leaf.get_content_disposition() == "attachment" or _file_name(leaf)
    return "" if is_file else kind


def _text_of(leaf: Message) -> str:
    data = tree.content(leaf)
    text = decoded(data[: caps.TEXT_CHARS * 4], _parameter(leaf, "charset"))
    return storable(mended(text[: caps.TEXT_CHARS]))


def _joined(texts: Iterable[str]) -> str:
    said = [t.rstrip("\n") for t in texts if t.strip()]
    return "\n\n".join(said)


def _attachment(leaf: Message) -> MailPart:
    kind = leaf.get_content_type()
    content_id = one_line(str(leaf.get("Content-ID", "")), 250).strip("<> ")
    return MailPart(
        name=_file_name(leaf) or _name_of_nested(leaf),
        content_type=kind if _TYPE.fullmatch(kind) else "application/octet-stream",
        content=tree.content(leaf),
        content_id=content_id,
        is_inline=bool(content_id) and leaf.get_content_disposition() != "attachment",
    )


def _file_name(leaf: Message) -> str:
    """The name as the sender wrote it (RFC 2231 or 2047), fit to store; may be empty."""
    name = _parameter(leaf, "filename", "content-disposition") or _parameter(leaf, "name")
    # The order of characters stays as sent: who shows the name also shows what reorders it.
    text = words(name, caps.WORDS_CHARS) if "=?" in name else name
    return _storable_name(text)[:255]


def _storable_name(name: str) -> str:
    kept = re.sub("[\x00-\x1f\x7f-\x9f]+", " ", name)
    return re.sub("[\ud800-\udfff]", "\ufffd", kept).strip()


def _name_of_nested(leaf: Message) -> str:
    if leaf.get_content_type() != "message/rfc822" or not leaf.is_multipart():
        return ""
    inner = leaf.get_payload(0)
    subject = read_headers(inner).first("subject") if isinstance(inner, Message) else ""
    return f"{subject[:100]}.eml" if subject else "melding.eml"


def _parameter(leaf: Message, name: str, header: str = "content-type") -> str:
    """A parameter of a structure field as text, whatever was written there."""
    try:
        value = leaf.get_param(name, "", header)
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    if isinstance(value, tuple):
        charset, _, text = value
        return decoded(str(text).encode("latin-1", "replace"), charset or "utf-8")
    return str(value or "")
