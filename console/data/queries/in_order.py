"""What may go out next where an order is to be kept: of each chat, call or telephone the oldest."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from uuid import UUID

from whenever import Instant

from console.domain.cases import DeliveryState

DOUBT_HOLDS_S = 60.0
"""So long what is of unknown fate holds up the next of its kin: its fate is likely to be found out
by then. Later they go on without it.
"""

NOT_OUT = (DeliveryState.COMPOSED.value, DeliveryState.DEFERRED.value, DeliveryState.UNKNOWN.value)
"""States of what is still to go out, or may have."""


@dataclass(frozen=True)
class Queued:
    """Something that is still to go out; `kin` is what it must keep its order with."""

    key: UUID
    kin: Hashable
    state: str
    not_before: Instant
    changed_at: Instant


@dataclass(frozen=True)
class Head:
    """The next of its kin, and when it may go. `is_known`: false while its own fate is in doubt;
    then there is something to look at, but nothing to hand over, at that time.
    """

    key: UUID
    kin: Hashable
    due_at: Instant
    is_known: bool


def heads(queued: Iterable[Queued], now: Instant) -> tuple[Head, ...]:
    """One of each kin with something left, the first due first; `queued` has the oldest first."""
    found: dict[Hashable, Head] = {}
    for one in queued:
        is_known = one.state != DeliveryState.UNKNOWN.value
        due_at = one.not_before if is_known else one.changed_at.add(seconds=DOUBT_HOLDS_S)
        if is_known or due_at > now:
            found.setdefault(one.kin, Head(one.key, one.kin, due_at, is_known))
    return tuple(sorted(found.values(), key=lambda head: head.due_at))


def first_due(queue: Iterable[Head]) -> Instant | None:
    """When there may be something to hand over, if anything waits."""
    return next((head.due_at for head in queue), None)


def claimable(queue: Iterable[Head], now: Instant) -> tuple[UUID, ...]:
    """Those that may go now, in the order they fell due."""
    return tuple(head.key for head in queue if head.is_known and head.due_at <= now)
