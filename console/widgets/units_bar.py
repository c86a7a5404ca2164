"""Units in use, as cells: a chat fills one, a call is one long bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.style_panels import paint_panel

_UNIT, _GAP, _HEIGHT = 16, 2, 9


@dataclass(frozen=True, slots=True)
class UnitsFace:
    """Units in use of how many; `is_one` is one thing that takes them all: one long bar."""

    used: int
    capacity: int
    is_one: bool = False


def units_width(hub: ThemeHub, capacity: int) -> int:
    """Logical pixels of so many cells side by side."""
    return capacity * hub.fonts.px(_UNIT + _GAP) - hub.fonts.px(_GAP)


def paint_units(painter: QPainter, hub: ThemeHub, face: UnitsFace, at: tuple[float, float]) -> None:
    """The cells, from x on around the line y."""
    px, left, middle = hub.fonts.px, at[0], at[1]
    top, height = round(middle - px(_HEIGHT) / 2), px(_HEIGHT)
    if face.is_one:
        bar = QRectF(left, top, units_width(hub, face.capacity), height)
        paint_panel(painter, bar, 2, hub.color("accent"))
        return
    for unit in range(face.capacity):
        token = "calm.mark" if unit < face.used else "surface.3"
        one = QRectF(left + unit * px(_UNIT + _GAP), top, px(_UNIT), height)
        paint_panel(painter, one, 2, hub.color(token))


class UnitsBar(QWidget):
    """The cells on their own; `name` says the same in words."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._face = UnitsFace(0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)

    def show_units(self, face: UnitsFace, name: str) -> None:
        """Show other units."""
        self._face = face
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as all cells."""
        return QSize(units_width(self._hub, self._face.capacity), self._hub.fonts.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cells."""
        with QPainter(self) as painter:
            paint_units(painter, self._hub, self._face, (0, self.height() / 2))
