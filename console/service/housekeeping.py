"""What falls due by itself: snoozed cases come back, and the parts show life."""

from __future__ import annotations

import logging

from console.data.commands.cases import wake_snoozed
from console.data.queries.wire import due_snoozed, next_snoozed
from console.domain.instants import seconds_between
from console.service.health import HealthBoard
from console.service.leading_store import LeadingStore
from console.service.part import Rest

log = logging.getLogger("console.service")

HEARTBEAT_S = 30.0
"""How often every part shows life; a row three times as old tells of a `serve` that is gone."""


class Housekeeping:
    """The part that keeps time."""

    def __init__(self, desk: LeadingStore, health: HealthBoard) -> None:
        self._desk = desk
        self._health = health

    def step(self) -> Rest:
        """Wakes what is due and refreshes the health rows. Raises StoreError."""
        for case in self._desk.read(due_snoozed, self._desk.now()):
            self._desk.perform(wake_snoozed, case)
            log.info("case %d is back", case)
        self._health.refresh()
        return Rest(self._until_next_s())

    def break_off(self) -> None:
        """A round is a few commands on the store: it ends by itself."""

    def close(self) -> None:
        """Holds nothing."""

    def _until_next_s(self) -> float:
        due = self._desk.read(next_snoozed)
        if due is None:
            return HEARTBEAT_S
        return min(HEARTBEAT_S, max(0.1, seconds_between(self._desk.now(), due)))
