"""The child of a practice day hears how fast it goes, and that its window has gone."""

from __future__ import annotations

import os

from fakes.clock import MONDAY_MORNING as START

from console.app.practice.clock import PracticeClock
from console.app.practice.orders import listen, order
from console.service.ending import Endings


def test_lines_are_obeyed_and_the_end_of_the_window_is_a_reason_to_end() -> None:
    child, window = os.pipe()
    clock, endings = PracticeClock(START, 1.0), Endings()
    listen(child, clock, endings)
    told = order(4.0, 100.0) + order(12.0, 200.0)
    os.write(window, told[:20])
    os.write(window, told[20:])
    os.close(window)
    assert endings.wait() == "the parent has gone"
    assert clock.speed == 12.0
    os.close(child)
