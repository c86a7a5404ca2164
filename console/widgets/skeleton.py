"""The shape of rows to come."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_panel

SKELETON_AFTER_MS = 150
"""What is there sooner shows no skeleton at all (the tokens' `skeleton_after_ms`)."""

_SKELETON_ROWS = 6


class Skeleton(QWidget):
    """The shape of rows to come; drawn only when the wait is longer than 150 ms."""

    def __init__(self, hub: ThemeHub, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._is_drawn = False
        self.setAccessibleName(name)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SKELETON_AFTER_MS)
        self._timer.timeout.connect(self._waited)
        hub.changed.connect(self.update)

    @property
    def is_drawn(self) -> bool:
        """Whether the wait has become long enough to be shown."""
        return self._is_drawn

    def begin(self) -> None:
        """Something is being fetched from now on."""
        self._is_drawn = False
        self._timer.start()

    def end(self) -> None:
        """It is there."""
        self._timer.stop()
        self._is_drawn = False

    @Slot()
    def _waited(self) -> None:
        self._is_drawn = True
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars where words will be, a circle where the clock will be."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._hub.color("surface.1"))
            if self._is_drawn:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                height = self._hub.px("row")
                for number in range(_SKELETON_ROWS):
                    self._paint_row(painter, number * height, height)

    def _paint_row(self, painter: QPainter, top: int, height: int) -> None:
        hub, px = self._hub, self._hub.fonts.px
        room = min(self.width() - px(120), px(420))
        ground = hub.color("surface.2")
        strong = QRectF(16, top + px(14), room * 0.42, px(8))
        paint_panel(painter, strong, 4, hub.color("surface.3"))
        paint_panel(painter, QRectF(16, top + px(34), room * 0.75, px(8)), 4, ground)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(hub.color("surface.3"), 2))
        radius = hub.px("ring.row") / 2 - 2
        centre = QPointF(self.width() - px(46), top + height / 2)
        painter.drawEllipse(centre, radius, radius)
        painter.fillRect(16, top + height - 1, self.width() - 28, 1, hub.color("line"))
