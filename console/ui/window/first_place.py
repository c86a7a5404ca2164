"""What the window puts first: it follows the day, until somebody goes somewhere themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.domain.hours.day import HoursState
from console.domain.hours.opening import state_at
from console.domain.people import Role
from console.ui.window.places import MAIL, ONCALL, OVERVIEW

if TYPE_CHECKING:
    from console.desk.desk import Desk


def first_place(desk: Desk) -> str:
    """The backlog before and after opening hours, all channels within them, also over lunch.

    When nobody is at work: on-call for technicians, the backlog for everybody else.
    """
    match state_at(desk.calendar, desk.clock.now()).state:
        case HoursState.OPEN | HoursState.LUNCH | HoursState.MEETING:
            return OVERVIEW
        case HoursState.BACKLOG:
            return MAIL
        case HoursState.CLOSED:
            return ONCALL if Role.TECHNICIAN in desk.me.roles else MAIL
