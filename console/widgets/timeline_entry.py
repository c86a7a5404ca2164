"""What a case's timeline is made of: finished entries, from day lines to mail and notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from console.widgets.badge import Badge

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)


class EntryKind(StrEnum):
    """What an entry is; its place, ground and icon follow."""

    DAY = "day"
    MAIL_IN = "mail_in"
    MAIL_OUT = "mail_out"
    BUBBLE_IN = "bubble_in"
    BUBBLE_OUT = "bubble_out"
    NOTE = "note"
    EVENT = "event"


class StateKind(StrEnum):
    """How the line that tells what became of our message is coloured."""

    QUIET = "quiet"
    GOOD = "good"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True)
class Attachment:
    """A document of an entry: shown as a picture where there is one, else as its name."""

    id: str
    name: str
    size_text: str = ""
    thumbnail: QImage | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Offer:
    """A word below an entry that asks for something (`offer_requested` bears its key)."""

    key: str
    text: str


@dataclass(frozen=True)
class Entry:
    """One entry, finished for drawing; everything foreign in it is plain text.

    `who` is the strong start of the head line, `meta` its quiet rest, `time` stands at the right
    (beside a bubble). `quiet_body` greys the body (event lines). `state` tells what became of our
    message ("sendt 10:42"). `hidden_text` is the offer to show what was trimmed away,
    `formatted_text` the offer to show the message as it was designed; empty means no offer.
    `offers` are what else can be done with it.
    `icon` replaces the kind's icon on the spine.
    """

    key: str
    kind: EntryKind
    who: str = ""
    meta: str = ""
    time: str = ""
    body: str = ""
    badge: Badge | None = None
    attachments: tuple[Attachment, ...] = ()
    state: str = ""
    state_kind: StateKind = StateKind.QUIET
    hidden_text: str = ""
    formatted_text: str = ""
    offers: tuple[Offer, ...] = ()
    icon: str = ""
    quiet_body: bool = False

    @property
    def spoken(self) -> str:
        """The whole entry for a screen reader."""
        names = [attachment.name for attachment in self.attachments]
        parts = [self.who, self.meta, self.time, self.body, *names, self.state]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class TimelineWords:
    """The words the timeline itself needs, handed in finished.

    `rest` offers the whole of a message that is too long to lay out in the window.
    """

    name: str = ""
    save: str = ""
    open: str = ""
    copy: str = ""
    copy_link: str = ""
    rest: str = ""
