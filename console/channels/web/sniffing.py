"""What a file is, by its bytes: whatever it is called, and whatever it says of itself.

Five kinds of pictures and documents are taken, each known by how it must begin, and plain text.
Libraries that know hundreds of kinds guess; here whatever is not known for sure is refused.
"""

from __future__ import annotations

from urllib.parse import unquote

from console.domain.attachments import file_name, is_dangerous

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
TYPES = (*PICTURES, "application/pdf", "text/plain")

_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_TEXT_ENDINGS = ("txt", "csv", "log")
_TEXT_CONTROLS = b"\t\n\r\f"


class NotTaken(ValueError):
    """It is none of what is taken, or its name says that it runs."""


def content_type(content: bytes, name: str) -> str:
    """Raises NotTaken."""
    if is_dangerous(name):
        raise NotTaken(name)
    for beginning, found in _BEGINNINGS:
        if content.startswith(beginning):
            return found
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if name.rpartition(".")[2].lower() in _TEXT_ENDINGS and _is_text(content):
        return "text/plain"
    raise NotTaken(name)


def safe_name(told: str) -> str:
    """A name that may be shown and saved, from a percent-encoded one."""
    return file_name(unquote(told, errors="replace")) or "fil"


def _is_text(content: bytes) -> bool:
    """UTF-8 or Latin-1 letters, no controls, and no mark-up that somebody may come to open."""
    controls = bytes(set(range(32)) - set(_TEXT_CONTROLS)) + b"\x7f"
    if content.translate(None, controls) != content:
        return False
    return bool(content.strip()) and not content.lstrip(b"\xef\xbb\xbf \t\r\n\f").startswith(b"<")
