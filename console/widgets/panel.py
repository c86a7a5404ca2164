"""A panel: a ground of its own colour, with hairlines on the sides that need them."""

from __future__ import annotations

from enum import Flag, auto

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from console.widgets.hub import ThemeHub


class Edge(Flag):
    """The sides of a panel that have a hairline."""

    NONE = 0
    TOP = auto()
    BOTTOM = auto()
    LEFT = auto()
    RIGHT = auto()


class Panel(QWidget):
    """A plain ground for what is laid out on it."""

    def __init__(
        self,
        hub: ThemeHub,
        token: str = "surface.1",
        edges: Edge = Edge.NONE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._token = token
        self._edges = edges
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        hub.changed.connect(self._look_changed)

    def use_ground(self, token: str) -> None:
        """Stand on another colour."""
        self._token = token
        self.update()

    @Slot()
    def _look_changed(self) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the hairlines."""
        line = self._hub.color("line")
        width, height = self.width(), self.height()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._hub.color(self._token))
            if Edge.TOP in self._edges:
                painter.fillRect(0, 0, width, 1, line)
            if Edge.BOTTOM in self._edges:
                painter.fillRect(0, height - 1, width, 1, line)
            if Edge.LEFT in self._edges:
                painter.fillRect(0, 0, 1, height, line)
            if Edge.RIGHT in self._edges:
                painter.fillRect(width - 1, 0, 1, height, line)
