"""This machine's time: who moves the wall clock changes nothing, a server puts it right."""

from __future__ import annotations

import pytest
from fakes.clock import FakeClock
from fixtures.on_call import TUESDAY_NIGHT, FakeBoot
from whenever import Instant

from console.desk.oncall.machine_time import MachineTime, whole_second

HOUR, DAY = 3600, 24 * 3600


@pytest.mark.parametrize("jump_s", [HOUR, -HOUR, DAY, -DAY])
def test_a_jump_of_the_wall_clock_changes_nothing(jump_s: float) -> None:
    wall, boot = FakeClock(TUESDAY_NIGHT), FakeBoot()
    time = MachineTime(wall, boot.clock())
    wall.advance(jump_s)
    assert time.now() == TUESDAY_NIGHT
    wall.advance(60)
    boot.elapsed_s += 60
    assert time.now() == TUESDAY_NIGHT.add(seconds=60)


@pytest.mark.parametrize("jump_s", [HOUR, -HOUR, DAY, -DAY])
def test_nor_does_it_when_the_program_is_started_again_within_the_boot(jump_s: float) -> None:
    wall, boot = FakeClock(TUESDAY_NIGHT), FakeBoot()
    anchor = MachineTime(wall, boot.clock()).anchor
    wall.advance(jump_s + 90)
    boot.elapsed_s += 90
    again = MachineTime(wall, boot.clock())
    again.go_on_from(anchor, TUESDAY_NIGHT)
    assert again.now() == TUESDAY_NIGHT.add(seconds=90)


@pytest.mark.parametrize("later", ["boot 2", ""])
def test_after_a_reboot_or_where_no_boot_is_told_the_wall_clock_counts(later: str) -> None:
    wall = FakeClock(TUESDAY_NIGHT)
    anchor = MachineTime(wall, FakeBoot("boot 1" if later else "").clock()).anchor
    wall.advance(HOUR)
    again = MachineTime(wall, FakeBoot(later, 5.0).clock())
    again.go_on_from(anchor, TUESDAY_NIGHT)
    assert again.now() == TUESDAY_NIGHT.add(seconds=HOUR)


def test_an_anchor_on_which_nothing_has_rested_for_a_day_counts_no_more() -> None:
    wall, boot = FakeClock(TUESDAY_NIGHT), FakeBoot()
    anchor = MachineTime(wall, boot.clock()).anchor
    wall.advance(-HOUR + 2 * DAY)  # it was wrong at the boot, and has been put right
    boot.elapsed_s += 2 * DAY
    for last_use in (TUESDAY_NIGHT.add(seconds=HOUR), None):
        again = MachineTime(wall, boot.clock())
        again.go_on_from(anchor, last_use)
        assert again.now() == wall.now()


def test_the_stores_clock_puts_it_right_whenever_it_has_been_asked() -> None:
    server, boot = FakeClock(TUESDAY_NIGHT), FakeBoot()
    measured: list[Instant] = []
    time = MachineTime(server, boot.clock(), lambda: measured[-1] if measured else None)
    server.advance(100)
    boot.elapsed_s += 40  # a quartz that goes badly, or a system that does not count its sleep
    assert time.now() == TUESDAY_NIGHT.add(seconds=40)
    measured.append(server.now())
    assert time.now() == TUESDAY_NIGHT.add(seconds=100)


def test_a_store_that_was_asked_knows_better_than_what_lay_here() -> None:
    wall, boot = FakeClock(TUESDAY_NIGHT), FakeBoot()
    anchor = MachineTime(wall, boot.clock()).anchor
    server = FakeClock(TUESDAY_NIGHT.add(seconds=7))
    again = MachineTime(server, boot.clock(), lambda: TUESDAY_NIGHT)
    again.go_on_from(anchor, TUESDAY_NIGHT)
    assert again.now() == TUESDAY_NIGHT.add(seconds=7)


def test_it_never_goes_backwards() -> None:
    server, boot = FakeClock(TUESDAY_NIGHT), FakeBoot()
    measured: list[Instant] = []
    time = MachineTime(server, boot.clock(), lambda: measured[-1] if measured else None)
    boot.elapsed_s += 10
    before = time.now()
    measured.append(server.now())  # ten seconds behind
    assert time.now() == before
    boot.elapsed_s += 11
    assert time.now() == TUESDAY_NIGHT.add(seconds=11)


def test_ids_sort_as_they_were_made_whatever_the_wall_says() -> None:
    wall, boot = FakeClock(TUESDAY_NIGHT), FakeBoot()
    time = MachineTime(wall, boot.clock())
    made = []
    for jump_s in (0, 0, -DAY, DAY, 0):
        wall.advance(jump_s)
        made.append(time.new_id())
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_seconds_are_cut_off_not_rounded() -> None:
    assert whole_second(TUESDAY_NIGHT.add(milliseconds=999)) == TUESDAY_NIGHT
