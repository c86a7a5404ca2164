"""A meter: how many of a few points are known, as bars that fill one by one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_panel

_GAP = 3


class Meter(QWidget):
    """`done` of `total` bars; `name` says the same in words."""

    def __init__(
        self, hub: ThemeHub, done: int = 0, total: int = 5, name: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._hub = hub
        self._done, self._total = done, total
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)
        self.show_count(done, total, name)

    def show_count(self, done: int, total: int, name: str) -> None:
        """Show another count."""
        self._done, self._total = done, total
        self.setAccessibleName(name)
        self.update()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line as wide as there is room."""
        return QSize(self._hub.fonts.px(120), self._hub.fonts.px(4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        total = max(1, self._total)
        width = (self.width() - _GAP * (total - 1)) / total
        with QPainter(self) as painter:
            for point in range(total):
                token = "calm.mark" if point < self._done else "surface.3"
                bar = QRectF(point * (width + _GAP), 0, width, self.height())
                paint_panel(painter, bar, 2, self._hub.color(token))
