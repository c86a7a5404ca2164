"""Finding out what became of what went out and was not answered; what stays so, a person decides.

Each doubt is looked into at its times. "Absent" is believed only between certain ages of it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Protocol
from uuid import UUID

from console.channels.contract import Absent, ChannelError, Sent, Unknown
from console.data.errors import Refused
from console.data.queries.wire import Unsettled
from console.domain.cases import DeliveryState
from console.domain.instants import seconds_between
from console.service.leading_store import LeadingStore

log = logging.getLogger("console.service")


@dataclass(frozen=True)
class Looks:
    """Ages of a doubt, in seconds: when it is looked into, between which "absent" settles it, and
    in how long to look again where the other side could not be reached.
    """

    at_s: tuple[float, ...]
    believed_from_s: float
    believed_until_s: float
    again_s: float


class Doubtful(Protocol):
    """Where things of unknown fate lie."""

    def doubts(self) -> Sequence[Unsettled]:
        """All of them, oldest first. Raises StoreError."""

    def found(self, key: UUID) -> Sent | Absent | Unknown:
        """Asks the other side. Raises ChannelError, StoreError."""

    def settle(self, key: UUID, state: DeliveryState, words: str) -> None:
        """Writes what was found out. Raises StoreError."""


class Reconciling:
    """Looks into each doubt at its times. Threads: the one of its part."""

    def __init__(self, desk: LeadingStore, doubtful: Doubtful, looks: Looks) -> None:
        self._desk = desk
        self._doubtful = doubtful
        self._looks = looks
        self._next_look_s: dict[UUID, float] = {}
        self.has_found = False
        """Whether the last look found any doubt."""

    def look(self) -> None:
        """Looks into what is due. Raises StoreError."""
        doubts = self._doubtful.doubts()
        self.has_found = bool(doubts)
        kept = {doubt.key for doubt in doubts}
        self._next_look_s = {k: v for k, v in self._next_look_s.items() if k in kept}
        for doubt in doubts:
            age_s = self._age_s(doubt)
            if self._desk.term.holds() and self._next_look_s.setdefault(doubt.key, 0.0) <= age_s:
                self._look_into(doubt, age_s)

    def waits_s(self) -> list[float]:
        """Seconds until each look that is still to come."""
        return [
            max(0.0, at_s - self._age_s(doubt))
            for doubt in self._doubtful.doubts()
            if (at_s := self._next_look_s.get(doubt.key, 0.0)) != float("inf")
        ]

    def _age_s(self, doubt: Unsettled) -> float:
        return seconds_between(doubt.since, self._desk.now())

    def _look_into(self, doubt: Unsettled, age_s: float) -> None:
        try:
            found = self._doubtful.found(doubt.key)
        except ChannelError as error:
            log.warning("fate of %s not found out: %s", doubt.key, error)
            self._next_look_s[doubt.key] = age_s + self._looks.again_s
            return
        passed = len(list(takewhile(lambda at_s: at_s <= age_s, self._looks.at_s)))
        later = self._looks.at_s[passed:]
        self._next_look_s[doubt.key] = later[0] if later else float("inf")
        match found:
            case Sent():
                self._settle(doubt, DeliveryState.ACCEPTED, found.receipt)
            case Absent() if self._looks.believed_from_s <= age_s <= self._looks.believed_until_s:
                self._settle(doubt, DeliveryState.COMPOSED, "")
            case _:
                log.info("fate of %s still unknown", doubt.key)

    def _settle(self, doubt: Unsettled, state: DeliveryState, words: str) -> None:
        log.info("fate of %s: %s", doubt.key, state.value)
        try:
            self._doubtful.settle(doubt.key, state, words)
        except Refused as error:
            # A person has settled it meanwhile, or another leads: theirs counts.
            log.info("%s was settled elsewhere: %s", doubt.key, error)
