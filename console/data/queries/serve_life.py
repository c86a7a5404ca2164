"""Whether some `serve` leads, and what waits for it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.tables.wire import HealthRow, OutboxRow
from console.domain.cases import DeliveryState
from console.domain.instants import seconds_between

PART = "serve"
"""Under which name the leading one shows life."""

SILENT_S = 90.0
"""It shows life every 30 s; after three times that it is gone, or cut off."""

_ENDED = "stopped"


@dataclass(frozen=True)
class ServeLife:
    """`seen_at` is None where none has ever led."""

    instance: str
    state: str
    seen_at: Instant | None
    waiting: int

    def leads(self, now: Instant) -> bool:
        """Whether it does now, by the store's clock."""
        if self.seen_at is None or self.state == _ENDED:
            return False
        return seconds_between(self.seen_at, now) <= SILENT_S


def serve_life(session: Session) -> ServeLife:
    """The last `serve` that led, when it last showed life, and how many answers wait."""
    to_go = (DeliveryState.COMPOSED.value, DeliveryState.DEFERRED.value)
    waiting = session.scalar(select(func.count()).where(OutboxRow.state.in_(to_go))) or 0
    row = session.get(HealthRow, PART)
    if row is None:
        return ServeLife("", "", None, waiting)
    return ServeLife(row.instance, row.state, row.seen_at, waiting)
