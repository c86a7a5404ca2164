"""How long a chat is going to last, from how long chats have lasted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

ASSUMED_S = 8 * 60.0
"""So long a chat is taken to last where too few have been seen (choice)."""

FEW = 8
"""Of fewer that lasted longer nothing is learnt."""

_LEAST_S = 60.0


def left_s(lasted: Sequence[float], so_far_s: float) -> float:
    """In how many seconds a chat that has lasted so long is over, as likely as not; `lasted` are
    the seconds of others, ascending.

    Half of those that lasted longer were over by then. One that outlasts what was seen goes on for
    half as long again: the longer it has lasted, the longer it goes on.
    """
    first = bisect_right(lasted, so_far_s)
    if len(lasted) - first >= FEW:
        low, high = (first + len(lasted) - 1) // 2, (first + len(lasted)) // 2
        return max(_LEAST_S, (lasted[low] + lasted[high]) / 2 - so_far_s)
    return max(_LEAST_S, ASSUMED_S - so_far_s, so_far_s / 2)
