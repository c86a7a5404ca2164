"""Where everything of a duty board lies: its weeks, lanes and blocks, and which is beside which."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt

from console.widgets.board_blocks import BoardWeek, DutyBlock
from console.widgets.fonts import Fonts

LEFT = 16
_RIGHT = 16
_TITLE, _LANE_NAME, _LANES_MIN = 124, 64, 420
_HEAD, _LANE, _GAP, _PAD = 26, 22, 4, 8

Place = tuple[int, int, int]
"""A block by its week, its lane, and its number there."""

START: Place = (0, 0, 0)


class BoardPlan:
    """The lay-out of some weeks at a width."""

    def __init__(
        self, fonts: Fonts, weeks: Sequence[BoardWeek], lane_count: int, width: int
    ) -> None:
        px = fonts.px
        self.head = px(_HEAD)
        self.lane_height = px(_LANE)
        self.title_width = px(_TITLE)
        self.right = width - _RIGHT
        self.lane_names_left = LEFT + self.title_width
        self._weeks = tuple(weeks)
        self._lanes_left = self.lane_names_left + px(_LANE_NAME)
        self._step = self.lane_height + px(_GAP)
        self._pad = px(_PAD)
        self.row_height = max(1, lane_count) * self._step - px(_GAP) + 2 * self._pad
        least = self._lanes_left + px(_LANES_MIN) + _RIGHT
        self.size = QSize(least, self.head + len(self._weeks) * self.row_height)
        self.places = tuple(
            (week, lane, number)
            for week, row in enumerate(self._weeks)
            for lane, blocks in enumerate(row.lanes)
            for number in range(len(blocks))
        )

    def x(self, share: float) -> float:
        """A share of the week, from 0 to 1, across."""
        return self._lanes_left + round(share * (self.right - self._lanes_left))

    def row_top(self, week: int) -> int:
        return self.head + week * self.row_height

    def lane_top(self, week: int, lane: int) -> int:
        return self.row_top(week) + self._pad + lane * self._step

    def lane_middle(self, week: int, lane: int) -> float:
        return self.lane_top(week, lane) + self.lane_height / 2

    def block(self, place: Place) -> DutyBlock:
        week, lane, number = place
        return self._weeks[week].lanes[lane][number]

    def box(self, place: Place) -> QRectF:
        """Where a block is painted; also the shortest stretch can be seen and pressed."""
        block = self.block(place)
        left, right = self.x(block.start), self.x(block.end)
        top = self.lane_top(place[0], place[1])
        return QRectF(left, top, max(3.0, right - left - 2), self.lane_height)

    def at(self, position: QPointF) -> Place | None:
        """The block under a point."""
        return next((one for one in self.places if self.box(one).contains(position)), None)

    def beside(self, place: Place, key: Qt.Key) -> Place | None:
        """Where an arrow key leads: along the lane and on into other weeks, or to the next lane.

        None for other keys; at the end one stays.
        """
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key not in steps:
            return None
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            along = [one for one in self.places if one[1] == place[1]]
            at = along.index(place) + steps[key]
            return along[at] if 0 <= at < len(along) else place
        rows = sorted({one[:2] for one in self.places})
        at = rows.index(place[:2]) + steps[key]
        if not 0 <= at < len(rows):
            return place
        middle = self.box(place).center().x()
        near = [one for one in self.places if one[:2] == rows[at]]
        return min(near, key=lambda one: abs(self.box(one).center().x() - middle))
