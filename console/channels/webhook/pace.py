"""How fast and how much may be told, and how long anybody waits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """`stored_s` is how long a message waits for the store before it is to be sent again;
    `body_s` how long it may take to arrive; `rate` messages a second, `burst` at once.
    """

    stored_s: float = 8.0
    body_s: float = 10.0
    most_bytes: int = 262_144
    rate: float = 200.0
    burst: float = 500.0
    connections: int = 64
    step_s: float = 10.0
    """How long the exchange may take to answer what it is asked."""
