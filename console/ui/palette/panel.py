"""The floating panel of the palette: a field, the lines it means, and a word about the search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from console.domain.language import tr
from console.widgets.field import Field
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label
from console.widgets.offer_list import OfferLine, OfferList
from console.widgets.style_panels import paint_panel

_WIDTH = 640
_HEIGHT = 440
_TOP = 72
_EDGE = 16
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}
_OURS = (*_STEPS, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class _Card(QWidget):
    """The ground of what floats."""

    def __init__(self, hub: ThemeHub, parent: QWidget) -> None:
        super().__init__(parent)
        self._hub = hub

    def paintEvent(self, _event: QPaintEvent) -> None:
        hub = self._hub
        with QPainter(self) as painter:
            radius = hub.theme.size("radius.control")
            whole = QRectF(self.rect())
            paint_panel(painter, whole, radius, hub.color("surface.1"), hub.color("line"))


class PalettePanel(QWidget):
    """Covers the window, so that a click beside it closes it. `typed` bears what is in the field,
    `chosen` the key of a line.
    """

    typed = Signal(str)
    chosen = Signal(str)
    closed = Signal()

    def __init__(self, hub: ThemeHub, window: QWidget) -> None:
        super().__init__(window)
        self._hub = hub
        self._window = window
        self._before: QWidget | None = None
        self.field = Field(hub, tr("Finn alt"), "search", clear_name=tr("Tøm feltet"))
        self.list = OfferList(hub, tr("Forslag"))
        self.foot = Label(hub, size=Size.CAPTION, token="muted")
        self.card = _Card(hub, self)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 12, 1, 8)
        column.setSpacing(8)
        for widget, side in ((self.field, 12), (self.list, 0), (self.foot, 12)):
            room = QVBoxLayout()
            room.setContentsMargins(side, 0, side, 0)
            room.addWidget(widget)
            column.addLayout(room, 1 if widget is self.list else 0)
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(32)
        self._shadow.setOffset(0, 8)
        self.card.setGraphicsEffect(self._shadow)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.typed)
        self.list.clicked.connect(self._clicked)
        window.installEventFilter(self)
        hub.changed.connect(self._look_changed)
        self._look_changed()
        self.hide()

    def open_panel(self) -> None:
        """Floats over the window, with an empty field."""
        if self.isHidden():
            self._before = self._window.window().focusWidget()
        self.field.clear()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def close_panel(self) -> None:
        """Gives the keyboard back to where it was."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def show_lines(self, lines: Sequence[OfferLine], foot: str) -> None:
        """What is offered now, and a word below it: what is being looked for, or was not found."""
        self.list.show_lines(lines)
        self.foot.show_text(foot)
        self.foot.setVisible(bool(foot))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Esc act from the field; the panel keeps to the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent) and event.key() in _OURS:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._press(Qt.Key(event.key()))
                return True
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key) -> None:
        if key in _STEPS:
            self.list.step(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.close_panel()
        elif self.list.current:
            self.chosen.emit(self.list.current)

    @Slot(QModelIndex)
    def _clicked(self, _index: QModelIndex) -> None:
        if self.list.current:
            self.chosen.emit(self.list.current)

    @Slot()
    def _look_changed(self) -> None:
        self._shadow.setColor(self._hub.color("shadow"))
        self._place()

    def _place(self) -> None:
        fonts, whole = self._hub.fonts, self._window.rect()
        self.setGeometry(whole)
        width = min(fonts.px(_WIDTH), whole.width() - 2 * _EDGE)
        top = min(_TOP, whole.height() // 8)
        height = min(fonts.px(_HEIGHT), whole.height() - top - _EDGE)
        self.card.setGeometry(QRect((whole.width() - width) // 2, top, width, height))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_panel()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What lies below is dimmed a little: it takes no clicks now."""
        shade = self._hub.color("shadow")
        shade.setAlphaF(min(shade.alphaF(), 0.18))
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), shade)
