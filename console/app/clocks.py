"""By which clocks a run goes: the wall's, and what the work log counts by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.app.machine_clock import MachineClock
from console.domain.instants import Clock

if TYPE_CHECKING:
    from console.desk.oncall.machine_time import BootClock


@dataclass(frozen=True)
class Clocks:
    """`boot` makes the steady clock of the work log, when its libraries are there."""

    wall: Clock
    boot: Callable[[], BootClock]


def _boot_clock() -> BootClock:
    from console.app.boot_clock import boot_clock  # noqa: PLC0415 - after the first paint

    return boot_clock()


THIS_MACHINE = Clocks(MachineClock(), _boot_clock)
