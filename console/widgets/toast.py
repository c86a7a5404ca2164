"""A toast: says what was just done and offers to undo it while a short line runs out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QVariantAnimation, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QHBoxLayout, QLabel, QWidget

from console.widgets.buttons import Button, ButtonKind, ButtonSize
from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_panel

UNDO_MS = 5000
_BOTTOM = 24
_SIDE = 16


class Toast(QWidget):
    """Floats over the foot of `host`; one at a time, a new one replaces the old.

    `undo_requested` bears the key the toast was shown with, `expired` the same when its time ran
    out or another toast took its place.
    """

    undo_requested = Signal(str)
    expired = Signal(str)

    def __init__(self, hub: ThemeHub, host: QWidget, duration_ms: int = UNDO_MS) -> None:
        super().__init__(host)
        self._hub = hub
        self._host = host
        self._key = ""
        self._left = 1.0
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = Button(hub, "", ButtonKind.QUIET)
        self._undo.use_size(ButtonSize.SMALL)
        self._undo.clicked.connect(self._undo_clicked)
        layout = self._room = QHBoxLayout(self)
        layout.setSpacing(_SIDE)
        layout.addWidget(self._words)
        layout.addWidget(self._undo)
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(16)
        self._shadow.setOffset(0, 4)
        self.setGraphicsEffect(self._shadow)
        self._clock = QVariantAnimation(self)
        self._clock.setStartValue(1.0)
        self._clock.setEndValue(0.0)
        self._clock.setDuration(duration_ms)
        self._clock.valueChanged.connect(self._ran)
        self._clock.finished.connect(self._ended)
        host.installEventFilter(self)
        hub.changed.connect(self._look_changed)
        self._look_changed()
        self.hide()

    def show_undo(self, key: str, text: str, undo_text: str, key_hint: str = "") -> None:
        """Say what was done; `undo_text` empty means that it cannot be undone."""
        self._give_up()
        self._key = key
        self._words.setText(text)
        self.setAccessibleName(text)
        self._undo.show_text(undo_text)
        self._undo.show_key(key_hint)
        self._undo.setVisible(bool(undo_text))
        # The button has room of its own at its right.
        right = _SIDE // 2 if undo_text else _SIDE
        self._room.setContentsMargins(_SIDE, 8, right, 10)
        self._place()
        self.show()
        self.raise_()
        self._clock.start()

    def dismiss(self) -> None:
        """Take the toast away; its act stands."""
        self._give_up()

    def _give_up(self) -> None:
        if self._key:
            self._clock.stop()
            self._finish()

    def _finish(self) -> None:
        key, self._key = self._key, ""
        self.hide()
        self.expired.emit(key)

    @Slot()
    def _undo_clicked(self) -> None:
        key, self._key = self._key, ""
        self._clock.stop()
        self.hide()
        self.undo_requested.emit(key)

    @Slot()
    def _ended(self) -> None:
        if self._key:
            self._finish()

    @Slot(object)
    def _ran(self, left: Any) -> None:
        self._left = float(left)
        self.update(0, self.height() - 4, self.width(), 4)

    @Slot()
    def _look_changed(self) -> None:
        self._shadow.setColor(self._hub.color("shadow"))
        self._place()
        self.update()

    def _place(self) -> None:
        self.adjustSize()
        x = (self._host.width() - self.width()) // 2
        self.move(max(8, x), self._host.height() - self.height() - _BOTTOM)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window changes size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The floating ground and the line of time left."""
        hub = self._hub
        radius = hub.theme.size("radius.control")
        with QPainter(self) as painter:
            whole = QRectF(self.rect())
            paint_panel(painter, whole, radius, hub.color("surface.float"), hub.color("line"))
            width = (whole.width() - 2 * radius) * self._left
            bar = QRectF(whole.left() + radius, whole.bottom() - 3, width, 2)
            painter.fillRect(bar, hub.color("accent"))
