"""A chip that floats over a list and says what waits; pressing it lets it happen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGraphicsDropShadowEffect, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_panel

_PAD = 12
_GAP = 8


class FloatChip(QAbstractButton):
    """An icon and a few words on the floating ground, centred at the top of its parent."""

    def __init__(self, hub: ThemeHub, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._hub = hub
        self._host = parent
        self._icon = icon
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(12)
        self._shadow.setOffset(0, 2)
        self.setGraphicsEffect(self._shadow)
        hub.changed.connect(self._look_changed)
        self._look_changed()
        self.hide()

    def show_text(self, text: str) -> None:
        """Say something else; empty takes the chip away."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            self._place()
            self.raise_()
            self.update()

    def _place(self) -> None:
        self.resize(self.sizeHint())
        self.move((self._host.width() - self.width()) // 2, 8)

    @Slot()
    def _look_changed(self) -> None:
        self._shadow.setColor(self._hub.color("shadow"))
        if not self.isHidden():
            self._place()

    def sizeHint(self) -> QSize:
        """Icon, words and room around them."""
        hub = self._hub
        words = hub.measure.width(self.text(), hub.fonts.strong_figures(Size.BODY))
        return QSize(words + hub.px("icon.inline") + _GAP + 2 * _PAD, hub.px("button"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The floating ground, the icon, the words."""
        hub, middle = self._hub, self.height() / 2
        radius = hub.theme.size("radius.control")
        side = hub.px("icon.inline")
        with QPainter(self) as painter:
            box = QRectF(self.rect())
            paint_panel(painter, box, radius, hub.color("surface.float"), hub.color("line"))
            ratio = self.devicePixelRatioF()
            pixmap = hub.icons.pixmap(self._icon, "accent.text", side, ratio)
            painter.drawPixmap(QPointF(_PAD, round(middle - side / 2)), pixmap)
            font = hub.fonts.strong_figures(Size.BODY)
            at = (_PAD + side + _GAP, middle)
            hub.measure.paint(painter, at, self.text(), font, hub.color("text"))
