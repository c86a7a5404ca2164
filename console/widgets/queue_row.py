"""Rows of a telephone queue in the whole width: place, who, why there, buttons, clock."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor

from console.widgets.clock_ring import RingState, below_token, paint_ring
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.row_ground import LEFT
from console.widgets.row_parts import RowBrush
from console.widgets.row_text import RowText

_PLACE = 30
_GAP = 8
_EDGE = 10
_RING_TOP = 4
_WHO_SHARE = 0.42
_WHO_LEAST = 220
_WHO_MOST = 420
_WHY_LEAST = 90


@dataclass(frozen=True)
class QueueText(RowText):
    """`place` is the number in the queue, "" for none, then `glyph` is an icon in its stead;
    `under` stands below the name, `why` and `more` in a column of their own.
    """

    place: str = ""
    glyph: str = ""
    under: str = ""
    why: str = ""
    more: str = ""


class QueueRoom:
    """How much of which rows is taken by buttons: pixels by the key of the row."""

    def __init__(self) -> None:
        self.taken: dict[str, int] = {}


def clock_left(hub: ThemeHub, rect: QRect) -> int:
    """Where a row's clock begins; buttons end before it."""
    return rect.right() - hub.fonts.px(_EDGE + 3) - hub.px("clock.column")


class QueueFace:
    """Two lines in two columns: 56 px."""

    row_token = "row"
    head_token = "group.head"

    def __init__(self, room: QueueRoom) -> None:
        self._room = room

    def beside(self, row: RowText) -> object:
        """Its buttons."""
        return self._room.taken.get(row.key, 0)

    def paint(
        self, brush: RowBrush, rect: QRect, row: RowText, ground: QColor, *, on_tint: bool
    ) -> None:
        """The place, who over number, why over what more there is, the clock."""
        if not isinstance(row, QueueText):
            return
        px = brush.hub.fonts.px
        right = clock_left(brush.hub, rect)
        if row.ring is not None:
            self._clock(brush, rect, row.ring, ground)
        left = rect.left() + px(LEFT)
        _paint_place(brush, left, rect.center().y() + 0.5, row)
        left += px(_PLACE)
        first, second = rect.top() + px(19), rect.top() + px(38)
        # Columns stand in line whether a row has buttons or not.
        middle = left + who_width(brush.hub, right - left)
        right -= self._room.taken.get(row.key, 0) + px(_GAP)
        self._who(brush, row, (left, middle - px(_GAP)), (first, second), on_tint=on_tint)
        if right - middle >= px(_WHY_LEAST):
            body = brush.hub.fonts.figures(Size.BODY)
            for words, at, token in ((row.why, first, "text"), (row.more, second, "muted")):
                shown = brush.measure.end(words, body, right - middle)
                brush.text(middle, at, shown, body, token)

    def _who(
        self,
        brush: RowBrush,
        row: QueueText,
        between: tuple[int, int],
        lines: tuple[float, float],
        *,
        on_tint: bool,
    ) -> None:
        left, right = between
        strong, body = brush.hub.fonts.strong(Size.BODY), brush.hub.fonts.figures(Size.BODY)
        wanted = min(brush.measure.width(row.who, strong) + _GAP, round((right - left) * 0.6))
        badges = brush.badges_that_fit(row.badges, right - left - wanted)
        room = right - left - brush.badges_width(badges) - (_GAP if badges else 0)
        who = brush.measure.end(row.who, strong, room)
        x = left + brush.text(left, lines[0], who, strong, "text") + _GAP
        brush.badges(x, lines[0], badges, on_tint=on_tint)
        under = brush.measure.end(row.under, body, right - left)
        brush.text(left, lines[1], under, body, "muted")

    def _clock(self, brush: RowBrush, rect: QRect, ring: RingState, ground: QColor) -> None:
        hub = brush.hub
        side, column = hub.px("ring.row"), hub.px("clock.column")
        left = rect.right() - hub.fonts.px(_EDGE) - column
        top = rect.top() + hub.fonts.px(_RING_TOP)
        box = QRectF(left + (column - side) / 2, top, side, side)
        paint_ring(brush.painter, box, ring, hub, ground)
        middle = top + side - 1 + hub.fonts.line_height(Size.CAPTION) / 2
        ink = hub.color(below_token(ring.meaning))
        font = hub.fonts.figures(Size.CAPTION)
        hub.measure.paint_centred(brush.painter, (left + column / 2, middle), ring.below, font, ink)


class CompactQueueFace:
    """One line: place, who, number and why, a small ring with its words: 36 px."""

    row_token = "row.compact"
    head_token = "group.head.compact"

    def __init__(self, room: QueueRoom) -> None:
        self._room = room

    def beside(self, row: RowText) -> object:
        """Its buttons."""
        return self._room.taken.get(row.key, 0)

    def paint(
        self, brush: RowBrush, rect: QRect, row: RowText, ground: QColor, *, on_tint: bool
    ) -> None:
        """From left to right on one line."""
        if not isinstance(row, QueueText):
            return
        hub, px = brush.hub, brush.hub.fonts.px
        middle, left = rect.center().y() + 0.5, rect.left() + px(LEFT)
        right = self._end(brush, rect, row, ground)
        _paint_place(brush, left, middle, row)
        left += px(_PLACE)
        split = left + who_width(hub, right - left)
        right -= self._room.taken.get(row.key, 0) + px(_GAP)
        strong, body = hub.fonts.strong(Size.BODY), hub.fonts.figures(Size.BODY)
        who = brush.measure.end(row.who, strong, split - left - px(_GAP))
        x = left + brush.text(left, middle, who, strong, "text") + _GAP
        badges = brush.badges_that_fit(row.badges, split - x - _GAP)
        x += brush.badges(x, middle, badges, on_tint=on_tint)
        if row.under and split - x > px(72):
            under = brush.measure.end(row.under, body, split - x - px(_GAP))
            brush.text(x, middle, under, body, "muted")
        words = " · ".join(part for part in (row.why, row.more) if part)
        if right - split >= px(_WHY_LEAST):
            shown = brush.measure.end(words, body, right - split)
            brush.text(split, middle, shown, body, "text" if not row.more else "muted")

    def _end(self, brush: RowBrush, rect: QRect, row: QueueText, ground: QColor) -> int:
        """The small ring with its words, in the column of the clock; returns where that begins."""
        hub = brush.hub
        begins = clock_left(hub, rect)
        if row.ring is None:
            return begins
        side, middle = hub.px("ring.compact"), rect.center().y() + 0.5
        right = rect.right() - hub.fonts.px(_EDGE)
        box = QRectF(right - side, rect.top() + (rect.height() - side) // 2, side, side)
        paint_ring(brush.painter, box, row.ring, hub, ground)
        figures = hub.fonts.figures(Size.BODY)
        words = row.ring.inside
        at = right - side - _GAP - brush.measure.width(words, figures)
        brush.text(at, middle, words, figures, below_token(row.ring.meaning))
        return begins


def who_width(hub: ThemeHub, room: int) -> int:
    """How much of a row's room is the first column's."""
    px = hub.fonts.px
    return min(max(px(_WHO_LEAST), round(room * _WHO_SHARE)), px(_WHO_MOST), max(0, room))


def _paint_place(brush: RowBrush, left: int, middle: float, row: QueueText) -> None:
    if row.place:
        figures = brush.hub.fonts.strong_figures(Size.BODY)
        brush.text(left, middle, row.place, figures, "text" if row.place == "1" else "muted")
    elif row.glyph:
        brush.icon(left, middle, row.glyph, "muted")
