"""The way to search: looks like a field where there is room, like an icon where there is not."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.rail import RailWidth
from console.widgets.style_panels import paint_focus, paint_panel

_PAD = 8


class FindButton(QAbstractButton):
    """Pressed, it leads to the search; `key_hint` is the key that does the same."""

    def __init__(
        self, hub: ThemeHub, text: str, key_hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._key = key_hint
        self._width = RailWidth.WIDE
        self._keyed = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(key_hint)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)

    def use_width(self, width: RailWidth) -> None:
        """Look like a field, or like an icon."""
        self._width = width
        narrow = width is RailWidth.NARROW
        self.setToolTip(plain_tip(f"{self.text()} ({self._key})") if narrow else "")
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus line belongs to the keyboard."""
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._keyed = event.reason() in reasons
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        """As tall as a field; wide as the rail lets it."""
        return QSize(self._hub.fonts.px(40), self._hub.px("button"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, word and key."""
        hub, box = self._hub, QRectF(self.rect())
        radius = hub.theme.size("radius.control")
        with QPainter(self) as painter:
            if self._width is RailWidth.NARROW:
                self._paint_icon(painter, (self.width() - hub.px("icon.large")) / 2, "icon.large")
            else:
                edge = hub.color("line.strong" if self.underMouse() else "line")
                paint_panel(painter, box, radius, hub.color("surface.1"), edge)
                self._paint_icon(painter, _PAD, "icon")
                self._paint_words(painter)
            if self.hasFocus() and self._keyed:
                paint_focus(painter, box, radius, hub.color("focus"))

    def _paint_icon(self, painter: QPainter, left: float, token: str) -> None:
        side = self._hub.px(token)
        pixmap = self._hub.icons.pixmap("search", "muted", side, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(round(left), round((self.height() - side) / 2)), pixmap)

    def _paint_words(self, painter: QPainter) -> None:
        hub, middle = self._hub, self.height() / 2
        caption, body = hub.fonts.regular(Size.CAPTION), hub.fonts.regular(Size.BODY)
        width = hub.measure.width(self._key, caption) + 8
        height = hub.fonts.line_height(Size.CAPTION)
        chip = QRectF(self.width() - width - _PAD, round(middle - height / 2), width, height)
        paint_panel(painter, chip, 4, None, hub.color("line.strong"))
        at = (chip.left() + 4, middle)
        hub.measure.paint(painter, at, self._key, caption, hub.color("muted"))
        left = 2 * _PAD + hub.px("icon")
        words = hub.measure.end(self.text(), body, round(chip.left() - left - _PAD))
        hub.measure.paint(painter, (left, middle), words, body, hub.color("muted"))
