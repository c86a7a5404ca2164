"""What is to happen later, by a clock that a test moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fakes.clock import FakeClock
from whenever import Instant


@dataclass(eq=False)
class Planned:
    at: Instant
    call: Callable[[], None]
    is_off: bool = False

    def cancel(self) -> None:
        self.is_off = True


class ByHand:
    """Happens when the clock is moved past it, at its own instant."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self._planned: list[Planned] = []

    def __call__(self, delay_s: float, call: Callable[[], None]) -> Planned:
        planned = Planned(self.clock.now().add(seconds=delay_s), call)
        self._planned.append(planned)
        return planned

    @property
    def waiting(self) -> list[Planned]:
        """What is still to happen, the next first."""
        self._planned = [each for each in self._planned if not each.is_off]
        return sorted(self._planned, key=lambda each: each.at)

    def advance(self, seconds: float) -> None:
        """So much time passes, and what is due in it happens."""
        end = self.clock.now().add(seconds=seconds)
        while (due := self.waiting) and due[0].at <= end:
            self._move_to(due[0].at)
            due[0].cancel()
            due[0].call()
        self._move_to(end)

    def _move_to(self, at: Instant) -> None:
        self.clock.advance((at - self.clock.now()).total("seconds"))
