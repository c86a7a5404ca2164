"""Who talks to whom, from a look at all the channels that an exchange has (CoreShowChannels)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from whenever import Instant

from console.channels.phone.protocol.exchange import ExchangeState
from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.names import caller_of, unescaped
from console.channels.phone.protocol.ringing import Ringing, is_put_through, ringing, taker
from console.channels.phone.protocol.telephones import interface_of
from console.domain.live_news import CallSeen
from console.domain.phone_account import PhoneSettings

_DURATION = re.compile(r"(\d{1,4}):(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Conversation:
    """Somebody on the line with one of us. The channel is the caller's, or that of the telephone
    which one of us dialled from; `leg` is the channel of ours.
    """

    uniqueid: str
    channel: str
    linkedid: str
    queue: str
    number: str
    name: str
    interface: str
    leg: str
    began_at: Instant
    is_outgoing: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the channels found: who talks, who rings, which shops call (by channel), who
    is alone on a line, as one is on hold, and every channel that there is.
    """

    conversations: tuple[Conversation, ...]
    ringing: tuple[Ringing, ...]
    shops: Mapping[str, str]
    alone: frozenset[str]
    channels: frozenset[str]


def look_at(
    channels: Sequence[Message],
    exchange: ExchangeState,
    former: Mapping[str, CallSeen],
    settings: PhoneSettings,
    now: Instant,
) -> Look:
    """`former` are calls that went on when the exchange was last heard, by remote id."""
    ours = _telephones(exchange, former)
    known = {channel_of(key) for key in former}
    return Look(
        conversations=tuple(_conversations(channels, ours, known, settings, now)),
        ringing=tuple(ringing(channels, ours, settings)),
        shops=_shops(channels, settings),
        alone=frozenset(b[0].get("Uniqueid") for b in _bridges(channels) if len(b) == 1),
        channels=frozenset(channel.get("Uniqueid") for channel in channels),
    )


def channel_of(key: str) -> str:
    """The channel that a call's remote id is made of."""
    return key.partition("/")[0]


def _conversations(
    channels: Sequence[Message],
    ours: Collection[str],
    known: Collection[str],
    settings: PhoneSettings,
    now: Instant,
) -> list[Conversation]:
    """On the telephones `ours`, those that are about calls: out of our queues, put through by us,
    or `known` before (by channel). What else is talked about there is not ours to tell.
    """
    found: list[Conversation] = []
    for bridge in _bridges(channels):
        legs = {m.text: interface_of(m.get("Channel"), ours) for m in bridge}
        for one in bridge:
            others = [other for other in bridge if other is not one]
            own = [other for other in others if legs[other.text]]
            queue = _queue(one, settings)
            is_ours = queue or one.get("Uniqueid") in known or is_put_through(one, settings)
            if not is_ours or not others:
                continue
            if not legs[one.text] and own:
                found.append(_incoming(one, own[0], legs[own[0].text], queue, now))
            elif not legs[one.text] and (found_at := taker(one, others[0])):
                found.append(_incoming(one, others[0], found_at, queue, now))
            elif legs[one.text] and not own:
                found.append(_outgoing(one, others[0], legs[one.text], now))
    return found


def _bridges(channels: Iterable[Message]) -> Collection[list[Message]]:
    bridges: dict[str, list[Message]] = defaultdict(list)
    for channel in channels:
        if channel.get("BridgeId"):
            bridges[channel.get("BridgeId")].append(channel)
    return bridges.values()


def _telephones(exchange: ExchangeState, former: Mapping[str, CallSeen]) -> set[str]:
    """Those in the queues, and those that were last seen in a conversation: one may have left."""
    members = {one for queue in exchange.queues.values() for one in queue.members}
    return members | {seen.answered_by for seen in former.values() if seen.answered_by}


def _shops(channels: Iterable[Message], settings: PhoneSettings) -> dict[str, str]:
    """Which shop calls, by channel, where the exchange knows."""
    told = ((m.get("Uniqueid"), m.variable(settings.shop_variable)) for m in channels)
    return {uniqueid: unescaped(shop) for uniqueid, shop in told if shop}


def _queue(channel: Message, settings: PhoneSettings) -> str:
    if channel.get("Application") != "Queue":
        return ""
    name = channel.get("ApplicationData").partition(",")[0]
    return name if name in settings.queues else ""


def _incoming(
    caller: Message, leg: Message, interface: str, queue: str, now: Instant
) -> Conversation:
    number, name = caller_of(caller)
    return Conversation(
        uniqueid=caller.get("Uniqueid"),
        channel=caller.get("Channel"),
        linkedid=caller.get("Linkedid"),
        queue=queue,
        number=number,
        name=name,
        interface=interface,
        leg=leg.get("Channel"),
        began_at=_began_at(caller, now),
        is_outgoing=False,
    )


def _outgoing(own: Message, other: Message, interface: str, now: Instant) -> Conversation:
    return Conversation(
        uniqueid=own.get("Uniqueid"),
        channel=own.get("Channel"),
        linkedid=own.get("Linkedid"),
        queue="",
        number=caller_of(other)[0],
        name="",
        interface=interface,
        leg=own.get("Channel"),
        began_at=_began_at(own, now),
        is_outgoing=True,
    )


def _began_at(channel: Message, now: Instant) -> Instant:
    """A channel's age is told in whole seconds."""
    found = _DURATION.fullmatch(channel.get("Duration"))
    if found is None:
        return now
    hours, minutes, seconds = map(int, found.groups())
    return now.subtract(seconds=hours * 3600 + minutes * 60 + seconds)
