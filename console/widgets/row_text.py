"""What a row of a live list says, finished for drawing, and the roles a model gives it by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

from console.widgets.badge import Badge
from console.widgets.clock_ring import RingState

# Plain ints: an enum lookup inside data() costs more than the row itself.
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
DISPLAY_ROLE = int(Qt.ItemDataRole.DisplayRole)
ACCESSIBLE_ROLE = int(Qt.ItemDataRole.AccessibleTextRole)
TOOLTIP_ROLE = int(Qt.ItemDataRole.ToolTipRole)


class PresenceKind(StrEnum):
    """What a colleague does in a case."""

    READS = "reads"
    WRITES = "writes"


@dataclass(frozen=True)
class Presence:
    """Who is in a case: the name for the wide row, initials for the narrow."""

    text: str
    initials: str = ""
    kind: PresenceKind = PresenceKind.READS

    @property
    def icon(self) -> str:
        """An eye for who reads, a pencil for who writes."""
        return "pencil" if self.kind is PresenceKind.WRITES else "eye"


@dataclass(frozen=True)
class RowText:
    """One row.

    `who` is the strong line, `figure` what ends it (an amount), `what` the quiet line, `tail` a
    short quiet word at its end (a tracker's number), `clips` the count of attachments,
    `completeness` done of total, `right_text` the reason beside the small ring of a compact row,
    `whole` everything in one sentence for hover and screen reader. A group head has
    `is_group_head`, its words in `who` and its figure in `count`. The hairline is left out below
    the `last_in_group`.
    """

    key: str
    who: str
    what: str = ""
    badges: tuple[Badge, ...] = ()
    presence: Presence | None = None
    clips: int = 0
    completeness: tuple[int, int] | None = None
    tail: str = ""
    figure: str = ""
    ring: RingState | None = None
    right_text: str = ""
    whole: str = ""
    is_group_head: bool = False
    count: str = ""
    last_in_group: bool = False


def row_data(row: RowText, role: int) -> object:
    """What a model answers for a row: `data()` is this look-up."""
    if role == ROW_ROLE:
        return row
    if role in (DISPLAY_ROLE, ACCESSIBLE_ROLE):
        return row.whole or f"{row.who} {row.what or row.count}".strip()
    return None
