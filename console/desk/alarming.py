"""What rings for me now: work that nobody has taken."""

from __future__ import annotations

from collections.abc import Mapping

from console.desk.backlog_rows import RowMaker
from console.desk.live import LiveValue
from console.desk.live_floor import LiveFloor
from console.domain.ids import PersonId
from console.domain.instants import Clock
from console.domain.load import Load
from console.domain.people import Person


class Alarming:
    """Threads: the loop's only."""

    def __init__(
        self,
        floor: LiveFloor,
        loads: LiveValue[Mapping[PersonId, Load]],
        people: LiveValue[tuple[Person, ...]],
        maker: RowMaker,
        me: Person,
        clock: Clock,
    ) -> None:
        self._floor = floor
        self._loads = loads
        self._people = people
        self._maker = maker
        self._me = me
        self._clock = clock

    def tick(self) -> None:
        """Looks what rings at this second."""

    def stop(self) -> None:
        """Ends whatever rings."""
