"""Lamps: how fresh something is, as a shape and a word; the colour only repeats them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QSize, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.shapes import Shape, paint_shape

_GAP = 8
_ICON = 14


class LampState(StrEnum):
    """What a lamp says."""

    LIVE = "live"
    POLLED = "polled"
    BEHIND = "behind"
    OFF = "off"
    RESTING = "resting"
    """Nothing is wrong, and nothing is expected."""


@dataclass(frozen=True)
class _Look:
    shape: Shape
    side: int
    mark: str
    ink: str
    icon: str = ""


_LOOKS = {
    LampState.LIVE: _Look(Shape.DOT, 8, "calm.mark", "text"),
    LampState.POLLED: _Look(Shape.RING, 8, "calm.mark", "text"),
    LampState.BEHIND: _Look(Shape.TRIANGLE, 9, "soon.mark", "soon.text"),
    LampState.OFF: _Look(Shape.NONE, _ICON, "late.text", "late.text", "wifi-off"),
    LampState.RESTING: _Look(Shape.DASHED_RING, 9, "offline.mark", "muted"),
}


class Lamp(QWidget):
    """One lamp and its words; narrow, the words are shortened and stand in the tooltip."""

    def __init__(
        self,
        hub: ThemeHub,
        name: str,
        size: Size = Size.BODY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._name = name
        self._size = size
        self._state = LampState.RESTING
        self._text = self._longest = ""
        self._said: tuple[LampState, str, str] | None = None
        self._quiet = size is Size.CAPTION
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)

    @property
    def text(self) -> str:
        """The words beside the shape."""
        return self._text

    @property
    def state(self) -> LampState:
        """What the lamp says now."""
        return self._state

    def show_state(self, state: LampState, text: str, tip: str = "") -> None:
        """Say something else; `tip` is what more there is to know."""
        if (state, text, tip) == self._said:
            return
        self._said = (state, text, tip)
        self._state, self._text = state, text
        self.setAccessibleName(f"{self._name}: {text}" if self._name else text)
        self.setAccessibleDescription(tip)
        self.setToolTip(plain_tip(tip or text))
        self._look_changed()

    def keep_room_for(self, text: str) -> None:
        """Shorter words take as much room as these, so that what stands beside does not move."""
        self._longest = text
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        fonts = self._hub.fonts
        if self._state is LampState.OFF:
            return fonts.strong_figures(self._size)
        return fonts.figures(self._size)

    def _ink(self, look: _Look) -> str:
        # Small words beside a list are quiet until there is something to say.
        return "muted" if self._quiet and look.ink == "text" else look.ink

    def _side(self) -> int:
        return self._hub.fonts.px(_LOOKS[self._state].side)

    def sizeHint(self) -> QSize:
        """The shape and all of the words."""
        measured = (self._text, self._longest) if self._text else ()
        words = max((self._hub.measure.width(text, self._font()) for text in measured), default=0)
        width = self._side() + (_GAP + words + 1 if words else 0)
        return QSize(width, self._hub.fonts.line_height(self._size))

    def minimumSizeHint(self) -> QSize:
        """The shape alone."""
        return QSize(self._side(), self._hub.fonts.line_height(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The shape, then the words."""
        hub, look, side = self._hub, _LOOKS[self._state], self._side()
        middle = self.height() / 2
        with QPainter(self) as painter:
            if look.icon:
                ratio = self.devicePixelRatioF()
                pixmap = hub.icons.pixmap(look.icon, look.mark, side, ratio)
                painter.drawPixmap(QPointF(0, round(middle - side / 2)), pixmap)
            else:
                centre = QPointF(side / 2, middle)
                paint_shape(painter, look.shape, centre, side, hub.color(look.mark))
            room = self.width() - side - _GAP
            if self._text and room > 16:
                words = hub.measure.end(self._text, self._font(), room)
                at = (side + _GAP, middle)
                hub.measure.paint(painter, at, words, self._font(), hub.color(self._ink(look)))
