"""The practice day's clock: by hand, at its speed, the same in every process."""

from __future__ import annotations

from fakes.clock import MONDAY_MORNING as START

from console.app.practice.clock import PracticeClock
from console.app.practice.orders import obey, order
from console.data.store_clock import OwnClock
from console.desk.freshness import Lamp, feed_freshness
from console.domain.instants import pace_of


class Steady:
    """A steady clock that a test moves."""

    def __init__(self) -> None:
        self.at_s = 1000.0

    def __call__(self) -> float:
        return self.at_s


def test_it_stands_until_it_is_begun_and_then_goes_at_its_speed() -> None:
    steady = Steady()
    clock = PracticeClock(START, 12.0, steady_s=steady)
    steady.at_s += 5
    assert clock.now() == START
    clock.begin()
    steady.at_s += 5
    assert clock.now() == START.add(seconds=60)


def test_begun_at_the_same_reading_it_is_the_same_in_two_processes() -> None:
    steady = Steady()
    one, other = (PracticeClock(START, 60.0, steady_s=steady) for _ in range(2))
    reading = one.begin()
    steady.at_s += 0.4
    other.begin(reading)
    steady.at_s += 1.1
    assert one.now() == other.now() == START.add(seconds=90)


def test_moved_by_hand_it_never_goes_back() -> None:
    clock = PracticeClock(START)
    clock.move_to(START.add(seconds=30))
    clock.move_to(START)
    assert clock.now() == START.add(seconds=30)


def test_it_stops_where_the_day_ends() -> None:
    steady = Steady()
    clock = PracticeClock(START, 60.0, START.add(minutes=2), steady)
    clock.begin()
    steady.at_s += 3600
    assert clock.now() == START.add(minutes=2)


def test_what_counts_by_it_grows_as_it_does() -> None:
    steady = Steady()
    clock = PracticeClock(START, 60.0, steady_s=steady)
    clock.begin()
    before_s = clock.seconds()
    steady.at_s += 1
    assert round(clock.seconds() - before_s, 3) == 60.0


def test_what_was_read_two_real_seconds_ago_is_fresh_however_fast_the_day_goes() -> None:
    steady = Steady()
    clock = OwnClock(PracticeClock(START, 60.0, steady_s=steady))
    assert pace_of(clock) == 60.0
    read_at, later = START, START.add(seconds=120)
    assert feed_freshness(read_at, None, None, later, "", pace_of(clock)).lamp is Lamp.LIVE
    assert feed_freshness(read_at, None, None, later).lamp is Lamp.BEHIND


def test_it_stands_for_a_pause_and_goes_on_at_another_speed() -> None:
    steady = Steady()
    clock = PracticeClock(START, 12.0, steady_s=steady)
    clock.begin()
    steady.at_s += 10
    clock.go_at(0.0, steady())
    steady.at_s += 300
    assert clock.now() == START.add(seconds=120)
    clock.go_at(60.0, steady())
    steady.at_s += 1
    assert clock.now() == START.add(seconds=180)


def test_a_child_that_is_told_later_goes_by_the_same_clock() -> None:
    steady = Steady()
    window, child = (PracticeClock(START, 12.0, steady_s=steady) for _ in range(2))
    child.begin(window.begin())
    steady.at_s += 7
    reading = steady()
    window.go_at(60.0, reading)
    steady.at_s += 0.3
    obey(child, order(60.0, reading))
    steady.at_s += 2
    assert window.now() == child.now()
    assert pace_of(child) == 60.0


def test_an_order_that_cannot_be_read_changes_nothing() -> None:
    clock = PracticeClock(START, 12.0, steady_s=Steady())
    for line in (b"", b"[]", b"{}", b"\xff", b'{"speed": "fast", "at_s": 1}'):
        obey(clock, line)
    assert (clock.now(), clock.speed) == (START, 12.0)


def test_a_part_that_rests_while_the_day_stands_looks_again_all_the_same() -> None:
    clock = PracticeClock(START, 12.0, steady_s=Steady())
    clock.go_at(0.0, 1000.0)
    assert pace_of(clock) == 1.0
