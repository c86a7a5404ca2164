"""Measured and shortened text, remembered: a row asks for the same words at every repaint."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from console.widgets.fonts import Fonts

_ENTRIES_MAX = 4000


class TextMeasure:
    """Widths and elided texts of one set of fonts; make a new one when the fonts change."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._widths: dict[tuple[int, str], int] = {}
        self._elided: dict[tuple[int, str, int, bool], str] = {}

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
