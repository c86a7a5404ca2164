"""Parts of `serve` stepped by hand."""

from __future__ import annotations

from fakes.clock import FakeClock

from console.app.practice.rounds import Rounds
from console.service.bell import Bell
from console.service.part import PartPlan, Rest


class Counting:
    """A part that counts its rounds and rests for ten seconds."""

    def __init__(self) -> None:
        self.rounds = 0
        self.is_closed = False

    def step(self) -> Rest:
        self.rounds += 1
        return Rest(10.0)

    def break_off(self) -> None: ...

    def close(self) -> None:
        self.is_closed = True


def test_a_part_works_when_its_rest_is_over_or_when_it_is_rung_for() -> None:
    clock, part = FakeClock(), Counting()
    rounds = Rounds(clock)
    bell = rounds.start(PartPlan("counting", lambda _bell: part))
    assert (rounds.run(), rounds.run()) == (True, False)
    clock.advance(9)
    assert not rounds.run()
    bell.ring()
    assert (rounds.run(), rounds.run()) == (True, False)
    clock.advance(10)
    assert rounds.run()
    assert part.rounds == 3


def test_stopping_closes_every_part_and_stops_its_bell() -> None:
    part = Counting()
    bells: list[Bell] = []

    def make(bell: Bell) -> Counting:
        bells.append(bell)
        return part

    rounds = Rounds(FakeClock())
    rounds.start(PartPlan("counting", make))
    rounds.stop()
    assert part.is_closed
    assert bells[0].is_stopped()
