"""Figures side by side: each large over the quiet words of what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub

_BETWEEN = 32
_BETWEEN_LEAST = 16
_LEAST = 44


@dataclass(frozen=True)
class BigFigure:
    """`token` is the ink of the figure."""

    value: str
    words: str
    token: str = "text"


class FiguresLine(QWidget):
    """Keeps each figure's place while it changes; stands nearer together where room is short."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._figures: tuple[BigFigure, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)

    @property
    def figures(self) -> tuple[BigFigure, ...]:
        """What is shown."""
        return self._figures

    def show_figures(self, figures: Sequence[BigFigure], sentence: str) -> None:
        """Other figures; `sentence` is all of them for a screen reader."""
        self._figures = tuple(figures)
        self.setAccessibleName(sentence)
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[int]:
        fonts, measure = self._hub.fonts, self._hub.measure
        strong, caption = fonts.strong_figures(Size.HEADING), fonts.figures(Size.CAPTION)
        return [
            max(
                fonts.px(_LEAST),
                measure.width(each.value, strong),
                measure.width(each.words, caption),
            )
            for each in self._figures
        ]

    def _width(self, between: int) -> int:
        widths = self._widths()
        return sum(widths) + between * max(0, len(widths) - 1)

    def sizeHint(self) -> QSize:
        """All of them with room between, two lines tall."""
        fonts = self._hub.fonts
        height = fonts.line_height(Size.HEADING) + fonts.line_height(Size.CAPTION) + 2
        return QSize(self._width(fonts.px(_BETWEEN)), height)

    def minimumSizeHint(self) -> QSize:
        """The same nearer together."""
        return QSize(self._width(self._hub.fonts.px(_BETWEEN_LEAST)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Each figure over its words."""
        hub, fonts = self._hub, self._hub.fonts
        strong, caption = fonts.strong_figures(Size.HEADING), fonts.figures(Size.CAPTION)
        widths = self._widths()
        spare = self.width() - sum(widths)
        parts = max(1, len(widths) - 1)
        between = min(fonts.px(_BETWEEN), max(fonts.px(_BETWEEN_LEAST), spare // parts))
        first = fonts.line_height(Size.HEADING) / 2
        second = fonts.line_height(Size.HEADING) + 2 + fonts.line_height(Size.CAPTION) / 2
        x = 0
        with QPainter(self) as painter:
            for figure, width in zip(self._figures, widths, strict=True):
                ink = hub.color(figure.token)
                hub.measure.paint(painter, (x, first), figure.value, strong, ink)
                muted = hub.color("muted")
                hub.measure.paint(painter, (x, second), figure.words, caption, muted)
                x += width + between
