"""The team now: what each does and carries, and how each channel stands."""

from __future__ import annotations

from collections.abc import Mapping

from console.desk.live import LiveValue
from console.desk.live_floor import LiveFloor
from console.desk.overview import Overview
from console.domain.ids import PersonId
from console.domain.instants import Clock
from console.domain.load import Load
from console.domain.people import Person


class Team:
    """Threads: the loop's only."""

    def __init__(
        self,
        me: Person,
        overview: Overview,
        floor: LiveFloor,
        loads: LiveValue[Mapping[PersonId, Load]],
        people: LiveValue[tuple[Person, ...]],
        clock: Clock,
    ) -> None:
        self._me = me
        self._overview = overview
        self._floor = floor
        self._loads = loads
        self._people = people
        self._clock = clock

    def tick(self) -> None:
        """Moves the clocks on."""
