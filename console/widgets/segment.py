"""A segment: two or three ways to see the same thing, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.style_panels import paint_focus, paint_panel, paint_text

_PAD = 10
_GAP = 8
_INSET = 2
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Choice:
    """One side of a segment: what it is called in code, its word, its icon, a quiet figure."""

    key: str
    text: str = ""
    icon: str = ""
    figure: str = ""
    name: str = ""


class Segment(QWidget):
    """A row of choices; arrow keys and clicks choose, `chosen` says which key was."""

    chosen = Signal(str)

    def __init__(
        self, hub: ThemeHub, choices: Sequence[Choice], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._choices = tuple(choices)
        self._current = 0
        self._hovered = -1
        self._keyed = False
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)
        self._describe()

    @property
    def current(self) -> str:
        """The key of the choice in force."""
        return self._choices[self._current].key

    def choose(self, key: str) -> None:
        """Show a choice as chosen without saying so by signal."""
        keys = [choice.key for choice in self._choices]
        if key in keys:
            self._current = keys.index(key)
            self._describe()
            self.update()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show other words or figures; the chosen key stays chosen where it still exists."""
        key = self.current
        self._choices = tuple(choices)
        self._current = 0
        self.choose(key)
        self._look_changed()

    def _describe(self) -> None:
        choice = self._choices[self._current]
        self.setAccessibleDescription(choice.name or choice.text)

    def _pick(self, index: int) -> None:
        if index != self._current and 0 <= index < len(self._choices):
            self._current = index
            self._describe()
            self.update()
            self.chosen.emit(self.current)

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All choices side by side, as tall as a button."""
        width = sum(self._width(choice) for choice in self._choices)
        return QSize(width + 2 * _INSET, self._hub.px("button"))

    def minimumSizeHint(self) -> QSize:
        """A segment never loses a word."""
        return self.sizeHint()

    def _width(self, choice: Choice) -> int:
        fonts = self._hub.fonts
        strong = fonts.metrics(fonts.strong(Size.BODY)).horizontalAdvance(choice.text)
        quiet = fonts.metrics(fonts.figures(Size.BODY)).horizontalAdvance(choice.figure)
        icon = fonts.px(16) if choice.icon else 0
        pieces = [piece for piece in (icon, strong, quiet) if piece]
        return sum(pieces) + _GAP * (len(pieces) - 1) + 2 * fonts.px(_PAD)

    def _boxes(self) -> list[QRectF]:
        boxes = []
        x = float(_INSET)
        for choice in self._choices:
            width = self._width(choice)
            boxes.append(QRectF(x, _INSET, width, self.height() - 2 * _INSET))
            x += width
        return boxes

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the trough, the chosen panel, the words."""
        hub = self._hub
        radius = hub.theme.size("radius.control")
        with QPainter(self) as painter:
            whole = QRectF(self.rect())
            paint_panel(painter, whole, radius, hub.color("surface.2"))
            for index, box in enumerate(self._boxes()):
                if index == self._current:
                    paint_panel(painter, box, radius - 2, hub.color("surface.1"), hub.color("line"))
                self._paint_choice(painter, box, index)
            if self._keyed and self.hasFocus():
                paint_focus(painter, whole, radius, hub.color("focus"))

    def _paint_choice(self, painter: QPainter, box: QRectF, index: int) -> None:
        fonts = self._hub.fonts
        choice = self._choices[index]
        on = index == self._current
        token = "text" if on or index == self._hovered else "muted"
        x = box.left() + fonts.px(_PAD)
        if choice.icon:
            side = fonts.px(16)
            pixmap = self._hub.icons.pixmap(choice.icon, token, side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, round(box.center().y() - side / 2)), pixmap)
            x += side + _GAP
        for text, font in self._words(choice, strong=on):
            width = fonts.metrics(font).horizontalAdvance(text)
            painter.setFont(font)
            place = QRectF(x, box.top(), width + 1, box.height())
            paint_text(painter, place, text, self._hub.color(token), _CENTRE)
            x += width + _GAP

    def _words(self, choice: Choice, *, strong: bool) -> list[tuple[str, QFont]]:
        fonts = self._hub.fonts
        font = fonts.strong(Size.BODY) if strong else fonts.regular(Size.BODY)
        pairs = [(choice.text, font), (choice.figure, fonts.figures(Size.BODY))]
        return [(text, each) for text, each in pairs if text]

    def _at(self, position: QPointF) -> int:
        hits = [index for index, box in enumerate(self._boxes()) if box.contains(position)]
        return hits[0] if hits else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pick(self._at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The word under the pointer darkens, and says its whole name."""
        self._hovered = self._at(event.position())
        if self._hovered >= 0:
            self.setToolTip(plain_tip(self._choices[self._hovered].name))
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus line belongs to the keyboard."""
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._keyed = event.reason() in reasons
        super().focusInEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self._hovered = -1
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._pick(self._current + step)
