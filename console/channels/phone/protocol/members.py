"""Who sits in our queues, and what those have counted, as values the desk understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whenever import Instant

from console.channels.phone.protocol.exchange import ExchangeState
from console.channels.phone.protocol.queue import MemberNow, QueueNow
from console.domain.calls import MemberState, QueueFigures
from console.domain.live_news import FiguresSeen, MemberSeen, MembersSeen
from console.domain.storable_text import one_line

RINGING, TALKING, AWAY = (6,), (2, 3, 7, 8), (4, 5)
"""The exchange's numbers for a device that rings, is in use, or cannot be reached."""

_REASON_CHARS = 200


def members_seen(exchange: ExchangeState, queues: Iterable[str]) -> MembersSeen:
    """Every telephone in these queues; the version is its journal's to say."""
    return MembersSeen(0, tuple(_members(exchange, queues)))


def figures_seen(
    exchange: ExchangeState, queues: Iterable[str], counted_since: Instant | None, now: Instant
) -> FiguresSeen:
    """What the exchange itself has counted in these queues, as its last list told."""
    found = (exchange.queues.get(name) for name in queues)
    told = (_figures(queue, counted_since, now) for queue in found if queue is not None)
    return FiguresSeen(0, tuple(figures for figures in told if figures is not None))


def state_of(member: MemberNow) -> MemberState:
    """A pause is what a person has said, so it goes before what the telephone does."""
    if member.paused:
        return MemberState.PAUSED
    if member.in_call or member.status in TALKING:
        return MemberState.IN_CALL
    if member.status in RINGING:
        return MemberState.RINGING
    return MemberState.AWAY if member.status in AWAY else MemberState.READY


def _members(exchange: ExchangeState, queues: Iterable[str]) -> Iterator[MemberSeen]:
    for name in queues:
        queue = exchange.queues.get(name)
        # A list tells them in another order each time.
        members = sorted(queue.members.items()) if queue else ()
        for _, member in members:
            reason = one_line(member.paused_reason, _REASON_CHARS) if member.paused else ""
            yield MemberSeen(member.interface, name, state_of(member), reason, member.since)


def _figures(queue: QueueNow, counted_since: Instant | None, now: Instant) -> QueueFigures | None:
    counters = queue.counters
    if counters is None:
        return None
    has_answered = counters.completed > 0
    return QueueFigures(
        queue=queue.name,
        answered=counters.completed,
        abandoned=counters.abandoned,
        average_wait_s=float(counters.hold_s) if has_answered else None,
        average_talk_s=float(counters.talk_s) if has_answered else None,
        within_s=float(counters.service_level_s),
        within_share=counters.service_share if has_answered else None,
        counted_since=counted_since,
        told_at=now,
    )
