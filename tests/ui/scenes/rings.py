"""The clock ring in every meaning and size."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from console.widgets.clock_ring import ClockRing, RingMeaning, RingState
from console.widgets.hub import ThemeHub

_M = RingMeaning
RINGS = (
    RingState(0.2, "12 s", "av 60 s"),
    RingState(0.78, "47 s", "av 60 s", _M.SOON),
    RingState(1.1, "2:08", "8 s over", _M.LATE),
    RingState(0.35, "21 s", "av 60 s", pos=True),
    RingState(0.8, "48 s", "av 60 s", _M.SOON, pos=True),
    RingState(1.2, "1:10", "10 s over", _M.LATE, pos=True),
    RingState(0.0, "–", "hos kunden", _M.CUSTOMER),
    RingState(0.0, "?", "ukjent", _M.UNKNOWN),
    RingState(0.55, "1:05", "kl. 10:42", _M.OFFLINE),
)


def rings(hub: ThemeHub) -> QWidget:
    board = QWidget()
    grid = QGridLayout(board)
    for row, size in enumerate(("ring.large", "ring.lane", "ring.row", "ring.compact")):
        for column, ring in enumerate(RINGS):
            if size == "ring.compact":
                ring = RingState(ring.fraction, "", "", ring.meaning, ring.pos)
            place = Qt.AlignmentFlag.AlignCenter
            grid.addWidget(ClockRing(hub, ring, size), row, column, place)
    return board


SCENES = {"rings": rings}
