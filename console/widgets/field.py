"""A field: one line of text, with an icon before it, a key behind it, and a way to clear it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from console.widgets.buttons import ButtonSize, icon_button
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_panel, paint_text

_PAD = 8


class Field(QLineEdit):
    """A line edit in the house's look.

    `clear_name` is the accessible name of the button that empties it; without one there is none.
    """

    def __init__(
        self,
        hub: ThemeHub,
        placeholder: str,
        icon: str = "",
        key_hint: str = "",
        clear_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._icon = icon
        self._key = key_hint
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._clear = icon_button(hub, "x", clear_name, self)
        self._clear.use_size(ButtonSize.SMALL)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self._clear_clicked)
        self._clearable = bool(clear_name)
        self.textChanged.connect(self._text_changed)
        hub.changed.connect(self._look_changed)
        self._look_changed()

    @Slot()
    def _clear_clicked(self) -> None:
        self.clear()
        self.setFocus()

    @Slot()
    def _text_changed(self) -> None:
        self._clear.setVisible(self._clearable and bool(self.text()))
        self._place()
        self.update()

    @Slot()
    def _look_changed(self) -> None:
        self._text_changed()
        self.updateGeometry()

    def _place(self) -> None:
        fonts = self._hub.fonts
        left = fonts.px(16) + 2 * _PAD if self._icon else _PAD
        right = _PAD
        if not self._clear.isHidden():
            side = self._clear.sizeHint()
            self._clear.setGeometry(
                self.width() - side.width() - 2,
                (self.height() - side.height()) // 2,
                side.width(),
                side.height(),
            )
            right = side.width() + 4
        elif self._key:
            right = self._key_width() + 2 * _PAD
        self.setTextMargins(left - 4, 0, right - 4, 0)

    def _key_width(self) -> int:
        metrics = self._hub.fonts.metrics(self._hub.fonts.regular(Size.CAPTION))
        return metrics.horizontalAdvance(self._key) + 8

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the clearing button at the right end."""
        super().resizeEvent(event)
        self._place()

    def sizeHint(self) -> QSize:
        """As tall as a button."""
        return QSize(self._hub.fonts.px(200), self._hub.px("button"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then its icon and key."""
        super().paintEvent(event)
        hub = self._hub
        with QPainter(self) as painter:
            middle = self.height() / 2
            if self._icon:
                side = hub.fonts.px(16)
                pixmap = hub.icons.pixmap(self._icon, "muted", side, self.devicePixelRatioF())
                painter.drawPixmap(QPoint(_PAD, round(middle - side / 2)), pixmap)
            if self._key and not self.text():
                height = hub.fonts.line_height(Size.CAPTION)
                width = self._key_width()
                box = QRectF(self.width() - width - _PAD, round(middle - height / 2), width, height)
                paint_panel(painter, box, 4, None, hub.color("line.strong"))
                painter.setFont(hub.fonts.regular(Size.CAPTION))
                paint_text(
                    painter, box, self._key, hub.color("muted"), Qt.AlignmentFlag.AlignCenter
                )
