"""An icon that only shows something; one to press is an icon button."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip


class IconLabel(QWidget):
    """An icon of the family, tinted to a token."""

    def __init__(
        self,
        hub: ThemeHub,
        icon: str,
        token: str = "muted",
        side: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._icon = icon
        self._token = token
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)

    def show_icon(self, icon: str, token: str = "muted", name: str = "") -> None:
        """Show another icon; `name` is what it says to those who cannot see it."""
        self._icon, self._token = icon, token
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.update()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The icon's own square."""
        side = self._hub.fonts.px(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        if not self._icon:
            return
        side = self._hub.fonts.px(self._side)
        pixmap = self._hub.icons.pixmap(self._icon, self._token, side, self.devicePixelRatioF())
        with QPainter(self) as painter:
            at = QPoint((self.width() - side) // 2, (self.height() - side) // 2)
            painter.drawPixmap(at, pixmap)
