"""Rows of people: a shape for what they do, the name, and at the right with whom and how long."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor

from console.widgets.fonts import Size
from console.widgets.row_ground import LEFT, RIGHT
from console.widgets.row_parts import RowBrush
from console.widgets.row_text import RowText
from console.widgets.shapes import Shape, paint_shape

_SHAPE = 9
_GAP = 8


@dataclass(frozen=True)
class PersonText(RowText):
    """`who` is the name, `note` a quiet word behind it; `what` and `time` stand at the right,
    `warning` below the name.
    """

    shape: Shape = Shape.NONE
    token: str = "muted"
    note: str = ""
    time: str = ""
    warning: str = ""


class PersonFace:
    """Two short lines at the right of a name: 44 px."""

    row_token = "row.person"
    head_token = "group.head"

    def paint(
        self, brush: RowBrush, rect: QRect, row: RowText, ground: QColor, *, on_tint: bool
    ) -> None:
        """The shape, the name, and what they do."""
        if not isinstance(row, PersonText):
            return
        hub, px = brush.hub, brush.hub.fonts.px
        left, middle = rect.left() + px(LEFT), rect.center().y() + 0.5
        right = rect.right() - RIGHT
        centre = QPointF(left + px(_SHAPE) / 2, middle)
        paint_shape(brush.painter, row.shape, centre, px(_SHAPE), hub.color(row.token))
        left += px(_SHAPE + _GAP + 2)
        strong, body = hub.fonts.strong(Size.BODY), hub.fonts.figures(Size.BODY)
        caption = hub.fonts.figures(Size.CAPTION)
        name_at = middle - px(8) if row.warning else middle
        name = brush.measure.end(row.who, strong, round((right - left) * 0.6))
        x = left + brush.text(left, name_at, name, strong, "text") + px(_GAP)
        if row.note:
            x += brush.text(x, name_at, row.note, body, "muted") + px(_GAP)
        what = brush.measure.end(row.what, body, max(0, right - x))
        lines = ((what, body, "text"), (row.time, caption, "muted"))
        shown = [line for line in lines if line[0]]
        offsets = (middle - px(8), middle + px(9)) if len(shown) > 1 else (middle,)
        for (words, font, token), at in zip(shown, offsets, strict=False):
            brush.text(right - brush.measure.width(words, font), at, words, font, token)
        if row.warning:
            room = right - left - brush.measure.width(row.time, caption) - px(_GAP)
            warning = brush.measure.end(row.warning, caption, room)
            brush.text(left, middle + px(9), warning, caption, "soon.text")
