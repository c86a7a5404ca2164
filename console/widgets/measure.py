"""Measured, shortened and shaped text, remembered: a row asks for the same at every repaint."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText, QTransform

from console.widgets.fonts import Fonts

_ENTRIES_MAX = 4000


class TextMeasure:
    """Widths, shortened and shaped texts of one set of fonts; the hub makes a new one for others.

    Hand in fonts of the hub alone: they are told apart by which object they are.
    """

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._widths: dict[tuple[int, str], int] = {}
        self._elided: dict[tuple[int, str, int, bool], str] = {}
        self._shaped: dict[tuple[int, str], tuple[QStaticText, float]] = {}
        self._metrics: dict[int, QFontMetrics] = {}

    def width(self, text: str, font: QFont) -> int:
        """Logical pixels of one line of text."""
        key = (id(font), text)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) > _ENTRIES_MAX:
                self._widths.clear()
            found = self._widths[key] = self._of(font).horizontalAdvance(text)
        return found

    def end(self, text: str, font: QFont, room: int) -> str:
        """Text shortened at its end to `room` pixels."""
        return self._shorten(text, font, room, Qt.TextElideMode.ElideRight)

    def middle(self, text: str, font: QFont, room: int) -> str:
        """An address shortened in its middle, so that its end stays."""
        return self._shorten(text, font, room, Qt.TextElideMode.ElideMiddle)

    def paint(
        self,
        painter: QPainter,
        at: tuple[float, float],
        text: str,
        font: QFont,
        color: QColor,
    ) -> None:
        """One line of text that begins at x around the line y; shaped once, drawn many times."""
        key = (id(font), text)
        shaped = self._shaped.get(key)
        if shaped is None:
            if len(self._shaped) > _ENTRIES_MAX:
                self._shaped.clear()
            shaped = self._shaped[key] = _shape(text, font), self._of(font).height() / 2
        shape, up = shaped
        painter.setFont(font)
        painter.setPen(color)
        painter.drawStaticText(QPointF(at[0], at[1] - up), shape)

    def paint_centred(
        self,
        painter: QPainter,
        at: tuple[float, float],
        text: str,
        font: QFont,
        color: QColor,
    ) -> None:
        """One line of text around a point."""
        start = (at[0] - self.width(text, font) / 2, at[1])
        self.paint(painter, start, text, font, color)

    def _shorten(self, text: str, font: QFont, room: int, mode: Qt.TextElideMode) -> str:
        if self.width(text, font) <= room:
            return text
        key = (id(font), text, room, mode is Qt.TextElideMode.ElideMiddle)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > _ENTRIES_MAX:
                self._elided.clear()
            shown = self._of(font).elidedText(text, mode, max(0, room))
            found = self._elided[key] = shown
        return found

    def _of(self, font: QFont) -> QFontMetrics:
        """By which font it is: to ask for its name each time takes longer than to measure."""
        found = self._metrics.get(id(font))
        if found is None:
            found = self._metrics[id(font)] = self._fonts.metrics(font)
        return found


def _shape(text: str, font: QFont) -> QStaticText:
    shape = QStaticText(text)
    shape.setTextFormat(Qt.TextFormat.PlainText)
    shape.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    shape.prepare(QTransform(), font)
    return shape
