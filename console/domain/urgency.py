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
    """A wait at a moment. Words are made when they are asked for: rows need few of them."""

    wait: Wait
    now: Moment

    @property
    def fraction(self) -> float:
        """Waited ÷ target; 1.0 is due now."""
        return self.wait.fraction(self.now)

    @property
    def meaning(self) -> Meaning:
        return self.wait.meaning(self.now)

    @property
    def inside(self) -> str:
        """The time waited, in at most five characters."""
        return self._length(self.wait.waited_s(self.now))

    @property
    def below(self) -> str:
        """The target ("av 60 s", "innen 12:00"), or what is over ("8 s over")."""
        if self.meaning is Meaning.LATE:
            over_s = self.wait.over_s(self.now)
            over = working_short(over_s) if self.wait.is_working else duration_short(over_s)
            return tr("{time} over", time=over)
        if self.wait.promised is not None:
            return _by_when(self.wait.promised.at, self.now.at)
        return tr("av {target}", target=self._span())

    @property
    def why(self) -> str:
        """Why it stands where it does, in one line: "41 av 60 s", "POS · venter 2:10",
        "8 s over", "innen 12:00".
        """
        inside, below = self.inside, self.below
        if self.wait.kind is WaitKind.POS_CALL:
            return tr("POS · venter {waited}", waited=inside)
        if self.wait.promised is not None or self.meaning is Meaning.LATE:
            return below
        unit = tr("{seconds} s", seconds="")
        if below.endswith(unit):
            inside = inside.removesuffix(unit)  # the unit is said once
        return f"{inside} {below}"

    @property
    def sentence(self) -> str:
        """The whole of it, for tooltip and screen reader."""
        wait, inside = self.wait, self.inside
        if wait.promised is not None:
            due = moment_label(wait.promised.at, self.now.at)
            return tr("venter {waited}, skal høre fra oss innen {when}", waited=inside, when=due)
        target = self._span()
        if wait.kind is WaitKind.POS_CALL:
            return tr("POS, venter {waited} av {target}", waited=inside, target=target)
        if wait.is_working:
            return tr("venter {waited} av {target} arbeidstid", waited=inside, target=target)
        return tr("venter {waited} av {target}", waited=inside, target=target)

    def order(self, key: str) -> Order:
        """Sorts the most urgent first; of equals the one that has waited longest, then by key."""
        return (-self.fraction, self.wait.began.at.timestamp(unit="nanosecond"), key)

    def _length(self, seconds: float) -> str:
        if self.wait.is_working:
            return working_short(seconds)
        if self.wait.promised is not None or self.wait.total_s < _IN_SECONDS_BELOW:
            return duration_short(seconds)
        return minutes_short(seconds)

    def _span(self) -> str:
        """The target as people say it: `60 s`, `2:00`, `8 t`, `4:30` (hours), `45 m`."""
        total_s = int(self.wait.total_s)
        if not self.wait.is_working:
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
