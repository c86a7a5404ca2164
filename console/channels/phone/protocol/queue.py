"""A queue as an exchange has it: who waits in which order, its members, what it has counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from whenever import Instant


@dataclass(frozen=True, slots=True)
class Waiting:
    """A caller in a queue; the place is where it stands in `QueueNow.waiting`. `priority` is None
    while the exchange has not told it.
    """

    uniqueid: str
    channel: str
    number: str
    name: str
    priority: int | None
    since: Instant


@dataclass(frozen=True, slots=True)
class MemberNow:
    """A telephone in a queue. `status` is the exchange's number for its device (1 free, 2 in use,
    6 rings, …); `since` is when any of this last changed. `state_interface` is what tells the
    exchange whether it is busy; of two a lower `penalty` is rung first.
    """

    interface: str
    name: str
    status: int
    paused: bool
    paused_reason: str
    in_call: bool
    is_dynamic: bool
    since: Instant
    state_interface: str = field(default="", compare=False)
    penalty: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class QueueCounters:
    """What the exchange counts, anew after a restart. `hold_s` and `talk_s` are averages;
    `service_share` (0 to 1) of the answered were answered within `service_level_s`.
    """

    completed: int
    abandoned: int
    hold_s: int
    talk_s: int
    service_level_s: int
    service_share: float


@dataclass(slots=True)
class QueueNow:
    """`counters` is None until a list has told them."""

    name: str
    waiting: list[Waiting] = field(default_factory=list)
    members: dict[str, MemberNow] = field(default_factory=dict)
    counters: QueueCounters | None = None

    def place_of(self, uniqueid: str) -> int | None:
        """1 is next; None for who does not wait here."""
        for place, caller in enumerate(self.waiting, start=1):
            if caller.uniqueid == uniqueid:
                return place
        return None
