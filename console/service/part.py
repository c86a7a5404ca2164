"""A part of `serve`: something that works in rounds, in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from console.service.bell import Bell


class PartState(StrEnum):
    """How a part is, as its health row says."""

    OK = "ok"
    FAILING = "failing"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Rest:
    """The end of a round: how long until the next unless rung, and how the part is, in words."""

    seconds: float
    state: PartState = PartState.OK
    text: str = ""


class Part(Protocol):
    """Works in rounds. What a round raises is logged, shown, and the part is made anew."""

    def step(self) -> Rest:
        """One round. Threads: the part's own."""

    def break_off(self) -> None:
        """Makes a round under way fail soon. Threads: any other."""

    def close(self) -> None:
        """Lets go of what it holds. Threads: the part's own."""


@dataclass(frozen=True)
class PartPlan:
    """How to make a part; again after each failure. The bell is the part's for all its lives."""

    name: str
    make: Callable[[Bell], Part]
