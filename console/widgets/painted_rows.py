"""Rows as they were painted: where one of a list comes or goes, all that stand are drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView

from console.widgets.row_text import RowText

Paint = Callable[[QPainter, QSize], None]
"""Paints a row of this size at the painter's origin."""


def paint_at(painter: QPainter, rect: QRect, paint: Paint) -> None:
    """Paints a row where it stands. What is rounded in it is rounded alike in every row, wherever
    that is.
    """
    painter.translate(rect.topLeft())
    paint(painter, rect.size())
    painter.translate(-rect.topLeft())


@dataclass
class _Seen:
    """A row as it was painted last, beside what; `picture` once it was the same twice."""

    row: RowText
    beside: object
    size: QSize
    ratio: float
    picture: QPixmap | None = field(default=None, compare=False)


class PaintedRows:
    """Keeps the picture of what stays as it is, of as many rows as are in sight: each takes some
    100 kB. What changes each time is painted each time.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        self._view = view
        self._seen: dict[str, _Seen] = {}
        """What was drawn last stands last."""

    def forget(self) -> None:
        """The look has changed, or nobody sees the list."""
        self._seen.clear()

    def draw(
        self,
        painter: QPainter,
        rect: QRect,
        row: RowText,
        beside: object,
        ground: QColor,
        paint: Paint,
    ) -> None:
        """The row at `rect`, on a ground of this colour; `beside` is what its look depends on
        besides.
        """
        ratio = painter.deviceTransform().m11()
        seen, now = self._seen.pop(row.key, None), _Seen(row, beside, rect.size(), ratio)
        is_known = seen == now
        if seen is None or not is_known:
            seen = now
            self._make_room(rect.height())
        self._seen[row.key] = seen
        # Between the screen's own points a picture would be blurred.
        if not is_known or not ratio.is_integer():
            paint_at(painter, rect, paint)
            return
        if seen.picture is None:
            seen.picture = _picture(seen, ground, paint)
        painter.drawPixmap(rect.topLeft(), seen.picture)

    def _make_room(self, height: int) -> None:
        in_sight = self._view.viewport().height() // height + 2
        while len(self._seen) >= in_sight:
            del self._seen[next(iter(self._seen))]


def _picture(seen: _Seen, ground: QColor, paint: Paint) -> QPixmap:
    picture = QPixmap(seen.size * seen.ratio)
    picture.setDevicePixelRatio(seen.ratio)
    picture.fill(ground)
    with QPainter(picture) as painter:
        paint(painter, seen.size)
    return picture
