"""The desk's timeline entries put into the words and offers of the timeline widget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from enum import StrEnum

from PySide6.QtGui import QImage

from console.desk import entries as desk
from console.domain.language import tr
from console.widgets import timeline_entry as widget


class Asked(StrEnum):
    """What an entry offers below it; the value is the offer's key."""

    SEND_AGAIN = "send_again"
    SETTLE = "settle"
    SAVE_ORIGINAL = "save_original"
    TAKE_BACK = "take_back"


_KINDS = {
    desk.EntryKind.DAY: widget.EntryKind.DAY,
    desk.EntryKind.MAIL_IN: widget.EntryKind.MAIL_IN,
    desk.EntryKind.MAIL_OUT: widget.EntryKind.MAIL_OUT,
    desk.EntryKind.CHAT_IN: widget.EntryKind.BUBBLE_IN,
    desk.EntryKind.CHAT_OUT: widget.EntryKind.BUBBLE_OUT,
    desk.EntryKind.NOTE: widget.EntryKind.NOTE,
    desk.EntryKind.EVENT: widget.EntryKind.EVENT,
}
_STATES = {
    desk.Tone.CALM: widget.StateKind.QUIET,
    desk.Tone.SOON: widget.StateKind.SOON,
    desk.Tone.LATE: widget.StateKind.LATE,
}


def timeline_words() -> widget.TimelineWords:
    return widget.TimelineWords(
        name=tr("Samtalen i saken"),
        save=tr("Lagre vedlegget"),
        open=tr("Åpne vedlegget"),
        copy=tr("Kopier"),
        copy_link=tr("Kopier lenken"),
        rest=tr("Vis hele teksten"),
    )


def widget_entries(
    entries: Iterable[desk.Entry], pictures: Mapping[str, QImage], unfolded: Set[str]
) -> list[widget.Entry]:
    """Entries to paint; `pictures` by SHA-256, `unfolded` the keys whose hidden text is shown."""
    return [_entry(entry, pictures, entry.key in unfolded) for entry in entries]


def attachment_size_text(file: desk.FileLine) -> str:
    """The size, and that it is not opened here when it may run something."""
    if file.is_dangerous:
        return tr("{size} · kan kjøre programmer, åpnes ikke her", size=file.size_text)
    return file.size_text


def _entry(entry: desk.Entry, pictures: Mapping[str, QImage], is_unfolded: bool) -> widget.Entry:
    match entry.kind:
        case desk.EntryKind.DAY:
            return widget.Entry(entry.key, widget.EntryKind.DAY, entry.body)
        case desk.EntryKind.EVENT:
            return _event(entry)
        case desk.EntryKind.CHAT_IN | desk.EntryKind.CHAT_OUT:
            return _line(entry, pictures, is_unfolded)
        case _:
            return _message(entry, pictures, is_unfolded)


def _event(entry: desk.Entry) -> widget.Entry:
    words = entry.meta[:1].lower() + entry.meta[1:] if entry.who else entry.meta
    return widget.Entry(
        key=entry.key,
        kind=widget.EntryKind.EVENT,
        who=entry.who,
        meta=words,
        time=entry.time_text,
        icon=_event_icon(entry),
        state=entry.state_text,
        state_kind=_STATES[entry.tone],
        offers=_offers(entry),
    )


def _event_icon(entry: desk.Entry) -> str:
    return entry.icon or ("user" if entry.who else "clock")


def _message(entry: desk.Entry, pictures: Mapping[str, QImage], is_unfolded: bool) -> widget.Entry:
    return widget.Entry(
        key=entry.key,
        kind=_KINDS[entry.kind],
        who=entry.who,
        meta=entry.meta,
        time=entry.time_text,
        body=entry.hidden if is_unfolded else entry.body,
        attachments=tuple(_attachment(file, pictures) for file in entry.files),
        state=_state(entry),
        state_kind=widget.StateKind.LATE if entry.problem else _STATES[entry.tone],
        hidden_text=_hidden_text(entry, is_unfolded),
        formatted_text=tr("Vis formatert") if entry.has_html else "",
        offers=_offers(entry),
        quiet_body=entry.is_withdrawn,
    )


def _line(entry: desk.Entry, pictures: Mapping[str, QImage], is_unfolded: bool) -> widget.Entry:
    """A line of a chat. What became of ours stands beside it, with who of us said it; one of
    unknown fate asks something, and takes the room of a letter.
    """
    made = _message(entry, pictures, is_unfolded)
    if entry.undecided is not None:
        return replace(made, kind=widget.EntryKind.MAIL_OUT)
    if entry.kind is desk.EntryKind.CHAT_IN:
        return made
    beside = (entry.who, entry.state_text or entry.time_text)
    return replace(made, time=" · ".join(part for part in beside if part), state="")


def _attachment(file: desk.FileLine, pictures: Mapping[str, QImage]) -> widget.Attachment:
    return widget.Attachment(
        id=str(file.id),
        name=file.name,
        size_text=attachment_size_text(file),
        thumbnail=pictures.get(file.sha256) if file.is_picture else None,
    )


def _state(entry: desk.Entry) -> str:
    if entry.problem:
        return tr(
            "Denne e-posten kunne ikke leses ({reason}); originalen er tatt vare på",
            reason=entry.problem,
        )
    return entry.state_text


def _hidden_text(entry: desk.Entry, is_unfolded: bool) -> str:
    if not entry.hidden:
        return ""
    return tr("Skjul tidligere meldinger") if is_unfolded else tr("Tidligere meldinger skjult")


def _offers(entry: desk.Entry) -> tuple[widget.Offer, ...]:
    if entry.problem:
        return (widget.Offer(Asked.SAVE_ORIGINAL.value, tr("Lagre originalen")),)
    if entry.unsent is not None:
        return (widget.Offer(Asked.TAKE_BACK.value, tr("Ta tilbake")),)
    if entry.undecided is None:
        return ()
    return (
        widget.Offer(Asked.SEND_AGAIN.value, tr("Send en gang til")),
        widget.Offer(Asked.SETTLE.value, tr("Den kom frem")),
    )
