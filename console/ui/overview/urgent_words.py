"""A row of the one list: as in its lane, with the sign of its channel before its marks."""

from __future__ import annotations

from dataclasses import replace

from console.desk.backlog_rows import BacklogRow
from console.domain.language import tr
from console.ui.models.row_words import row_text
from console.widgets.badge import Badge, BadgeKind
from console.widgets.row_text import RowText

_ICONS = {
    "chat": "message-circle",
    "call": "phone",
    "case": "mail",
    "escalation": "corner-up-right",
}


def urgent_text(row: BacklogRow) -> RowText:
    """The row, and by which channel somebody waits."""
    text, kind = row_text(row), row.key.partition(":")[0]
    if kind not in _ICONS:
        return text
    name = _name(kind)
    sign = Badge("", BadgeKind.PLAIN, _ICONS[kind], name)
    return replace(text, badges=(sign, *text.badges), whole=f"{name}: {text.whole}")


def _name(kind: str) -> str:
    names = {
        "chat": tr("Chat"),
        "call": tr("Telefon"),
        "case": tr("E-post"),
        "escalation": tr("Eskalering"),
    }
    return names[kind]
