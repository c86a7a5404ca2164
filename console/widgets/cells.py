"""Cells of a painted table: words, a state with its shape, units, small rings, figures, badges.

A row is a `RowText` with cells; `CellFace` paints them in its columns' places, so that a table is
a list like any other: keys, hover, selection and what a screen reader hears.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFont

from console.widgets.badge import Badge
from console.widgets.cell_columns import CellColumn, placed
from console.widgets.clock_ring import RingMeaning, RingState, below_token, paint_ring
from console.widgets.fonts import Size
from console.widgets.row_ground import LEFT, RIGHT
from console.widgets.row_parts import RowBrush
from console.widgets.row_text import RowText
from console.widgets.shapes import Shape, paint_shape
from console.widgets.units_bar import UnitsFace, paint_units, units_width

_GAP = 8
_LINE = 10
"""How far a line of two stands from the middle."""

_MARK = 8
_RING = "ring.compact"


@dataclass(frozen=True, slots=True)
class WordsCell:
    """One line, and a quiet one below it where there is something to say."""

    first: str
    second: str = ""
    icon: str = ""
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class StateCell:
    """A shape, the state in words, and since when below."""

    shape: Shape
    token: str
    first: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class UnitsCell:
    """Units in use, and the same in words behind them."""

    face: UnitsFace
    words: str


@dataclass(frozen=True, slots=True)
class RingsCell:
    """Small clocks, each with its time; as many as fit, then how many more."""

    rings: tuple[RingState, ...]


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A figure that stands right, and before it how much of it is late."""

    figure: str
    late: str = ""


@dataclass(frozen=True, slots=True)
class BadgeCell:
    """A badge, or nothing."""

    badge: Badge | None


Cell = WordsCell | StateCell | UnitsCell | RingsCell | FigureCell | BadgeCell


@dataclass(frozen=True)
class CellRow(RowText):
    """A row of a painted table; there are as many cells as columns."""

    cells: tuple[Cell, ...] = ()


class CellFace:
    """Paints rows of cells in these columns; `row_token` is how tall a row is."""

    head_token = "group.head"

    def __init__(self, columns: Sequence[CellColumn], row_token: str = "row") -> None:
        self._columns = tuple(columns)
        self.row_token = row_token

    def paint(
        self, brush: RowBrush, rect: QRect, row: RowText, ground: QColor, *, on_tint: bool
    ) -> None:
        """Every cell in its column's place."""
        if not isinstance(row, CellRow):
            return
        left = rect.left() + brush.hub.fonts.px(LEFT)
        places = placed(brush.hub, self._columns, rect.right() - RIGHT - left)
        for cell, (start, width) in zip(row.cells, places, strict=True):
            if width > 0:
                box = QRect(left + start, rect.top(), width, rect.height())
                _paint(brush, cell, box, ground, on_tint=on_tint)


def _paint(brush: RowBrush, cell: Cell, box: QRect, ground: QColor, *, on_tint: bool) -> None:
    fonts = brush.hub.fonts
    match cell:
        case WordsCell():
            if cell.icon:
                brush.icon(box.left(), _middle(box), cell.icon, "muted")
                box.setLeft(box.left() + fonts.px(14 + 10))
            font = fonts.strong(Size.BODY) if cell.is_strong else fonts.figures(Size.BODY)
            _paint_lines(brush, box, (cell.first, cell.second), font)
        case StateCell():
            _paint_state(brush, cell, box)
        case UnitsCell():
            _paint_units(brush, cell, box)
        case RingsCell():
            _paint_rings(brush, cell.rings, box, ground)
        case FigureCell():
            _paint_figure(brush, cell, box)
        case BadgeCell(badge) if badge is not None:
            brush.badges(box.left(), _middle(box), [badge], on_tint=on_tint)


def _middle(box: QRect) -> float:
    return box.top() + (box.height() - 1) / 2


def _paint_lines(brush: RowBrush, box: QRect, lines: tuple[str, str], font: QFont) -> None:
    """One line in the middle, or two around it."""
    first, second = lines
    up = brush.hub.fonts.px(_LINE) if second else 0
    words = brush.measure.end(first, font, box.width())
    brush.text(box.left(), _middle(box) - up, words, font, "text")
    if second:
        quiet = brush.hub.fonts.figures(Size.CAPTION)
        words = brush.measure.end(second, quiet, box.width())
        brush.text(box.left(), _middle(box) + up - 1, words, quiet, "muted")


def _paint_state(brush: RowBrush, cell: StateCell, box: QRect) -> None:
    hub = brush.hub
    side = hub.fonts.px(_MARK)
    up = hub.fonts.px(_LINE) if cell.second else 0
    centre = QPointF(box.left() + side / 2, _middle(box) - up)
    paint_shape(brush.painter, cell.shape, centre, side, hub.color(cell.token))
    beside = box.adjusted(side + hub.fonts.px(_GAP), 0, 0, 0)
    _paint_lines(brush, beside, (cell.first, cell.second), hub.fonts.figures(Size.BODY))


def _paint_units(brush: RowBrush, cell: UnitsCell, box: QRect) -> None:
    face, fonts = cell.face, brush.hub.fonts
    paint_units(brush.painter, brush.hub, face, (box.left(), _middle(box)))
    is_full = face.used >= face.capacity
    font = fonts.strong_figures(Size.CAPTION) if is_full else fonts.figures(Size.CAPTION)
    left = box.left() + units_width(brush.hub, face.capacity) + fonts.px(_GAP)
    brush.text(left, _middle(box), cell.words, font, "text")


def _paint_rings(brush: RowBrush, rings: tuple[RingState, ...], box: QRect, ground: QColor) -> None:
    hub, px, font = brush.hub, brush.hub.fonts.px, brush.hub.fonts.figures(Size.CAPTION)
    if not rings:
        brush.text(box.left(), _middle(box), "–", hub.fonts.figures(Size.BODY), "muted")
        return
    side, left = hub.px(_RING), float(box.left())
    for number, ring in enumerate(rings):
        words = ring.below if ring.meaning is RingMeaning.CUSTOMER else ring.inside
        rest = f"+{len(rings) - number}"
        width = side + px(6) + brush.measure.width(words, font)
        is_last = number == len(rings) - 1
        kept = 0 if is_last else px(12) + brush.measure.width(rest, font)
        if left + width + kept > box.right() + 1:
            brush.text(left, _middle(box), rest, font, "muted")
            return
        square = QRectF(round(left), round(_middle(box) - side / 2), side, side)
        paint_ring(brush.painter, square, ring, hub, ground)
        brush.text(left + side + px(6), _middle(box), words, font, below_token(ring.meaning))
        left += width + px(12)


def _paint_figure(brush: RowBrush, cell: FigureCell, box: QRect) -> None:
    fonts, right = brush.hub.fonts, float(box.right() + 1)
    font = fonts.figures(Size.BODY)
    right -= brush.measure.width(cell.figure, font)
    brush.text(right, _middle(box), cell.figure, font, "text")
    if not cell.late:
        return
    strong, side = fonts.strong_figures(Size.BODY), fonts.px(_MARK)
    right -= fonts.px(_GAP) + brush.measure.width(cell.late, strong)
    brush.text(right, _middle(box), cell.late, strong, "late.text")
    centre = QPointF(right - fonts.px(4) - side / 2, _middle(box))
    paint_shape(brush.painter, Shape.TRIANGLE, centre, side, brush.hub.color("late.text"))
