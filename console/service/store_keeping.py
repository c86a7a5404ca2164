"""What a store on a server needs of whoever leads: that nobody holds it up, and clocks agree."""

from __future__ import annotations

import logging
from collections.abc import Callable

from console.data.errors import NotAllowed
from console.data.queries.feed_gate import free_the_feed
from console.domain.instants import wall
from console.domain.language import ntr, tr
from console.service.leading_store import LeadingStore
from console.service.part import PartState, Rest

log = logging.getLogger("console.service")

LOOK_S = 1.0
IDLE_S = 3.0
"""No statement of ours takes as long. Together below the 5 s that others wait for a lock."""

TOLD_S = 600.0
"""How long the health row tells of a session that was ended."""


class StoreKeeping:
    """The part that keeps a server's feed flowing. `doubts` says what is wrong with our clock."""

    def __init__(self, desk: LeadingStore, doubts: Callable[[], str]) -> None:
        self._desk = desk
        self._doubts = doubts
        self._freed = ""
        self._told_until = desk.now()

    def step(self) -> Rest:
        """Ends whoever holds the feed up. Raises StoreError."""
        try:
            count = self._desk.read(free_the_feed, IDLE_S)
        except NotAllowed:
            # A session of the server's own superuser, for instance.
            return Rest(LOOK_S, PartState.FAILING, _not_allowed())
        if count:
            self._freed = _freed(count, wall(self._desk.now()).time().format_iso()[:5])
            self._told_until = self._desk.now().add(seconds=TOLD_S)
            log.warning("%s", self._freed)
        doubts = self._doubts()
        return Rest(LOOK_S, PartState.FAILING if doubts else PartState.OK, doubts or self._text())

    def break_off(self) -> None:
        """A round is one query: it ends by itself."""

    def close(self) -> None:
        """Holds nothing."""

    def _text(self) -> str:
        is_recent = self._desk.now() < self._told_until
        return self._freed if is_recent else tr("holder endringsstrømmen åpen")


def _freed(count: int, at: str) -> str:
    return ntr(
        "avsluttet {count} økt som holdt endringsstrømmen fast, kl. {at}",
        "avsluttet {count} økter som holdt endringsstrømmen fast, kl. {at}",
        count,
        at=at,
    )


def _not_allowed() -> str:
    return tr(
        "får ikke avslutte økten som holder endringsstrømmen fast; be den som driver serveren om å "
        "avslutte den"
    )
