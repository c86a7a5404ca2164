"""A case opened: what was said, with whom, and what is known around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from whenever import Instant

from console.domain.backlog import CaseSummary
from console.domain.cases import DeliveryState, MessageKind
from console.domain.escalations import Standing
from console.domain.history import Happening
from console.domain.ids import AttachmentId, MessageId, OutboxId, PersonId
from console.domain.mail import Address, AutoKind
from console.domain.shops import ShopCard


@dataclass(frozen=True)
class Attachment:
    """A file that came or went with a message. `name` is foreign text."""

    id: AttachmentId
    name: str
    content_type: str
    content_id: str
    is_inline: bool
    size: int
    sha256: str


@dataclass(frozen=True)
class Said:
    """One message. `no` orders messages of the same instant; `text` is the whole of it."""

    no: int
    id: MessageId
    kind: MessageKind
    at: Instant
    author: PersonId | None
    author_name: str
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    text: str
    visible_text: str
    has_html: bool
    attachments: tuple[Attachment, ...]
    delivery: DeliveryState | None
    delivery_text: str
    outbox: OutboxId | None
    auto: AutoKind
    problem: str
    is_withdrawn: bool
    delivery_at: Instant | None = None
    """Since when its delivery is as it is; of one that was accepted, when that was."""


class EntryKind(IntEnum):
    """What stands in a timeline; at the same instant, what was said comes first."""

    SAID = 0
    HAPPENED = 1


@dataclass(frozen=True, order=True)
class TimelinePlace:
    """Where an entry stands in its timeline. Instants alone do not tell entries apart."""

    at: Instant
    kind: EntryKind
    no: int


def place_of(entry: Said | Happening) -> TimelinePlace:
    """Where it stands: timelines are read in this order."""
    if isinstance(entry, Said):
        return TimelinePlace(entry.at, EntryKind.SAID, entry.no)
    return TimelinePlace(entry.at, EntryKind.HAPPENED, entry.seq)


@dataclass(frozen=True)
class TimelinePage:
    """A stretch of a case's timeline, oldest first. `earlier` is where to go on, or None."""

    entries: tuple[Said | Happening, ...]
    earlier: TimelinePlace | None


@dataclass(frozen=True, slots=True)
class Known:
    """How far a timeline is known: its last message and event by number, and the messages of which
    more will be heard.
    """

    message: int
    event: int
    unsettled: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Newer:
    """What came to a timeline. `seen` is the last event that it contains (the fence)."""

    entries: tuple[Said | Happening, ...]
    seen: int


@dataclass(frozen=True)
class OpenCase:
    """Everything that the case screen shows. `seen` is the last event it contains (the fence)."""

    summary: CaseSummary
    seen: int
    shop: ShopCard | None
    reply_to: tuple[Address, ...]
    reply_cc: tuple[Address, ...]
    page: TimelinePage
    attachments: tuple[Attachment, ...]
    earlier_cases: tuple[CaseSummary, ...]
    escalations: tuple[Standing, ...] = ()
    """All there ever were, oldest first."""


_SETTLED = (None, DeliveryState.ACCEPTED, DeliveryState.WITHDRAWN)


def known_of(entries: Iterable[Said | Happening]) -> Known:
    """How far these entries go."""
    said, happened = [], [0]
    for entry in entries:
        if isinstance(entry, Said):
            said.append(entry)
        else:
            happened.append(entry.seq)
    unsettled = tuple(one.no for one in said if one.delivery not in _SETTLED)
    return Known(max((one.no for one in said), default=0), max(happened), unsettled)


def with_newer(page: TimelinePage, newer: Iterable[Said | Happening]) -> TimelinePage:
    """The page with what came to it; what lies before it stays on the pages before."""
    entries = {_name(entry): entry for entry in page.entries}
    for entry in newer:
        if page.earlier is None or place_of(entry) >= page.earlier:
            entries[_name(entry)] = entry
    return TimelinePage(tuple(sorted(entries.values(), key=place_of)), page.earlier)


def _name(entry: Said | Happening) -> tuple[EntryKind, int]:
    place = place_of(entry)
    return place.kind, place.no
