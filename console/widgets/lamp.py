"""A lamp: a shape and words that say how a source or a person is; never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.shapes import Shape, paint_shape

_GAP = 6


@dataclass(frozen=True)
class LampState:
    """A shape, its ink, the words beside it, their ink, and the whole sentence."""

    shape: Shape
    text: str = ""
    token: str = "calm.mark"
    text_token: str = "text"
    whole: str = ""


class Lamp(QWidget):
    """Shape and words on one line."""

    def __init__(
        self,
        hub: ThemeHub,
        state: LampState,
        size: Size = Size.BODY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._state = state
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)
        self.show_state(state)

    def show_state(self, state: LampState) -> None:
        """Show another state."""
        self._state = state
        self.setAccessibleName(state.whole or state.text)
        self.setToolTip(plain_tip(state.whole))
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _side(self) -> int:
        return self._hub.fonts.px(8)

    def sizeHint(self) -> QSize:
        """Shape, gap and words."""
        fonts = self._hub.fonts
        words = self._hub.measure.width(self._state.text, fonts.figures(self._size))
        width = self._side() + (_GAP + words if self._state.text else 0)
        return QSize(width + 1, fonts.line_height(self._size))

    def minimumSizeHint(self) -> QSize:
        """The shape stays when the words must go."""
        return QSize(self._side(), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint shape and words."""
        hub, state = self._hub, self._state
        side, middle = self._side(), self.height() / 2
        with QPainter(self) as painter:
            centre = QPointF(side / 2, middle)
            paint_shape(painter, state.shape, centre, side, hub.color(state.token))
            if state.text:
                font = hub.fonts.figures(self._size)
                words = hub.measure.end(state.text, font, self.width() - side - _GAP)
                ink = hub.color(state.text_token)
                hub.measure.paint(painter, (side + _GAP, middle), words, font, ink)
