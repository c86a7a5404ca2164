"""Who rings at whom, from a look at all the channels that an exchange has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.names import caller_of
from console.channels.phone.protocol.telephones import base_of, extension_of, interface_of
from console.domain.phone_account import PhoneSettings

_DIALLED, _DIALS = ("AppQueue", "AppDial"), ("Queue", "Dial")
"""What an exchange says that a channel which rings does, and one that waits for it."""


@dataclass(frozen=True, slots=True)
class Ringing:
    """Somebody for whom telephones of ours ring. `rings`: channel's Uniqueid and telephone."""

    uniqueid: str
    channel: str
    linkedid: str
    number: str
    name: str
    rings: tuple[tuple[str, str], ...]
    is_put_through: bool


def ringing(
    channels: Sequence[Message], ours: Collection[str], settings: PhoneSettings
) -> list[Ringing]:
    """Those for whom the telephones `ours` ring, or one that somebody was put through to."""
    legs: dict[str, list[Message]] = defaultdict(list)
    for channel in channels:
        is_dialled = channel.get("Application") in _DIALLED and not channel.get("BridgeId")
        if is_dialled and channel.get("ChannelStateDesc") == "Ringing":
            legs[channel.get("Linkedid")].append(channel)
    found = [
        _ringing(one, legs[one.get("Linkedid")], ours, settings)
        for one in channels
        if one.get("Application") in _DIALS
        and not one.get("BridgeId")
        and not interface_of(one.get("Channel"), ours)
        and one.get("Linkedid") in legs
    ]
    return [one for one in found if one.rings]


def is_put_through(channel: Message, settings: PhoneSettings) -> bool:
    """Whether it is where callers go whom one of us takes, or who are handed on."""
    return bool(settings.take_context) and channel.get("Context") == settings.take_context


def taker(caller: Message, other: Message) -> str:
    """The telephone in no queue that somebody was put through to: its extension was dialled."""
    interface = base_of(other.get("Channel"))
    return interface if extension_of(interface) == caller.get("Exten") else ""


def _ringing(
    caller: Message, legs: Sequence[Message], ours: Collection[str], settings: PhoneSettings
) -> Ringing:
    number, name = caller_of(caller)
    was_put_through = is_put_through(caller, settings)
    rings = (
        (
            leg.get("Uniqueid"),
            interface_of(leg.get("Channel"), ours)
            or (taker(caller, leg) if was_put_through else ""),
        )
        for leg in legs
    )
    return Ringing(
        uniqueid=caller.get("Uniqueid"),
        channel=caller.get("Channel"),
        linkedid=caller.get("Linkedid"),
        number=number,
        name=name,
        rings=tuple((uniqueid, interface) for uniqueid, interface in rings if interface),
        is_put_through=was_put_through,
    )
