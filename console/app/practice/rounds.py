"""The parts of `serve` stepped by hand: as fast as it goes, in one thread, the same each time."""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Instant

from console.domain.instants import Clock
from console.service.bell import Bell
from console.service.part import Part, PartPlan, Rest


class HeardBell(Bell):
    """A bell that nobody waits on: it is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.is_rung = False

    def ring(self) -> None:
        """The part's next round is due."""
        self.is_rung = True


class Told:
    """A part that is rung for whenever there is something: it need not look by itself so often."""

    LOOKS_S = 60.0

    def __init__(self, part: Part) -> None:
        self._part = part

    def step(self) -> Rest:
        """A round of the part."""
        rest = self._part.step()
        return Rest(max(rest.seconds, self.LOOKS_S), rest.state, rest.text)

    def break_off(self) -> None:
        """As the part does."""
        self._part.break_off()

    def close(self) -> None:
        """As the part does."""
        self._part.close()


@dataclass
class _Stepped:
    part: Part
    bell: HeardBell
    due: Instant


class Rounds:
    """Each part works when its rest is over by the clock, or when it was rung for; in the order
    they were started in. What a part raises ends the run. Threads: one.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._parts: list[_Stepped] = []

    def start(self, plan: PartPlan) -> HeardBell:
        """Makes the part; its first round is due at once."""
        bell = HeardBell()
        self._parts.append(_Stepped(plan.make(bell), bell, self._clock.now()))
        return bell

    def run(self) -> bool:
        """Lets everybody work for whom it is time; whether anybody was."""
        now = self._clock.now()
        has_worked = False
        for stepped in self._parts:
            if stepped.bell.is_rung or stepped.due <= now:
                stepped.bell.is_rung = False
                rest = stepped.part.step()
                stepped.due = now.add(seconds=rest.seconds)
                has_worked = True
        return has_worked

    def stop(self) -> None:
        """Ends the parts, the last started first."""
        for stepped in reversed(self._parts):
            stepped.bell.stop()
            stepped.part.close()
        self._parts.clear()
