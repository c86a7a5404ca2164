"""Words of mails made fit to store and to show, and put right where they were encoded twice."""

from __future__ import annotations

import re

from console.domain.storable_text import one_line, storable

__all__ = ["mended", "one_line", "storable"]

_TWICE_ENCODED = re.compile("Ã[¦¸¥†˜…\x86\x98\x85©¤¶]")


def mended(text: str) -> str:
    """Text that was UTF-8, read as Latin-1 and encoded again ("Ã¦"), as it was meant.

    Only when the whole text turns back; a text that merely contains "Ã" is left alone.
    """
    if not _TWICE_ENCODED.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text
