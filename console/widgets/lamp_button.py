"""A lamp that can be pressed: what something says of itself, and a way there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.painted_button import PaintedButton
from console.widgets.plain_tip import plain_tip
from console.widgets.shapes import Shape, paint_shape
from console.widgets.style_panels import paint_focus, paint_panel

_ICON = 16
_SHAPE = 9
_PAD = 6
_GAP = 8


@dataclass(frozen=True)
class LampFace:
    """An icon or a shape in the colour `mark`, words in `ink` from the longest to none at all.

    Each of `texts` is a shorter way to say it; `whole` is everything, for tooltip and reader.
    """

    texts: tuple[str, ...]
    mark: str
    ink: str = "text"
    icon: str = ""
    shape: Shape = Shape.NONE
    whole: str = ""


class LampButton(PaintedButton):
    """Says as much as it is allowed to; the rest stands in the tooltip."""

    def __init__(self, hub: ThemeHub, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._name = name
        self._face = LampFace(("",), "offline.mark", shape=Shape.DASHED_RING)
        self._level = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        hub.changed.connect(self._look_changed)

    @property
    def face(self) -> LampFace:
        """What the lamp says."""
        return self._face

    @property
    def words(self) -> str:
        """The words beside it as they stand now."""
        return self._words(self._level)

    def show_face(self, face: LampFace) -> None:
        """Say something else."""
        self._face = face
        self.setAccessibleName(f"{self._name}: {face.texts[-1]}")
        self.setAccessibleDescription(face.whole)
        self.setToolTip(plain_tip(face.whole))
        self._look_changed()

    def shorten(self, level: int) -> None:
        """Say it the so-manieth shorter way; beyond the last there are no words."""
        if level != self._level:
            self._level = level
            self._look_changed()

    def width_of(self, level: int) -> int:
        """Logical pixels at a level."""
        px, text = self._hub.fonts.px, self._words(level)
        room = px(_GAP) + self._hub.measure.width(text, self._font()) if text else 0
        return 2 * px(_PAD) + self._side() + room

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _words(self, level: int) -> str:
        return self._face.texts[level] if level < len(self._face.texts) else ""

    def _side(self) -> int:
        return self._hub.fonts.px(_ICON if self._face.icon else _SHAPE)

    def _font(self) -> QFont:
        return self._hub.fonts.figures(Size.BODY)

    def sizeHint(self) -> QSize:
        """As wide as what it says now, as tall as a button."""
        return QSize(self.width_of(self._level), self._hub.px("button"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground when under the pointer, the mark, the words."""
        hub, face, side = self._hub, self._face, self._side()
        px, middle, box = hub.fonts.px, self.height() / 2, QRectF(self.rect())
        radius = hub.theme.size("radius.control")
        with QPainter(self) as painter:
            if self.is_raised:
                paint_panel(painter, box, radius, hub.color("surface.2"))
            left = float(px(_PAD))
            if face.icon:
                pixmap = hub.icons.pixmap(face.icon, face.mark, side, self.devicePixelRatioF())
                painter.drawPixmap(QPointF(left, round(middle - side / 2)), pixmap)
            else:
                centre = QPointF(left + side / 2, middle)
                paint_shape(painter, face.shape, centre, side, hub.color(face.mark))
            if self.words:
                at = (left + side + px(_GAP), middle)
                hub.measure.paint(painter, at, self.words, self._font(), hub.color(face.ink))
            if self.has_focus_line:
                paint_focus(painter, box, radius, hub.color("focus"))
