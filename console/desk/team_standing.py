"""What somebody does just now: what goes on at their desk first, then what they say of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from console.desk.live_floor import LiveFloor
from console.domain.availability import Availability, Channel, Readiness
from console.domain.calls import Call, CallState
from console.domain.chats import ChatState
from console.domain.ids import PersonId
from console.domain.language import tr


class Standing(StrEnum):
    """What one does in a channel, or altogether. off: not in the channel at all."""

    IN_CALL = "in_call"
    RINGING = "ringing"
    WRAP_UP = "wrap_up"
    READY = "ready"
    PAUSE = "pause"
    OFF = "off"


OF_READINESS = {
    Readiness.READY: Standing.READY,
    Readiness.WRAP_UP: Standing.WRAP_UP,
    Readiness.PAUSE: Standing.PAUSE,
    Readiness.OFF: Standing.OFF,
}


@dataclass(frozen=True, slots=True)
class Ringing:
    """A call or a chat that rings for somebody; `until` is when it goes on to others, if known."""

    channel: Channel
    until: Instant | None


def channel_name(channel: Channel) -> str:
    """What a channel is called."""
    names = {
        Channel.CHAT: tr("Chat"),
        Channel.TELEPHONE: tr("Telefon"),
        Channel.MAIL: tr("E-post"),
    }
    return names[channel]


def standing_name(standing: Standing) -> str:
    """One word for it."""
    names = {
        Standing.IN_CALL: tr("I samtale"),
        Standing.RINGING: tr("Ringer"),
        Standing.WRAP_UP: tr("Etterarbeid"),
        Standing.READY: tr("Klar"),
        Standing.PAUSE: tr("Pause"),
        Standing.OFF: tr("Ikke på"),
    }
    return names[standing]


def standing_words(standing: Standing, said: Availability | None) -> str:
    """The same, and why, where somebody pauses or their telephone is gone: "Pause · møte"."""
    words = standing_name(standing)
    if standing not in (Standing.PAUSE, Standing.OFF) or said is None:
        return words
    if said.reason.casefold() in ("", words.casefold()):
        return words
    return tr("{state} · {reason}", state=words, reason=said.reason)


def said_by(floor: LiveFloor, person: PersonId) -> dict[Channel, Availability]:
    """What somebody has said of each channel; a channel of which nothing was said is missing."""
    return {each.channel: each for each in floor.availability if each.person == person}


def call_of(floor: LiveFloor, person: PersonId) -> Call | None:
    """The call that somebody is in, or has dialled."""
    talking = (
        call
        for call in floor.calls.values()
        if (call.state is CallState.TALKING and call.answered_by == person)
        or (call.is_dialled and call.rung_to == person)
    )
    return next(talking, None)


def ringing_for(floor: LiveFloor, person: PersonId) -> Ringing | None:
    """What rings for somebody: a call first, else a chat that is offered."""
    for call in floor.calls.values():
        is_ringing = call.is_in_queue and call.state is CallState.RINGING
        if is_ringing and call.rung_to == person:
            return Ringing(Channel.TELEPHONE, None)
    for chat in floor.chats.values():
        offer = chat.offer
        if chat.state is ChatState.WAITING and offer is not None and offer.to == person:
            return Ringing(Channel.CHAT, offer.until)
    return None
