"""A desk as alarms know it: what it has read of the floor, and what rang when."""

from __future__ import annotations

from fakes.lanes import WORKING
from fakes.later import ByHand
from whenever import Instant

from console.desk.alarming import Alarming
from console.desk.backlog_rows import RowMaker
from console.desk.live import LiveValue
from console.desk.live_floor import LiveFloor
from console.domain.alarms import Alarm, Stage
from console.domain.availability import Availability, Channel, Readiness
from console.domain.floor import Floor
from console.domain.ids import PersonId
from console.domain.people import Person
from console.domain.targets import Targets

Turn = tuple[Instant, tuple[tuple[str, Stage], ...]]
"""When something else began to ring, and what."""


class RingingDesk:
    """One person's; `turns` is all that rang since it was made."""

    def __init__(self, me: Person, people: tuple[Person, ...], later: ByHand) -> None:
        self.later = later
        self.floor = LiveFloor()
        self.alarming = Alarming(
            self.floor,
            LiveValue(people),
            RowMaker(WORKING, Targets(), me.id),
            me,
            later.clock,
            lambda _key: "Havbris Interiør",
            later,
        )
        self.turns: list[Turn] = []
        self.alarming.ringing.listen(self._turned)

    def read(self, floor: Floor) -> None:
        """The store is read anew."""
        self.floor.begin(floor)
        self.alarming.take()

    def take(self, **touched: object) -> None:
        """Something of the floor was read again."""
        self.floor.take(Floor(**touched))  # type: ignore[arg-type]
        self.alarming.take()

    @property
    def stages(self) -> list[Stage]:
        return [alarm.stage for alarm in self.alarming.ringing.value]

    def _turned(self, ringing: tuple[Alarm, ...]) -> None:
        told = tuple((alarm.key, alarm.stage) for alarm in ringing)
        self.turns.append((self.later.clock.now(), told))


def says(person: PersonId, readiness: Readiness, *channels: Channel) -> tuple[Availability, ...]:
    """Somebody says so of these channels, or of all."""
    since = Instant.from_utc(2026, 11, 23, 8)
    said = channels or tuple(Channel)
    return tuple(Availability(person, channel, readiness, "", since) for channel in said)
