"""How urgent something is, and why, in words: one number for all channels (PRODUCT, Oversikt).

Order is a pure function of the things and the time.
"""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Instant

from console.domain.instants import wall
from console.domain.language import tr
from console.domain.waits import Meaning, Moment, Wait, WaitKind
from console.domain.wording import (
    clock_time,
    duration_short,
    minutes_short,
    moment_label,
    moment_short,
    working_short,
)

_MINUTE_S, _HOUR_S = 60, 3600
_IN_SECONDS_BELOW = 100
"""A target that is shorter is told in seconds: "av 60 s"; others as minutes: "av 2:00"."""

Order = tuple[float, float, str]


@dataclass(frozen=True, slots=True)
class Urgency:
    """A wait at a moment: the number, and finished words."""

    fraction: float
    """Waited ÷ target; 1.0 is due now."""
    meaning: Meaning
    why: str
    """Why it stands where it does, in one line: "41 av 60 s", "POS · venter 2:10", "8 s over",
    "innen 12:00".
    """
    inside: str
    """The time waited, in at most five characters."""
    below: str
    """The target ("av 60 s", "innen 12:00"), or what is over ("8 s over")."""
    sentence: str
    """The whole of it, for tooltip and screen reader."""


def order(wait: Wait, now: Moment, key: str) -> Order:
    """Sorts the most urgent first; of equals the one that has waited longest, then by key."""
    return (-wait.fraction(now), wait.began.at.timestamp(unit="nanosecond"), key)


def urgency(wait: Wait, now: Moment) -> Urgency:
    """How urgent it is at this moment."""
    meaning, inside = wait.meaning(now), _length(wait, wait.waited_s(now))
    if wait.promised is None:
        target = _span(wait)
        sentence = _sentence(wait, inside, target)
    else:
        target = _by_when(wait.promised.at, now.at)
        due = moment_label(wait.promised.at, now.at)
        sentence = tr("venter {waited}, skal høre fra oss innen {when}", waited=inside, when=due)
    if meaning is Meaning.LATE:
        below = tr("{time} over", time=_over(wait, now))
    else:
        below = target if wait.promised is not None else tr("av {target}", target=target)
    why = _why(wait, meaning, inside, below)
    return Urgency(wait.fraction(now), meaning, why, inside, below, sentence)


def _length(wait: Wait, seconds: float) -> str:
    if wait.is_working:
        return working_short(seconds)
    if wait.promised is not None or wait.total_s < _IN_SECONDS_BELOW:
        return duration_short(seconds)
    return minutes_short(seconds)


def _over(wait: Wait, now: Moment) -> str:
    over_s = wait.over_s(now)
    return working_short(over_s) if wait.is_working else duration_short(over_s)


def _span(wait: Wait) -> str:
    """The target as people say it: `60 s`, `2:00`, `8 t`, `4:30` (hours), `45 m`."""
    total_s = int(wait.total_s)
    if not wait.is_working:
        is_short = total_s < _IN_SECONDS_BELOW
        return tr("{seconds} s", seconds=total_s) if is_short else minutes_short(total_s)
    hours, rest = divmod(total_s, _HOUR_S)
    if not hours:
        return tr("{minutes} m", minutes=rest // _MINUTE_S)
    if rest < _MINUTE_S:
        return tr("{hours} t", hours=hours)
    return f"{hours}:{rest // _MINUTE_S:02}"


def _by_when(due_at: Instant, now: Instant) -> str:
    if wall(due_at).date() == wall(now).date():
        return tr("innen {time}", time=clock_time(due_at))
    return moment_short(due_at, now)


def _sentence(wait: Wait, inside: str, target: str) -> str:
    if wait.kind is WaitKind.POS_CALL:
        return tr("POS, venter {waited} av {target}", waited=inside, target=target)
    if wait.is_working:
        return tr("venter {waited} av {target} arbeidstid", waited=inside, target=target)
    return tr("venter {waited} av {target}", waited=inside, target=target)


def _why(wait: Wait, meaning: Meaning, inside: str, below: str) -> str:
    if wait.kind is WaitKind.POS_CALL:
        return tr("POS · venter {waited}", waited=inside)
    if wait.promised is not None or meaning is Meaning.LATE:
        return below
    if not wait.is_working and below.endswith(unit := tr("{seconds} s", seconds="")):
        inside = inside.removesuffix(unit)  # the unit is said once
    return f"{inside} {below}"
