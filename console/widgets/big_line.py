"""One line that is read across a room at night: a sign in a ring, and words as large as fit."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip

_RING = 0.77
_ICON = 0.38
"""Shares of the line's height."""
_GAP = 16
_STEPS = (Size.NIGHT_DISPLAY, Size.DISPLAY, Size.HEADING)


class BigLine(QWidget):
    """Steps down to a smaller size before it loses a letter."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._text = ""
        self._icon = ""
        self._token = "muted"
        self._step = Size.NIGHT_DISPLAY
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._fit)
        self._fit()

    @property
    def text(self) -> str:
        """The words, whole."""
        return self._text

    def show_line(self, text: str, icon: str, token: str = "accent") -> None:
        """Say something else; `token` tints the sign and its ring."""
        if (text, icon, token) == (self._text, self._icon, self._token):
            return
        self._text, self._icon, self._token = text, icon, token
        self.setAccessibleName(text)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """As large as fits; the line is no taller than its words need."""
        self._step = next((step for step in _STEPS if self._fits(step)), _STEPS[-1])
        self.setFixedHeight(self._hub.fonts.line_height(self._step))
        self.update()

    def _fits(self, step: Size) -> bool:
        words = self._hub.measure.width(self._text, self._hub.fonts.strong_figures(step))
        return self._left(step) + words <= self.width()

    def _left(self, step: Size) -> int:
        """Where the words of a size begin."""
        return round(self._hub.fonts.line_height(step) * _RING) + self._hub.fonts.px(_GAP)

    def sizeHint(self) -> QSize:
        """One line of the largest size."""
        step = Size.NIGHT_DISPLAY
        words = self._hub.measure.width(self._text, self._hub.fonts.strong_figures(step))
        return QSize(self._left(step) + words, self._hub.fonts.line_height(self._step))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the window: the words step down."""
        fonts = self._hub.fonts
        return QSize(fonts.px(160), fonts.line_height(self._step))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another size."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring, its sign, the words."""
        hub, middle = self._hub, self.height() / 2
        side, icon = round(self.height() * _RING), round(self.height() * _ICON)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(hub.color(self._token), 2))
            painter.drawEllipse(QRectF(1, middle - side / 2 + 1, side - 2, side - 2))
            if self._icon:
                ratio = self.devicePixelRatioF()
                pixmap = hub.icons.pixmap(self._icon, self._token, icon, ratio)
                corner = QPointF(round((side - icon) / 2), round(middle - icon / 2))
                painter.drawPixmap(corner, pixmap)
            font, left = hub.fonts.strong_figures(self._step), self._left(self._step)
            shown = hub.measure.end(self._text, font, self.width() - left)
            self.setToolTip(plain_tip(self._text) if shown != self._text else "")
            hub.measure.paint(painter, (left, middle), shown, font, hub.color("text"))
