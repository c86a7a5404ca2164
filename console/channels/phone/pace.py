"""How long the exchange may take, and how often it is asked: all waiting times."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """Seconds. `ping_s` of silence are asked about, `heal_s` lie between two looks at the queues,
    `settle_s` between news that only a look explains and that look. A telephone that dials may
    ring for `ring_s`; whoever asked for it is told after `dial_s` that it rings: not later, since
    whoever takes a caller meanwhile waits for that.
    """

    connect_s: float = 10.0
    answer_s: float = 10.0
    ping_s: float = 5.0
    heal_s: float = 15.0
    settle_s: float = 0.2
    dial_s: float = 1.0
    ring_s: float = 30.0
    first_s: float = 1.0
    longest_s: float = 30.0

    def delay_s(self, failures: int) -> float:
        """How long to wait after so many failures in a row (1 is the first), with jitter."""
        full = min(self.longest_s, self.first_s * 2.0 ** min(failures - 1, 60))
        return full * random.uniform(0.5, 1.0)
