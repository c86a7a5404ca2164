"""Words from outside made fit to store and to show: no controls, no surrogates, no reordering."""

from __future__ import annotations

import re

COMBINING_MARKS = 8
"""At most so many marks are piled on one letter."""

# NUL and lone surrogates: PostgreSQL's text refuses both.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_COMBINING = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILED = re.compile(f"([{_COMBINING}]{{{COMBINING_MARKS}}})[{_COMBINING}]+")


def storable(text: str) -> str:
    """Text for the store: lines end in \\n, no controls but tab, nothing reorders what is read.

    Bidi marks that only hint (LRM, RLM) stay; overrides, embeddings and isolates go: they make a
    text read other than it is written.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    text = _SURROGATES.sub("\ufffd", _UNFIT.sub("", text))
    return _PILED.sub(r"\1", _REORDERING.sub("", text))


def one_line(text: str, limit: int) -> str:
    """Text for a header or a label: storable, white space folded, at most `limit` characters."""
    return " ".join(storable(text[: limit * 8]).split())[:limit].strip()
