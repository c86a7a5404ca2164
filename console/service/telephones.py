"""The part that ends wrap-ups in time, and lets people's readiness follow their telephones."""

from __future__ import annotations

from console.data.commands.live_after_calls import end_wrap_ups, wrap_ups
from console.data.commands.live_readiness import settle_telephones, unsettled
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.service.leading_store import LeadingStore
from console.service.part import Rest

LOOK_S = 10.0
"""How often it is looked when nothing wakes us and nobody writes a call down."""

BREATH_S = 0.5
"""The shortest rest: whoever is in wrap-up when the time is over may still be in a call."""


class TelephoneKeeping:
    """Threads: one."""

    def __init__(self, desk: LeadingStore) -> None:
        self._desk = desk

    def step(self) -> Rest:
        """Does what is due. Raises StoreError."""
        now = self._desk.now()
        if any(due_at <= now for _, due_at in self._desk.read(wrap_ups)):
            self._desk.perform(end_wrap_ups)
        if self._desk.read(unsettled, now):
            self._desk.perform(settle_telephones)
        waits = [seconds_between(now, due_at) for _, due_at in self._desk.read(wrap_ups)]
        rest_s = min((wait for wait in waits if wait > 0), default=LOOK_S)
        return Rest(max(BREATH_S, min(LOOK_S, rest_s)), text=tr("følger telefonene"))

    def break_off(self) -> None:
        """A round is a few commands on the store: it ends by itself."""

    def close(self) -> None:
        """Holds nothing."""
