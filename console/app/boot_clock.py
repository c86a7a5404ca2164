"""What this machine counts by since it was switched on."""

from __future__ import annotations

from pathlib import Path

from console.desk.oncall.machine_time import BootClock
from console.service.hold import steady


def boot_clock() -> BootClock:
    """Seconds since the boot, time asleep included, and which boot it is (Linux)."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        boot = ""
    return BootClock(boot, steady)
