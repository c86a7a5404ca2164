"""Subjects of mail: the bare words, and the answer's."""

from __future__ import annotations

import re

_PREFIX = re.compile(r"^\s*((sv|vs|re|fw|fwd|aw|antw|videresendt|svar)\s*(\[\d+\])?\s*:\s*)+", re.I)


def bare_subject(subject: str) -> str:
    """The subject without "SV:", "VS:", "Re:" and the like, white space folded."""
    return " ".join(_PREFIX.sub("", subject).split())


def reply_subject(subject: str) -> str:
    """The subject of an answer: "SV: " once, before the bare subject."""
    return f"SV: {bare_subject(subject)}".rstrip()


def snippet(text: str, length: int = 160) -> str:
    """The first words of a text on one line, for a row."""
    line = " ".join(text.lstrip()[: length * 4].split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
