"""Foreign text, laid out once for a width: plain, selectable, with its links found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

_LINK = re.compile(r"https?://[^\s<>\"'«»]+")
_NOT_AT_END = ".,;:!?)]}"
_NEWLINE = "\n"
_LINE_SEPARATOR = "\u2028"
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


def find_links(text: str) -> list[tuple[int, int, str]]:
    """Start, length and address of every web address written out in a text."""
    found = []
    for match in _LINK.finditer(text):
        address = match.group().rstrip(_NOT_AT_END)
        found.append((match.start(), len(address), address))
    return found


class BodyText:
    """A text in one font and width. Positions are indexes into `text`.

    The markup a text may hold is never read: what looks like a tag is shown as letters.
    """

    def __init__(
        self, text: str, font: QFont, line_height: int, width: int, link_color: QColor
    ) -> None:
        self.text = text
        self._line_height = line_height
        self._links = find_links(text)
        # One character for one: positions in the layout are positions in the text.
        shown = text.replace(_NEWLINE, _LINE_SEPARATOR)
        self._layout = QTextLayout(shown, font)
        self._layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(self._link_formats(link_color))
        self.natural_width = 0.0
        self.lines = self._break(width, QFontMetrics(font).height())
        self.height = max(1, self.lines) * line_height

    def _break(self, width: int, font_height: int) -> int:
        self._layout.beginLayout()
        count = 0
        lift = (self._line_height - font_height) / 2
        line = self._layout.createLine()
        while line.isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, count * self._line_height + lift))
            self.natural_width = max(self.natural_width, line.naturalTextWidth())
            count += 1
            line = self._layout.createLine()
        self._layout.endLayout()
        return count

    def _link_formats(self, color: QColor) -> list[QTextLayout.FormatRange]:
        look = QTextCharFormat()
        look.setForeground(QBrush(color))
        look.setFontUnderline(True)
        return [_range(start, length, look) for start, length, _ in self._links]

    def draw(
        self,
        painter: QPainter,
        origin: QPointF,
        ink: QColor,
        clip: QRectF,
        selections: Sequence[QTextLayout.FormatRange] = (),
    ) -> None:
        """Paint the lines that meet `clip`."""
        painter.setPen(ink)
        self._layout.draw(painter, origin, list(selections), clip)

    def position_at(self, point: QPointF) -> int:
        """The position nearest to a point measured from the text's corner."""
        if not self.lines:
            return 0
        number = int(point.y() // self._line_height)
        line = self._layout.lineAt(max(0, min(self.lines - 1, number)))
        return int(line.xToCursor(point.x()))

    def link_at(self, point: QPointF) -> str:
        """The address under a point, empty for none."""
        number = int(point.y() // self._line_height)
        if not 0 <= number < self.lines:
            return ""
        line = self._layout.lineAt(number)
        if not 0 <= point.x() <= line.naturalTextWidth():
            return ""
        position = line.xToCursor(point.x())
        for start, length, address in self._links:
            if start <= position < start + length:
                return address
        return ""

    def word_at(self, position: int) -> tuple[int, int]:
        """Start and end of the word around a position."""
        start = max(0, position - 200)
        for match in _WORD.finditer(self.text, start, min(len(self.text), position + 200)):
            if match.start() <= position < match.end():
                return match.span()
        return position, position


def selection_format(start: int, end: int, ink: QColor, ground: QColor) -> QTextLayout.FormatRange:
    """How a selected stretch is drawn."""
    look = QTextCharFormat()
    look.setForeground(QBrush(ink))
    look.setBackground(QBrush(ground))
    return _range(start, end - start, look)


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    stretch = QTextLayout.FormatRange()
    stretch.start = start
    stretch.length = length
    stretch.format = look
    return stretch
