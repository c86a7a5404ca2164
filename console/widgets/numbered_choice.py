"""Choices with the digit that picks them: large, one chosen, told by tick, edge and ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_focus, paint_panel

_PAD = 12
_DIGIT = 24
_TICK = 16
_BETWEEN = 6


@dataclass(frozen=True)
class Numbered:
    """One choice: what it is called in code, its words, and quiet words behind them."""

    key: str
    text: str
    quiet: str = ""


class NumberedButton(QAbstractButton):
    """One choice, as tall as a hand at night needs it."""

    def __init__(
        self, hub: ThemeHub, number: int, choice: Numbered, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._number = str(number)
        self._choice = choice
        self._keyed = False
        self.setObjectName(choice.key)
        self.setCheckable(True)
        self.setAccessibleName(f"{number} {choice.text} {choice.quiet}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # A click leaves the keyboard where it is: keys go on meaning what they say.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        hub.changed.connect(self._look_changed)

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Digit, words, quiet words and the tick."""
        fonts, width = self._hub.fonts, self._hub.measure.width
        words = width(self._choice.text, fonts.strong_figures(Size.TITLE))
        quiet = width(self._quiet(), fonts.figures(Size.TITLE))
        sides = 2 * _PAD + fonts.px(_DIGIT) + fonts.px(_TICK) + 2 * _BETWEEN
        return QSize(words + quiet + sides, self._hub.px("button.night"))

    def minimumSizeHint(self) -> QSize:
        """The words, without the quiet ones."""
        fonts = self._hub.fonts
        words = self._hub.measure.width(self._choice.text, fonts.strong_figures(Size.TITLE))
        sides = 2 * _PAD + fonts.px(_DIGIT) + fonts.px(_TICK) + _BETWEEN
        return QSize(words + sides, self._hub.px("button.night"))

    def _quiet(self) -> str:
        return f" · {self._choice.quiet}" if self._choice.quiet else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus line belongs to the keyboard."""
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._keyed = event.reason() in reasons
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge, digit, words and tick."""
        hub = self._hub
        box, radius = QRectF(self.rect()), hub.theme.size("radius.control")
        with QPainter(self) as painter:
            if self.isChecked():
                paint_panel(painter, box, radius, hub.color("accent.ground"))
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(hub.color("accent"), 1.5))
                inner = box.adjusted(0.75, 0.75, -0.75, -0.75)
                painter.drawRoundedRect(inner, radius, radius)
            else:
                hovered = self.underMouse() and self.isEnabled()
                ground = "surface.2" if hovered else "surface.1"
                edge = "line.strong" if self.isEnabled() else "line"
                paint_panel(painter, box, radius, hub.color(ground), hub.color(edge))
            self._paint_words(painter)
            if self._keyed and self.hasFocus():
                paint_focus(painter, box, radius, hub.color("focus"))

    def _paint_words(self, painter: QPainter) -> None:
        hub, measure, middle = self._hub, self._hub.measure, self.height() / 2
        chosen = self.isChecked()
        quiet = hub.fonts.figures(Size.TITLE)
        font = hub.fonts.strong_figures(Size.TITLE) if chosen else quiet
        ink = "disabled" if not self.isEnabled() else "accent.text" if chosen else "text"
        low = "muted" if self.isEnabled() else "disabled"
        measure.paint(painter, (_PAD, middle), self._number, quiet, hub.color(low))
        x = _PAD + hub.fonts.px(_DIGIT)
        measure.paint(painter, (x, middle), self._choice.text, font, hub.color(ink))
        x += measure.width(self._choice.text, font)
        side = hub.fonts.px(_TICK)
        end = self.width() - _PAD - side
        if x + measure.width(self._quiet(), quiet) <= end:
            measure.paint(painter, (x, middle), self._quiet(), quiet, hub.color(low))
        if chosen:
            pixmap = hub.icons.pixmap("check", "accent.text", side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(end, round(middle - side / 2)), pixmap)


class NumberedChoices(QWidget):
    """Under one another; `chosen` bears the key of what a click or `pick` asked for."""

    chosen = Signal(str)

    def __init__(
        self, hub: ThemeHub, choices: Sequence[Numbered], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._buttons = [NumberedButton(hub, at, each) for at, each in enumerate(choices, start=1)]
        self._current = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for button in self._buttons:
            button.clicked.connect(self._clicked)
            layout.addWidget(button)

    @property
    def current(self) -> str:
        """The key of the choice that is shown as chosen, "" for none."""
        return self._current

    def show_current(self, key: str) -> None:
        """Show a choice as chosen, "" for none; nothing is said by signal."""
        self._current = key
        for button in self._buttons:
            button.setChecked(button.objectName() == key)

    def pick(self, number: int) -> None:
        """Choose by digit, as the key of that digit does."""
        if 1 <= number <= len(self._buttons) and self._buttons[number - 1].isEnabled():
            self._buttons[number - 1].click()

    @Slot()
    def _clicked(self) -> None:
        key = self.sender().objectName()
        # What is chosen is what was said to be; the one who hears decides.
        self.show_current(self._current)
        self.chosen.emit(key)
