"""A case's timeline as finished text: days, messages, notes and quiet lines of what happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from uuid import uuid5

from whenever import Date, Instant

from console.data.pocket_unsent import UnsentAct
from console.desk.deed_words import deed_words
from console.desk.deeds import Deed, DeedKind, addresses
from console.desk.unsent import unsent_content
from console.desk.words import delivery_words, happening_words
from console.domain.attachments import display_name, is_dangerous
from console.domain.cases import DeliveryState, MessageKind
from console.domain.conversation import Attachment, Said
from console.domain.history import Happening
from console.domain.ids import ActId, AttachmentId, CaseId, MessageId, OutboxId
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.mail import Address, AutoKind, MailPart
from console.domain.people import Person
from console.domain.receipts import left_out
from console.domain.wording import clock_time, day_label, file_size


class EntryKind(StrEnum):
    DAY = "day"
    MAIL_IN = "mail_in"
    MAIL_OUT = "mail_out"
    CHAT_IN = "chat_in"
    CHAT_OUT = "chat_out"
    NOTE = "note"
    EVENT = "event"


class Tone(StrEnum):
    """How a state line is to be taken."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True)
class FileLine:
    """An attachment as people see it; `is_dangerous` files are named as such and not opened.

    `content_id` is what the message's own HTML calls it, or "".
    """

    id: AttachmentId
    name: str
    size_text: str
    content_type: str
    sha256: str
    is_picture: bool
    is_dangerous: bool
    content_id: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry of the timeline. `body` is plain text; `hidden` is what was trimmed from it."""

    key: str
    kind: EntryKind
    who: str = ""
    meta: str = ""
    time_text: str = ""
    body: str = ""
    hidden: str = ""
    files: tuple[FileLine, ...] = ()
    state_text: str = ""
    tone: Tone = Tone.CALM
    message: MessageId | None = None
    undecided: OutboxId | None = None
    has_html: bool = False
    problem: str = ""
    is_withdrawn: bool = False
    unsent: ActId | None = None
    """The act, where it waits on this machine for the store."""
    icon: str = ""
    """Of a happening that is more than who has the case; "" for one that is not."""


def timeline_entries(items: Iterable[Said | Happening], now: Instant) -> tuple[Entry, ...]:
    """Entries with a line between days, oldest first."""
    today = wall(now).date()
    entries: list[Entry] = []
    for date, of_day in groupby(items, key=lambda item: wall(item.at).date()):
        shown = [entry for item in of_day if (entry := _entry(item)) is not None]
        if shown:
            label = day_label(date, today)
            entries.append(Entry(day_key(date), EntryKind.DAY, body=label))
            entries += shown
    return tuple(entries)


def day_key(date: Date) -> str:
    """The key of the line above a day."""
    return f"day:{date.format_iso()}"


def _entry(item: Said | Happening) -> Entry | None:
    if isinstance(item, Happening):
        return _event(item)
    return _note(item) if item.kind is MessageKind.NOTE else _said(item)


def _event(event: Happening) -> Entry | None:
    if event.kind == "CaseOpened":
        return None
    return Entry(
        key=f"event:{event.seq}",
        kind=EntryKind.EVENT,
        who=event.actor_name,
        meta=happening_words(event),
        time_text=clock_time(event.at),
        icon="corner-up-right" if "target" in event.data else "",
    )


def _note(said: Said) -> Entry:
    return Entry(
        key=f"message:{said.id}",
        kind=EntryKind.NOTE,
        who=tr("Intern merknad"),
        meta=said.author_name,
        time_text=clock_time(said.at),
        body="" if said.is_withdrawn else said.text,
        files=() if said.is_withdrawn else file_lines(said.attachments),
        message=said.id,
        state_text=tr("tatt tilbake") if said.is_withdrawn else "",
        is_withdrawn=said.is_withdrawn,
    )


def _said(said: Said) -> Entry:
    """A mail, or a line of a chat."""
    is_in = said.kind in (MessageKind.MAIL_IN, MessageKind.CHAT_IN)
    return Entry(
        key=f"message:{said.id}",
        kind=EntryKind(said.kind.value),
        who=_sender(said) if is_in else said.author_name,
        meta=_meta(said),
        time_text=clock_time(said.at),
        body=said.visible_text,
        hidden=said.text if said.text.strip() != said.visible_text.strip() else "",
        files=file_lines(said.attachments),
        state_text=_state_text(said),
        tone=_tone(said),
        message=said.id,
        undecided=said.outbox if said.delivery in UNDECIDED else None,
        has_html=said.has_html,
        problem=said.problem,
        is_withdrawn=said.is_withdrawn,
    )


_OF_CHATS = (MessageKind.CHAT_IN, MessageKind.CHAT_OUT)

UNDECIDED = (DeliveryState.UNKNOWN, DeliveryState.REFUSED)


def _sender(said: Said) -> str:
    if said.kind is MessageKind.CHAT_IN:
        return said.sender.name or tr("Den besøkende")
    return said.sender.name or said.sender.address


def _meta(said: Said) -> str:
    if said.kind in _OF_CHATS:
        return ""
    if said.kind is MessageKind.MAIL_OUT:
        return tr("til {to}", to=_listed((*said.to, *said.cc)))
    programs = {
        AutoKind.OUT_OF_OFFICE: tr("automatisk svar"),
        AutoKind.BOUNCE: tr("returmelding"),
        AutoKind.BULK: tr("masseutsendelse"),
    }
    address = said.sender.address if said.sender.name else ""
    return " · ".join(p for p in (address, said.subject, programs.get(said.auto, "")) if p)


def _listed(addresses: tuple[Address, ...]) -> str:
    return ", ".join(address.address for address in addresses)


def _state_text(said: Said) -> str:
    if said.delivery is None:
        return ""
    if said.kind is MessageKind.CHAT_OUT and said.delivery is DeliveryState.REFUSED:
        return tr("kom ikke frem: {reason}", reason=said.delivery_text)
    return delivery_words(said.delivery, said.delivery_text, said.delivery_at or said.at)


def _tone(said: Said) -> Tone:
    if said.delivery in UNDECIDED:
        return Tone.LATE
    is_partly_sent = said.delivery is DeliveryState.ACCEPTED and left_out(said.delivery_text)
    return Tone.SOON if is_partly_sent or said.delivery is DeliveryState.DEFERRED else Tone.CALM


def file_lines(attachments: Iterable[Attachment]) -> tuple[FileLine, ...]:
    """Attachments in order, with names made safe to show."""
    return tuple(
        FileLine(
            id=file.id,
            name=display_name(file.name),
            size_text=file_size(file.size),
            content_type=file.content_type,
            sha256=file.sha256,
            is_picture=file.content_type in PICTURES,
            is_dangerous=is_dangerous(file.name),
            content_id=file.content_id,
        )
        for file in attachments
    )


PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""What is previewed; anything else from outside is shown as a file."""


def unsent_entries(waiting: Iterable[UnsentAct], case: CaseId, me: Person) -> tuple[Entry, ...]:
    """What waits in a case for the store, in the order it was made: the end of its timeline."""
    made = (_unsent(act, me) for act in waiting if act.case == case)
    return tuple(entry for entry in made if entry is not None)


def _unsent(act: UnsentAct, me: Person) -> Entry | None:
    kind = DeedKind(act.kind)
    deed = Deed(kind, act.case, act.arguments, act.parts)
    entry = Entry(
        key=f"unsent:{act.id}",
        kind=EntryKind.EVENT,
        who=me.name,
        meta=deed_words(kind),
        time_text=clock_time(act.written_at),
        state_text=tr("ikke sendt · venter på lageret"),
        tone=Tone.SOON,
        unsent=act.id,
    )
    if not deed.is_written:
        return entry if entry.meta else None
    is_note = kind is DeedKind.NOTE
    to = (*addresses(deed, "to"), *addresses(deed, "cc"))
    return replace(
        entry,
        kind=EntryKind.NOTE if is_note else EntryKind.MAIL_OUT,
        who=tr("Intern merknad") if is_note else me.name,
        meta=me.name if is_note else tr("til {to}", to=_listed(to)),
        body=deed.text,
        files=tuple(_unsent_file(act.id, no, part) for no, part in enumerate(act.parts)),
    )


def _unsent_file(act: ActId, no: int, part: MailPart) -> FileLine:
    """Its bytes lie in the pocket, under a name that is no hash (`Unsent.content`)."""
    return FileLine(
        id=AttachmentId(uuid5(act, str(no))),
        name=display_name(part.name),
        size_text=file_size(len(part.content)),
        content_type=part.content_type,
        sha256=unsent_content(act, no),
        is_picture=part.content_type in PICTURES,
        is_dangerous=is_dangerous(part.name),
    )
