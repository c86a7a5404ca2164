"""When a colleague is ready for what: at work, on the channels, at lunch, away for a moment."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from whenever import Instant

from console.app.practice.people import Member
from console.domain.availability import Channel, Readiness
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import HoursState
from console.domain.hours.opening import DayState, state_at
from console.domain.instants import wall

LUNCH, COFFEE, MEETING = "lunsj", "kaffe", "møte"

_MINUTES_OF_HOUR = 60
_FIRST_BREAK, _LAST_BREAK = 9 * 60 + 30, 14 * 60 + 50
_BREAKS = ((COFFEE, 8), (COFFEE, 10), (MEETING, 20))


@dataclass(frozen=True)
class Standing:
    """How ready one is for a channel, and why not."""

    readiness: Readiness
    reason: str = ""


_READY, _OFF = Standing(Readiness.READY), Standing(Readiness.OFF)


@dataclass(frozen=True)
class Break:
    """Minutes of the day, by the wall clock."""

    begins: int
    ends: int
    reason: str


class HoursNow:
    """The state of the desk at instants that only grow: worked out anew when it changes."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self._calendar = calendar
        self._known: DayState | None = None

    def at(self, at: Instant) -> HoursState:
        known = self._known
        if known is None or at >= known.next_change.at:
            known = self._known = state_at(self._calendar, at)
        return known.state


class DayOfOne:
    """A member's wishes for a day; whether they can be followed just now is another matter."""

    def __init__(self, member: Member, calendar: WorkCalendar, chance: Random) -> None:
        self._member = member
        self._hours, self._own_hours = HoursNow(calendar), HoursNow(calendar)
        self._late = chance.randint(0, 6)
        self._breaks = tuple(_break(chance) for _ in range(2))

    def is_at_work(self, at: Instant) -> bool:
        """From a few minutes after eight until a few minutes past four."""
        return self._own_hours.at(at.subtract(minutes=self._late)) is not HoursState.CLOSED

    def standing(self, channel: Channel, at: Instant) -> Standing:
        """What one says of oneself in a channel."""
        if not self.is_at_work(at) or not self._has(channel):
            return _OFF
        hours = self._hours.at(at)
        if hours is HoursState.LUNCH:
            return Standing(Readiness.PAUSE, LUNCH)
        minute = wall(at).hour * _MINUTES_OF_HOUR + wall(at).minute
        for away in self._breaks:
            if away.begins <= minute < away.ends:
                return Standing(Readiness.PAUSE, away.reason)
        if channel is Channel.MAIL or hours is HoursState.OPEN:
            return _READY
        return _OFF

    def _has(self, channel: Channel) -> bool:
        match channel:
            case Channel.CHAT:
                return self._member.chats > 0
            case Channel.TELEPHONE:
                return self._member.takes_calls
            case _:
                return True


def _break(chance: Random) -> Break:
    begins = chance.randrange(_FIRST_BREAK, _LAST_BREAK)
    reason, minutes = chance.choice(_BREAKS)
    return Break(begins, begins + minutes, reason)
