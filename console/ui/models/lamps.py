"""Which lamp shows which freshness of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.widgets.lamp import LampState

if TYPE_CHECKING:
    from console.desk.freshness import Freshness

AWAY = "away"
"""The desk's word for a source that nobody knows of, since the store that tells of it is away."""


def lamp_of(freshness: Freshness, problem: str = "-") -> LampState:
    """The widget's word for the desk's; a source that is off without a problem only rests."""
    if freshness.lamp.value == AWAY:
        return LampState.RESTING
    state = LampState(freshness.lamp.value)
    return LampState.RESTING if state is LampState.OFF and not problem else state
