"""How many come when: a day by half hours, for a team of eight that is busy but copes."""

from __future__ import annotations

from enum import StrEnum

from whenever import Instant

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import HoursState
from console.domain.hours.opening import state_at
from console.domain.hours.opening_hours import LiveChannel
from console.domain.instants import wall

SLOT_MINUTES = 30


class Profile(StrEnum):
    """ordinary: the day below. busiest: every half hour of it as its busiest. quiet: nobody comes
    by themselves.
    """

    ORDINARY = "ordinary"
    BUSIEST = "busiest"
    QUIET = "quiet"


# From 00:00 on, a figure a half hour.
_CHATS = (
    *(0.0,) * 18,
    *(19.0, 17.0, 15.0, 14.0, 12.0, 8.0),
    *(16.0, 14.0, 14.0, 13.0, 12.0, 11.0, 8.0),
    *(0.0,) * 17,
)
_CALLS = (
    *(0.0,) * 18,
    *(4.5, 4.0, 3.5, 3.0, 2.5, 2.0),
    *(3.5, 3.0, 2.5, 2.5, 2.0, 2.0, 1.5),
    *(0.0,) * 17,
)
_MAILS = (
    *(0.15,) * 12,
    *(0.4, 0.6, 0.9, 1.3),
    *(3.5, 4.0, 4.5, 4.5, 4.5, 4.0, 4.0, 3.0, 3.5, 4.0, 4.0, 3.5, 3.5, 3.0, 2.5, 2.0),
    *(1.2, 1.0, 0.8, 0.8, 0.9, 1.0, 1.0, 0.9, 0.7, 0.5, 0.4, 0.3, 0.2, 0.2, 0.2, 0.2),
)
_DAY_OFF = 0.3
"""How much of the mail comes on a day off."""


class Rhythm:
    """How many chats, calls and mails come on average in the half hour that begins at an instant.

    A closed channel has the figures of its hour all the same: who comes then meets a closed door.
    """

    def __init__(self, calendar: WorkCalendar, profile: Profile) -> None:
        self._calendar = calendar
        self._profile = profile

    def chats(self, slot: Instant) -> float:
        return self._live(_CHATS, slot)

    def calls(self, slot: Instant) -> float:
        return self._live(_CALLS, slot)

    def mails(self, slot: Instant) -> float:
        if self._profile is Profile.QUIET:
            return 0.0
        is_working = self._calendar.is_working_day(wall(slot).date())
        return _MAILS[_half_hour(slot)] * (1.0 if is_working else _DAY_OFF)

    def is_open(self, at: Instant, channel: LiveChannel) -> bool:
        """Whether the channel takes anybody in."""
        return state_at(self._calendar, at, channel).state is HoursState.OPEN

    def is_working_day(self, at: Instant) -> bool:
        return self._calendar.is_working_day(wall(at).date())

    def comes_by_itself(self) -> bool:
        """Whether anybody does."""
        return self._profile is not Profile.QUIET

    def _live(self, figures: tuple[float, ...], slot: Instant) -> float:
        if self._profile is Profile.QUIET or not self.is_working_day(slot):
            return 0.0
        figure = figures[_half_hour(slot)]
        return max(figures) if figure and self._profile is Profile.BUSIEST else figure


def slot_of(at: Instant) -> Instant:
    """The beginning of the half hour that holds an instant."""
    # Oslo is a whole number of hours from UTC, so half hours begin at one and the same instant.
    return Instant.from_timestamp(at.timestamp() // (SLOT_MINUTES * 60) * SLOT_MINUTES * 60)


def _half_hour(slot: Instant) -> int:
    local = wall(slot)
    return local.hour * 2 + local.minute // SLOT_MINUTES
