"""Lanes that are out of sight, each as its figure and its clock; a click brings one into sight."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.clock_ring import RingState, paint_ring
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip

_GAP, _BETWEEN = 4, 12
_WIDEST_FIGURE = "8"


@dataclass(frozen=True)
class Pip:
    """One lane: its number, its clock, and the whole of it in words."""

    number: int
    ring: RingState
    whole: str


class LanePips(QWidget):
    """Hidden while every lane is in sight; `chosen` bears a number. The keyboard has keys of its
    own for lanes.
    """

    chosen = Signal(int)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._pips: tuple[Pip, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        hub.changed.connect(self._look_changed)
        self.hide()

    @property
    def pips(self) -> tuple[Pip, ...]:
        """What is shown."""
        return self._pips

    def show_pips(self, pips: tuple[Pip, ...]) -> None:
        """Show these; none hides it."""
        if pips == self._pips:
            return
        is_wider = len(pips) != len(self._pips)
        self._pips = pips
        self.setAccessibleName("; ".join(pip.whole for pip in pips))
        self.setVisible(bool(pips))
        if is_wider:
            self.updateGeometry()
        self.update()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _width(self) -> int:
        """Of one pip, with what stands between it and the next."""
        figure = self._hub.measure.width(_WIDEST_FIGURE, self._hub.fonts.figures(Size.CAPTION))
        return figure + _GAP + self._hub.px("ring.compact") + _BETWEEN

    def sizeHint(self) -> QSize:
        """A ring tall, and as wide as there are lanes out of sight."""
        return QSize(self._width() * len(self._pips), self._hub.px("ring.compact") + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint figures and clocks."""
        hub, side = self._hub, self._hub.px("ring.compact")
        font = hub.fonts.figures(Size.CAPTION)
        ground = self.palette().color(self.backgroundRole())
        middle, step = self.height() / 2, self._width()
        with QPainter(self) as painter:
            for place, pip in enumerate(self._pips):
                left = place * step
                hub.measure.paint(
                    painter, (left, middle), str(pip.number), font, hub.color("muted")
                )
                box = QRectF(left + step - _BETWEEN - side, middle - side / 2, side, side)
                paint_ring(painter, box, pip.ring, hub, ground)

    def _at(self, x: float) -> Pip | None:
        place = int(x // self._width())
        return self._pips[place] if 0 <= place < len(self._pips) else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the lane."""
        pip = self._at(event.position().x())
        if pip is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(pip.number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say whose it is."""
        pip = self._at(event.position().x())
        self.setToolTip(plain_tip("" if pip is None else pip.whole))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.setToolTip("")
        super().leaveEvent(event)
