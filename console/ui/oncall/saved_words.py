"""When the work log was last kept on this machine, and what waits here while the store is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.domain.instants import wall
from console.domain.language import ntr, tr
from console.domain.wording import clock_time

if TYPE_CHECKING:
    from whenever import Instant


def clock_seconds(at: Instant) -> str:
    """`03:24:39`, Oslo wall time."""
    now = wall(at)
    return f"{now.hour:02}:{now.minute:02}:{now.second:02}"


def saved_words(saved: Instant | None, away_since: Instant | None, waiting: int) -> str:
    """`Arbeidsloggen er lagret her 03:24:39`; while the store is away, since when and how much."""
    if away_since is None:
        return "" if saved is None else tr("Arbeidsloggen er lagret her {time}",
                                           time=clock_seconds(saved))  # fmt: skip
    time = clock_time(away_since)
    if not waiting:
        return tr("Lageret borte siden {time}", time=time)
    return ntr(
        "Lageret borte siden {time} · {count} venter her",
        "Lageret borte siden {time} · {count} venter her",
        waiting,
        time=time,
    )
