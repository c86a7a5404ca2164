"""Which lamp shows which freshness of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.widgets.lamp import LampState

if TYPE_CHECKING:
    from console.desk.freshness import Freshness


def lamp_of(freshness: Freshness, problem: str = "-") -> LampState:
    """The widget's word for the desk's; a source that is off without a problem only rests."""
    state = LampState(freshness.lamp.value)
    return LampState.RESTING if state is LampState.OFF and not problem else state
