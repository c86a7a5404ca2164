"""Text that others wrote, made harmless for a spreadsheet, and drawable for a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Container

MISSING = "\N{WHITE SQUARE}"
"""Stands for a letter that the typeface lacks; the exact text is in the JSON file."""

_FORMULA = "=+-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}" + (
    "\N{FULLWIDTH COMMERCIAL AT}"
)


def neutral_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; rule in BILLING, Hand-over to accounting."""
    visible = text.lstrip(" \N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}")
    starts = visible[:1]
    is_risky = starts in _FORMULA if starts else False
    return f"'{text}" if is_risky or _is_control(starts) else text


def drawable(text: str, known: Container[int], longest: int) -> str:
    """One paragraph of letters that `known` holds, at most `longest` of them.

    Marks that steer (direction, joining, control) go; what cannot be drawn becomes a square.
    """
    flat = " ".join(unicodedata.normalize("NFC", text[: 4 * longest]).split())
    drawn = "".join(_drawn(letter, known) for letter in flat)
    return drawn if len(drawn) <= longest else drawn[: longest - 1].rstrip() + "…"


def _drawn(letter: str, known: Container[int]) -> str:
    if ord(letter) in known and not _is_control(letter):
        return letter
    # A mark upon a letter is lost with less harm than the letter's line.
    is_mark = unicodedata.category(letter) in ("Mn", "Me")
    return "" if is_mark or _is_control(letter) else MISSING


def _is_control(letter: str) -> bool:
    return bool(letter) and unicodedata.category(letter) in ("Cc", "Cf", "Cs")
