"""By when a customer whose chat goes on by e-mail may be promised an answer: times one can say."""

from __future__ import annotations

from whenever import Instant

from console.domain.hours.working_time import WorkingTime
from console.domain.instants import seconds_between, wall

_SOONER_S = (3600, 4 * 3600)
"""Working time after which one may promise to be quicker than the target."""

_STEP_MIN = 30
_SOONEST_S = 15 * 60
"""A promise for sooner than this had better be kept in the chat."""


def answer_times(
    working: WorkingTime, target_s: int, since: Instant | None, now: Instant
) -> tuple[Instant, ...]:
    """The usual time first, which keeps the target of what is owed since then; then sooner ones.

    All are whole or half hours of working time, at or before what they keep.
    """
    due = [working.due(since or now, target_s), *(working.due(now, s) for s in _SOONER_S)]
    said = [moment for at in due if (moment := _said(at, now)) is not None]
    usual = said[:1] or [working.due(now, _SOONER_S[0])]
    return (*usual, *sorted({at for at in said if at < usual[0]}))


def _said(at: Instant, now: Instant) -> Instant | None:
    """The half hour before, as people say a time; None where that is too soon to promise."""
    local = wall(at)
    step = _STEP_MIN if local.minute >= _STEP_MIN else 0
    moment = local.replace(minute=step, second=0, nanosecond=0).to_instant()
    return moment if seconds_between(now, moment) >= _SOONEST_S else None
