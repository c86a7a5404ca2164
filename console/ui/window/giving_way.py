"""Who gives way to whom where there is little room: the first in line says less, then the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """A way to say less: it saves so many pixels, and is taken while less than `until_px` is left.

    The same `key` may stand in line several times: each time it says less still.
    """

    key: str
    saves_px: int
    until_px: int


def given_way(room_px: int, line: Sequence[Way]) -> dict[str, int]:
    """How often each key gives way, so that as much room as it wants is left for the rest."""
    given: dict[str, int] = {}
    for way in line:
        if room_px < way.until_px:
            given[way.key] = given.get(way.key, 0) + 1
            room_px += way.saves_px
    return given
