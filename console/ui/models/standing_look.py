"""Which shape and colour stand for what somebody does."""

from __future__ import annotations

from console.desk.team_standing import Standing
from console.widgets.shapes import Shape

_LOOKS = {
    Standing.READY: (Shape.DOT, "calm.mark"),
    Standing.IN_CALL: (Shape.SQUARE, "accent"),
    Standing.RINGING: (Shape.TRIANGLE, "soon.mark"),
    Standing.WRAP_UP: (Shape.HALF, "soon.mark"),
    Standing.PAUSE: (Shape.BARS, "offline.mark"),
    Standing.OFF: (Shape.RING, "offline.mark"),
}


def shape_of(standing: Standing) -> Shape:
    """The shape that says it without colour."""
    return _LOOKS[standing][0]


def token_of(standing: Standing) -> str:
    """The colour that repeats it."""
    return _LOOKS[standing][1]
