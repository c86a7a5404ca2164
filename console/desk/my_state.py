"""How ready I say I am for each channel, and how much I have on my hands."""

from __future__ import annotations

from collections.abc import Mapping

from console.desk.acts import Done
from console.desk.live import LiveValue
from console.desk.live_acts import LiveActs
from console.desk.live_floor import LiveFloor
from console.domain.ids import ActId, CaseId, PersonId, new_uuid
from console.domain.instants import Clock
from console.domain.load import Load
from console.domain.people import Person


class MyState:
    """Threads: the loop's only."""

    def __init__(
        self,
        me: Person,
        floor: LiveFloor,
        loads: LiveValue[Mapping[PersonId, Load]],
        acts: LiveActs,
        clock: Clock,
    ) -> None:
        self._floor = floor
        self._loads = loads
        self._acts = acts
        self._me = me
        self._clock = clock

    def tick(self) -> None:
        """Moves the clocks on."""
