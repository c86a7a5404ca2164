"""What a store on a server needs of whoever leads: that nobody holds it up, and clocks agree."""

from __future__ import annotations

import logging
from collections.abc import Callable

from console.data.commands.feed_gate import free_the_feed
from console.domain.instants import wall
from console.domain.language import ntr, tr
from console.service.leading_store import LeadingStore
from console.service.part import PartState, Rest

log = logging.getLogger("console.service")

LOOK_S = 1.0
IDLE_S = 3.0
"""No act of ours sleeps as long. Together below the 5 s that others wait for a lock."""

BUSY_S = 5.0
"""How long after the server should have ended a statement itself. A large answer on a slow line
is honest work until then."""

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
        found = self._desk.tend(free_the_feed, IDLE_S, BUSY_S)
        if found["ended"]:
            self._freed = _freed(found["ended"], wall(self._desk.now()).time().format_iso()[:5])
            self._told_until = self._desk.now().add(seconds=TOLD_S)
            log.warning("%s", self._freed)
        trouble = _not_ours(found["others"], found["confirming"]) or self._doubts()
        if trouble:
            return Rest(LOOK_S, PartState.FAILING, trouble)
        return Rest(LOOK_S, PartState.OK, self._text())

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


def _not_ours(others: int, confirming: int) -> str:
    """Who holds everybody up and is not ours to end; "" for nobody."""
    if others:
        return tr(
            "får ikke avslutte økten som holder endringsstrømmen fast; be den som driver serveren "
            "om å avslutte den"
        )
    if confirming:
        return tr(
            "det som lagres, venter på en reserveserver som ikke bekrefter (synkron replikering); "
            "be den som driver serveren om å se på den"
        )
    return ""
