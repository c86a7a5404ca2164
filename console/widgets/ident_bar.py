"""The bar of a customer's colour, which always stands beside the customer's name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_panel


class IdentBar(QWidget):
    """The customer's colour, always beside the name."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._token = "ident.1"
        self.setFixedSize(4, hub.fonts.px(20))
        hub.changed.connect(self._look_changed)

    def show_ident(self, number: int) -> None:
        """Wear a customer's colour: any number, of which there are six."""
        self._token = f"ident.{number % 6 + 1}"
        self.update()

    @Slot()
    def _look_changed(self) -> None:
        self.setFixedSize(4, self._hub.fonts.px(20))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar."""
        with QPainter(self) as painter:
            paint_panel(painter, QRectF(self.rect()), 2, self._hub.color(self._token))
