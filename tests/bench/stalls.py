"""How long the thread that paints did not come round, and what a process uses; for benches."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from tests.bench.twins import percentile

EVERY_MS = 5
LONG_MS = 50.0
"""What a person feels."""


@dataclass
class Stalls:
    """`late_ms`: how much later than asked the loop came round; `worked_ms`: how long its thread
    worked since it last did, which other programs on the machine do not add to.
    """

    late_ms: list[float] = field(default_factory=list)
    worked_ms: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Percentiles over all rounds, and how many were long."""
        late, worked = self.late_ms, self.worked_ms
        return {
            "stall_p50_ms": round(percentile(late, 0.5), 1),
            "stall_p99_ms": round(percentile(late, 0.99), 1),
            "stall_p999_ms": round(percentile(late, 0.999), 1),
            "stall_max_ms": round(max(late), 1),
            "stalls_over_50_ms": sum(each > LONG_MS for each in late),
            "worked_p99_ms": round(percentile(worked, 0.99), 1),
            "worked_p999_ms": round(percentile(worked, 0.999), 1),
            "worked_max_ms": round(max(worked), 1),
            "worked_over_50_ms": sum(each > LONG_MS for each in worked),
            "rounds": len(late),
        }


class StallWatch(QObject):
    """A timer of the loop that is watched, which notes when it is late."""

    def __init__(self) -> None:
        super().__init__()
        self.stalls = Stalls()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._round)
        self._last_s, self._worked_s = time.perf_counter(), time.thread_time()
        self._timer.start(EVERY_MS)

    def stop(self) -> Stalls:
        """No more rounds."""
        self._timer.stop()
        return self.stalls

    @Slot()
    def _round(self) -> None:
        now_s, worked_s = time.perf_counter(), time.thread_time()
        self.stalls.late_ms.append(max(0.0, (now_s - self._last_s) * 1e3 - EVERY_MS))
        self.stalls.worked_ms.append((worked_s - self._worked_s) * 1e3)
        self._last_s, self._worked_s = now_s, worked_s


def cpu_s(pid: int | str = "self") -> float:
    """Processor time that a process has used."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rss_mb(pid: int | str = "self") -> float:
    """Memory that a process holds."""
    with open(f"/proc/{pid}/statm") as statm:
        return round(int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


class Usage:
    """Cores that processes use on average from now on, and their memory."""

    def __init__(self, **pids: int | str) -> None:
        self._pids = pids
        self._began_s = time.perf_counter()
        self._before = {name: (cpu_s(pid), rss_mb(pid)) for name, pid in pids.items()}

    def figures(self) -> dict[str, float]:
        """For each name: cores, and MB at the beginning and now."""
        took_s = time.perf_counter() - self._began_s
        found: dict[str, float] = {}
        for name, pid in self._pids.items():
            cpu_before, rss_before = self._before[name]
            found[f"{name}_cores"] = round((cpu_s(pid) - cpu_before) / took_s, 2)
            found[f"{name}_mb_before"] = rss_before
            found[f"{name}_mb_after"] = rss_mb(pid)
        return found
