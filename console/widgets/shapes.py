"""The small shapes that stand beside a colour, so that none of them speaks alone."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF


class Shape(StrEnum):
    """A mark's form: what it says without its colour."""

    NONE = "none"
    DOT = "dot"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    SQUARE = "square"
    HALF = "half"
    BARS = "bars"
    RING = "ring"
    DASHED_RING = "dashed_ring"


def paint_shape(
    painter: QPainter, shape: Shape, center: QPointF, size: float, color: QColor
) -> None:
    """Paint a shape of `size` logical pixels around a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = size / 2
    box = QRectF(center.x() - half, center.y() - half, size, size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    if shape is Shape.DOT:
        painter.drawEllipse(box)
    elif shape is Shape.TRIANGLE:
        painter.drawPolygon(triangle(center, size))
    elif shape is Shape.DIAMOND:
        painter.drawPolygon(diamond(center, size))
    elif shape is Shape.SQUARE:
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 1, 1)
    else:
        _paint_outlined(painter, shape, box, color)
    painter.restore()


def _paint_outlined(painter: QPainter, shape: Shape, box: QRectF, color: QColor) -> None:
    if shape is Shape.BARS:
        width = box.width() / 4
        painter.drawRect(QRectF(box.left() + width / 2, box.top(), width, box.height()))
        painter.drawRect(QRectF(box.right() - 1.5 * width, box.top(), width, box.height()))
    elif shape is Shape.HALF:
        ring = box.adjusted(0.75, 0.75, -0.75, -0.75)
        painter.drawPie(ring, -90 * 16, 180 * 16)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 1.5))
        painter.drawEllipse(ring)
    elif shape in (Shape.RING, Shape.DASHED_RING):
        pen = QPen(color, 1.5)
        if shape is Shape.DASHED_RING:
            pen.setDashPattern([1.2, 1.2])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))


def triangle(center: QPointF, size: float) -> QPolygonF:
    """A triangle standing on its base, `size` wide, optically centred on a point."""
    half = size / 2
    return QPolygonF(
        [
            QPointF(center.x(), center.y() - half),
            QPointF(center.x() + half, center.y() + half * 0.8),
            QPointF(center.x() - half, center.y() + half * 0.8),
        ]
    )


def diamond(center: QPointF, size: float) -> QPolygonF:
    """A square on its corner, `size` from corner to corner."""
    half = size / 2
    return QPolygonF(
        [
            QPointF(center.x(), center.y() - half),
            QPointF(center.x() + half, center.y()),
            QPointF(center.x(), center.y() + half),
            QPointF(center.x() - half, center.y()),
        ]
    )


def hatch_brush(ground: QColor, stripe: QColor) -> QBrush:
    """Diagonal hatching from a 6 px tile: what is offline, and lunch on the day rail."""
    tile = QPixmap(6, 6)
    tile.fill(ground)
    with QPainter(tile) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(stripe, 1.6))
        for shift in (-6, 0, 6):
            painter.drawLine(QPointF(shift - 1, 7), QPointF(shift + 7, -1))
    return QBrush(tile)
