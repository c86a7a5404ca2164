"""The call that I have had and not written down yet."""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Instant

from console.desk.live_floor import LiveFloor
from console.desk.telephone_words import number_of, who_calls
from console.domain.calls import Call, CallState
from console.domain.ids import CallId, CaseId, PersonId
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.wording import clock_time, minutes_short

DAY_S = 12 * 3600.0
"""Whoever comes back the next morning is not asked about yesterday."""


@dataclass(frozen=True, slots=True)
class WrapUp:
    """`about` is when it was and how long it lasted. `draft` names what is typed meanwhile."""

    call: CallId
    case: CaseId
    who: str
    number: str
    about: str

    @property
    def draft(self) -> str:
        return f"call:{self.call}:wrap-up"


def call_to_wrap_up(floor: LiveFloor, me: PersonId, now: Instant) -> Call | None:
    """The newest of them; nobody is asked while the next call goes on already."""
    is_busy = any(
        call.state is CallState.TALKING and call.answered_by == me for call in floor.calls.values()
    )
    if is_busy:
        return None
    mine = (
        call for call in floor.unwritten.values() if call.answered_by == me and _is_new(call, now)
    )
    return max(mine, key=lambda call: (call.ended_at or call.began_at, call.no), default=None)


def wrap_up(call: Call) -> WrapUp | None:
    """What is asked about it; None for a call without a case."""
    if call.case is None:
        return None
    ended_at, answered_at = call.ended_at or call.began_at, call.answered_at or call.began_at
    lasted = minutes_short(max(0.0, seconds_between(answered_at, ended_at)))
    about = tr("{time}, varte {lasted}", time=clock_time(answered_at), lasted=lasted)
    return WrapUp(call.id, call.case, who_calls(call), number_of(call), about)


def _is_new(call: Call, now: Instant) -> bool:
    return seconds_between(call.ended_at or call.began_at, now) < DAY_S
