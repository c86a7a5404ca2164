"""Tooltips of foreign text: Qt reads what looks like markup as markup; this shows it as written."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """Text for `setToolTip` that is shown letter by letter, whatever it holds."""
    if "<" not in text:
        return text
    lines = "<br>".join(escape(line) for line in text.splitlines())
    return f"<qt>{lines}</qt>"
