"""Measured, shortened and shaped text, remembered: a row asks for the same at every repaint."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QStaticText, QTransform

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
        self._shaped: dict[tuple[int, str], QStaticText] = {}
        self._ups: dict[int, float] = {}

    def width(self, text: str, font: QFont) -> int:
        """Logical pixels of one line of text."""
        key = (id(font), text)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) > _ENTRIES_MAX:
                self._widths.clear()
            found = self._widths[key] = self._fonts.metrics(font).horizontalAdvance(text)
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
        painter.setFont(font)
        painter.setPen(color)
        painter.drawStaticText(QPointF(at[0], at[1] - self._up(font)), self._shape(text, font))

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

    def _up(self, font: QFont) -> float:
        """From the middle of a line up to where its text is drawn from."""
        found = self._ups.get(id(font))
        if found is None:
            found = self._ups[id(font)] = self._fonts.metrics(font).height() / 2
        return found

    def _shape(self, text: str, font: QFont) -> QStaticText:
        key = (id(font), text)
        found = self._shaped.get(key)
        if found is None:
            if len(self._shaped) > _ENTRIES_MAX:
                self._shaped.clear()
            found = QStaticText(text)
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            found.prepare(QTransform(), font)
            self._shaped[key] = found
        return found

    def _shorten(self, text: str, font: QFont, room: int, mode: Qt.TextElideMode) -> str:
        if self.width(text, font) <= room:
            return text
        key = (id(font), text, room, mode is Qt.TextElideMode.ElideMiddle)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > _ENTRIES_MAX:
                self._elided.clear()
            shown = self._fonts.metrics(font).elidedText(text, mode, max(0, room))
            found = self._elided[key] = shown
        return found
