"""Grounds, edges and focus lines: what every control of the style is drawn from."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

FOCUS_WIDTH = 2


def paint_panel(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
) -> None:
    """A rounded ground with a hairline edge that lies on the half pixel."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
    else:
        pen = QPen(edge, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()


def paint_focus(painter: QPainter, rect: QRectF, radius: float, color: QColor) -> None:
    """The focus line: two pixels, just inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, FOCUS_WIDTH))
    inset = FOCUS_WIDTH / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def paint_text(
    painter: QPainter, rect: QRectF, text: str, color: QColor, flags: Qt.AlignmentFlag
) -> None:
    """One line of finished text in the painter's font."""
    painter.setPen(color)
    painter.drawText(rect, int(flags | Qt.TextFlag.TextSingleLine), text)
