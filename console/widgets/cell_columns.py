"""Columns of a painted table: how wide each is, who gives way, and the heads above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.row_ground import LEFT, RIGHT

_GAP = 16
_HEIGHT = 28


@dataclass(frozen=True, slots=True)
class CellColumn:
    """`least_px` at 100 % text; `share` is how much of the spare room it takes.

    `is_figure` stands right. Where there is not room for all, the one with the highest `gives_way`
    is left out first; 0 never is.
    """

    title: str
    least_px: int
    share: int = 0
    is_figure: bool = False
    gives_way: int = 0


def placed(hub: ThemeHub, columns: Sequence[CellColumn], room: int) -> list[tuple[int, int]]:
    """Where each column begins and how wide it is; nothing wide is one that gave way."""
    px = hub.fonts.px
    gap = px(_GAP)
    shown = list(columns)
    while _needed(hub, shown) > room and (giving := [each for each in shown if each.gives_way]):
        shown.remove(max(giving, key=_gives_way))
    spare = room - _needed(hub, shown)
    shares = sum(column.share for column in shown)
    places, left = [], 0
    for column in columns:
        if column not in shown:
            places.append((left, 0))
            continue
        # Where there is too little for the least, those that would share lose.
        width = px(column.least_px) + (spare * column.share // shares if shares else 0)
        places.append((left, max(0, width)))
        left += width + gap
    return places


def _needed(hub: ThemeHub, columns: Sequence[CellColumn]) -> int:
    gaps = hub.fonts.px(_GAP) * (len(columns) - 1)
    return sum(hub.fonts.px(column.least_px) for column in columns) + gaps


def _gives_way(column: CellColumn) -> int:
    return column.gives_way


class CellHeads(QWidget):
    """The titles of the columns, as quiet as can be."""

    def __init__(
        self, hub: ThemeHub, columns: Sequence[CellColumn], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._columns = tuple(columns)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self._hub.fonts.px(240), self._hub.fonts.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Titles lose letters before the table does."""
        return QSize(0, self._hub.fonts.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Each title over its column."""
        hub, left = self._hub, self._hub.fonts.px(LEFT)
        font, middle = hub.fonts.regular(Size.CAPTION), self.height() / 2
        with QPainter(self) as painter:
            places = placed(hub, self._columns, self.width() - 1 - RIGHT - left)
            for column, (start, width) in zip(self._columns, places, strict=True):
                if not width:
                    continue
                words = hub.measure.end(column.title, font, width)
                x = left + start
                if column.is_figure:
                    x += width - hub.measure.width(words, font)
                hub.measure.paint(painter, (x, middle), words, font, hub.color("muted"))
