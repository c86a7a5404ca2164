"""The alarms of a practice day as they begin and end, computed anew each second."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from whenever import Instant

from console.app.practice.picture import Picture
from console.domain.alarms import Alarm, Staff, Stage, alarms, unserved_call, unserved_chat
from console.domain.availability import Channel, Readiness
from console.domain.ids import PersonId
from console.domain.people import Person, Role
from console.domain.waiting import Waiting


@dataclass(frozen=True)
class AlarmCount:
    """`by_stage` counts each alarm at the furthest it came to."""

    begun: int
    ended: int
    by_stage: dict[str, int]


class AlarmWatch:
    """Threads: one."""

    def __init__(self, picture: Picture, people: tuple[Person, ...], waiting: Waiting) -> None:
        self._picture = picture
        self._people = tuple(person.id for person in people if person.may_work)
        self._leads = frozenset(person.id for person in people if Role.LEAD in person.roles)
        self._waiting = waiting
        self._ringing: dict[str, Stage] = {}
        self._over: Counter[str] = Counter()
        self._begun = 0

    def look(self, now: Instant) -> None:
        """What rings now; what has begun and ended since the last look."""
        ringing = {alarm.key: alarm for alarm in self._alarms(now)}
        for key in [key for key in self._ringing if key not in ringing]:
            self._over[self._ringing.pop(key).value] += 1
        for key, alarm in ringing.items():
            self._begun += key not in self._ringing
            self._ringing[key] = _further(alarm.stage, self._ringing.get(key, alarm.stage))

    def count(self) -> AlarmCount:
        """So far; what still rings has not ended."""
        still = Counter(stage.value for stage in self._ringing.values())
        return AlarmCount(self._begun, self._over.total(), dict(self._over + still))

    def _alarms(self, now: Instant) -> tuple[Alarm, ...]:
        chats = (unserved_chat(chat, self._waiting) for chat in self._picture.chats.values())
        calls = (unserved_call(call, self._waiting) for call in self._picture.calls.values())
        works = [work for work in (*chats, *calls) if work is not None]
        return alarms(works, self._staff(), now) if works else ()

    def _staff(self) -> Staff:
        return Staff(
            ready_for_chats=self._ready(Channel.CHAT),
            ready_for_calls=self._ready(Channel.TELEPHONE),
            present=frozenset(person for person in self._people if self._is_present(person)),
            leads=self._leads,
        )

    def _ready(self, channel: Channel) -> frozenset[PersonId]:
        return frozenset(person for person in self._people if self._is_ready(person, channel))

    def _is_ready(self, person: PersonId, channel: Channel) -> bool:
        said, load = self._picture.readiness(person, channel), self._picture.load(person)
        if channel is Channel.CHAT:
            return load.is_offered_chats(said)
        return said is Readiness.READY and load.calls == 0

    def _is_present(self, person: PersonId) -> bool:
        return any(
            self._picture.readiness(person, channel) is not Readiness.OFF for channel in Channel
        )


def _further(one: Stage, other: Stage) -> Stage:
    order = tuple(Stage)
    return max(one, other, key=order.index)
