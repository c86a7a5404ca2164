"""A checklist: what is known and what is missing, each with its sign and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_focus, paint_panel

_LINE = 22


@dataclass(frozen=True)
class CheckLine:
    """One point: its words, whether it is known, and the quiet word that says it is not.

    `key` is what a click bears; a line without one is only shown.
    """

    text: str
    known: bool
    hint: str = ""
    key: str = ""


class Checklist(QWidget):
    """Points under one another: a tick where known, a dashed ring and strong words where not.

    A click, or Space on the line the keyboard stands on, asks to turn a point over
    (`toggle_requested`).
    """

    toggle_requested = Signal(str)

    def __init__(
        self, hub: ThemeHub, lines: Sequence[CheckLine] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._lines = tuple(lines)
        self._current = 0
        self._hovered = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)
        self.show_lines(lines)

    def show_lines(self, lines: Sequence[CheckLine]) -> None:
        """Show other points."""
        self._lines = tuple(lines)
        self._current = max(0, min(self._current, len(self._lines) - 1))
        can_act = any(line.key for line in lines)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if can_act else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(", ".join(f"{line.text} {line.hint}".strip() for line in lines))
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line a point."""
        return QSize(self._hub.fonts.px(200), self._hub.fonts.px(_LINE) * len(self._lines))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the points."""
        with QPainter(self) as painter:
            for number, line in enumerate(self._lines):
                self._paint_line(painter, number, line)

    def _paint_line(self, painter: QPainter, number: int, line: CheckLine) -> None:
        hub, fonts, measure = self._hub, self._hub.fonts, self._hub.measure
        box = self._box(number)
        if number == self._hovered:
            paint_panel(painter, box, 4, hub.color("surface.2"))
        if number == self._current and self.hasFocus():
            paint_focus(painter, box, 4, hub.color("focus"))
        middle = box.center().y()
        side = fonts.px(14)
        icon, token = ("check", "calm.mark") if line.known else ("circle-dashed", "soon.mark")
        pixmap = hub.icons.pixmap(icon, token, side, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(0, round(middle - side / 2)), pixmap)
        font = fonts.regular(Size.BODY) if line.known else fonts.strong(Size.BODY)
        x = fonts.px(22)
        words = measure.end(line.text, font, self.width() - x)
        measure.paint(painter, (x, middle), words, font, hub.color("text"))
        x += measure.width(words, font) + 8
        quiet = fonts.regular(Size.BODY)
        hint = measure.end(line.hint, quiet, self.width() - x) if line.hint else ""
        measure.paint(painter, (x, middle), hint, quiet, hub.color("muted"))

    def _box(self, number: int) -> QRectF:
        line = self._hub.fonts.px(_LINE)
        return QRectF(0, number * line, self.width(), line)

    def _at(self, y: float) -> int:
        number = int(y // self._hub.fonts.px(_LINE))
        return number if 0 <= number < len(self._lines) and self._lines[number].key else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click turns a point over."""
        number = self._at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.toggle_requested.emit(self._lines[number].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line under the pointer shows that it can be clicked."""
        self._hover(self._at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
            self.setCursor(hand if number >= 0 else arrow)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move, Space and Enter turn over."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._current = max(0, min(len(self._lines) - 1, self._current + step))
            self.update()
        elif Qt.Key(event.key()) in _TURNS and self._lines and self._lines[self._current].key:
            self.toggle_requested.emit(self._lines[self._current].key)
        else:
            super().keyPressEvent(event)


_TURNS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
