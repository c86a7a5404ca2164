"""What a client knows after it has heard some bytes, beside what is so at the exchange."""

from __future__ import annotations

from spoken_exchange import Spoken
from whenever import Instant

from console.channels.phone.protocol.exchange import ExchangeState
from console.channels.phone.protocol.framing import Framer
from console.channels.phone.protocol.queue import QueueNow

NOW = Instant("2026-11-23T10:00:00Z")
OURS = "k7f3-1"

Told = list[tuple[str, str, str, int | None]]
"""Callers in order: Uniqueid, number, name, priority."""


def heard(*said: bytes, is_ours: str | None = OURS) -> ExchangeState:
    """A new client; with `is_ours` None it judges lists from the stream alone."""
    state = ExchangeState((lambda action_id: action_id == is_ours) if is_ours else None)
    hear(state, *said)
    return state


def hear(state: ExchangeState, *said: bytes, now: Instant = NOW) -> None:
    for message in Framer().feed(b"Asterisk Call Manager/11.0.0\r\n" + b"".join(said)):
        state.take(message, now)


def told(state: ExchangeState, queue: str = "kundeservice") -> Told:
    waiting = state.queues.get(queue, QueueNow(queue)).waiting
    return [(one.uniqueid, one.number, one.name, one.priority) for one in waiting]


def true(exchange: Spoken, queue: str = "kundeservice") -> Told:
    line = exchange.waiting[queue]
    return [(one.uniqueid, one.number, one.name, one.priority) for one in line]


def phones(state: ExchangeState, queue: str = "kundeservice") -> set[tuple[object, ...]]:
    members = state.queues.get(queue, QueueNow(queue)).members
    return {
        (one.interface, one.name, one.status, one.paused, one.paused_reason, one.in_call)
        for one in members.values()
    }


def true_phones(exchange: Spoken, queue: str = "kundeservice") -> set[tuple[object, ...]]:
    return {
        (one.interface, one.name, one.status, one.reason is not None, one.reason or "", one.in_call)
        for one in exchange.members[queue].values()
    }
