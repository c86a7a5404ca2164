"""One line that is read across a room at night: a sign in a ring, and words as large as fit."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip

_RING = 40
_ICON = 20
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
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)

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
        self.update()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line of the largest size."""
        fonts = self._hub.fonts
        words = self._hub.measure.width(self._text, fonts.strong_figures(Size.NIGHT_DISPLAY))
        return QSize(self._left() + words, fonts.line_height(Size.NIGHT_DISPLAY))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the window: the words step down."""
        fonts = self._hub.fonts
        return QSize(fonts.px(160), fonts.line_height(Size.NIGHT_DISPLAY))

    def _left(self) -> int:
        return self._hub.fonts.px(_RING) + self._hub.fonts.px(_GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring, its sign, the words."""
        hub = self._hub
        side, middle = hub.fonts.px(_RING), self.height() / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(hub.color(self._token), 2))
            painter.drawEllipse(QRectF(1, middle - side / 2 + 1, side - 2, side - 2))
            if self._icon:
                icon = hub.fonts.px(_ICON)
                ratio = self.devicePixelRatioF()
                pixmap = hub.icons.pixmap(self._icon, self._token, icon, ratio)
                corner = QPointF(round((side - icon) / 2), round(middle - icon / 2))
                painter.drawPixmap(corner, pixmap)
            room = self.width() - self._left()
            font = self._font(room)
            shown = hub.measure.end(self._text, font, room)
            self.setToolTip(plain_tip(self._text) if shown != self._text else "")
            hub.measure.paint(painter, (self._left(), middle), shown, font, hub.color("text"))

    def _font(self, room: int) -> QFont:
        fonts = [self._hub.fonts.strong_figures(size) for size in _STEPS]
        width = self._hub.measure.width
        return next((font for font in fonts if width(self._text, font) <= room), fonts[-1])
