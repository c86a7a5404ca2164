"""How ready one is, a cell a channel in one frame: icon, shape, word and figure; a cell asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.painted_button import PaintedButton
from console.widgets.plain_tip import plain_tip
from console.widgets.shapes import Shape, paint_shape
from console.widgets.style_panels import paint_focus, paint_panel

_HEIGHT = 32
_PAD = 10
_GAP = 6
_ICON = 16
_SHAPE = 8
_ASKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


@dataclass(frozen=True)
class StateFace:
    """One cell. `words` give way where there is little room, `figure` stays; `whole` says it all.

    Without an icon and a shape it is the chevron that asks for all channels at once.
    """

    key: str
    icon: str
    shape: Shape
    token: str
    words: str = ""
    figure: str = ""
    whole: str = ""


class StateCell(PaintedButton):
    """A cell; pressed, by keys too, it asks for its menu."""

    asked = Signal(str)

    def __init__(self, hub: ThemeHub, face: StateFace, parent: QWidget) -> None:
        super().__init__(parent)
        self._hub = hub
        self._face = face
        self._is_short = False
        self.clicked.connect(self._ask)
        self.show_face(face)

    @property
    def face(self) -> StateFace:
        """What the cell says."""
        return self._face

    def show_face(self, face: StateFace) -> None:
        """Say something else."""
        self._face = face
        self.setAccessibleName(face.whole)
        self.setToolTip(plain_tip(face.whole))
        self.refresh()

    def shorten(self, *, is_short: bool) -> None:
        """Leave the words to the tooltip, or say them again."""
        self._is_short = is_short
        self.refresh()

    def refresh(self) -> None:
        """The look or what is said has changed."""
        self.updateGeometry()
        self.update()

    def words(self, *, is_short: bool) -> str:
        """What stands behind the shape."""
        parts = (self._face.figure,) if is_short else (self._face.words, self._face.figure)
        return " · ".join(part for part in parts if part)

    def width_of(self, *, is_short: bool) -> int:
        """Logical pixels of the cell."""
        px, words = self._hub.fonts.px, self.words(is_short=is_short)
        width = 2 * px(_PAD) + px(_ICON)
        if self._face.shape is not Shape.NONE:
            width += px(_GAP) + px(_SHAPE)
        return width + (px(_GAP) + self._hub.measure.width(words, self._font()) if words else 0)

    def sizeHint(self) -> QSize:
        """As wide as what it says now."""
        return QSize(self.width_of(is_short=self._is_short), self._hub.fonts.px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Enter and the arrow down ask."""
        if Qt.Key(event.key()) in _ASKING:
            self._ask()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground when under the pointer, then icon, shape and words."""
        hub, px, middle = self._hub, self._hub.fonts.px, self.height() / 2
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        radius = hub.theme.size("radius.control") - 2
        with QPainter(self) as painter:
            if self.is_raised:
                paint_panel(painter, box, radius, hub.color("surface.2"))
            left = float(px(_PAD))
            icon = hub.icons.pixmap(self._face.icon, "muted", px(_ICON), self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, round(middle - px(_ICON) / 2)), icon)
            left += px(_ICON) + px(_GAP)
            if self._face.shape is not Shape.NONE:
                centre, ink = QPointF(left + px(_SHAPE) / 2, middle), hub.color(self._face.token)
                paint_shape(painter, self._face.shape, centre, px(_SHAPE), ink)
                left += px(_SHAPE) + px(_GAP)
            words = self.words(is_short=self._is_short)
            if words:
                hub.measure.paint(painter, (left, middle), words, self._font(), hub.color("text"))
            if self.has_focus_line:
                paint_focus(painter, box, radius, hub.color("focus"))

    def _font(self) -> QFont:
        return self._hub.fonts.figures(Size.BODY)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self._face.key)


class StateBar(QWidget):
    """Cells side by side; `asked` bears a cell's key and where its menu may open (global)."""

    asked = Signal(str, QPoint)

    def __init__(self, hub: ThemeHub, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._cells: dict[str, StateCell] = {}
        self._is_short = False
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._layout.setSpacing(1)
        hub.changed.connect(self._look_changed)

    @property
    def cells(self) -> tuple[StateCell, ...]:
        """The cells from left to right."""
        return tuple(self._cells.values())

    @property
    def is_short(self) -> bool:
        """Whether the words are left to the tooltips."""
        return self._is_short

    def show_faces(self, faces: Sequence[StateFace]) -> None:
        """Show these cells; only what is new is built."""
        for face in faces:
            cell = self._cells.get(face.key)
            if cell is None:
                cell = self._cells[face.key] = StateCell(self._hub, face, self)
                cell.shorten(is_short=self._is_short)
                cell.asked.connect(self._ask)
                self._layout.addWidget(cell)
            elif cell.face != face:
                cell.show_face(face)
        self.update()

    def shorten(self, *, is_short: bool) -> None:
        """Leave all words to the tooltips, or say them again."""
        if is_short != self._is_short:
            self._is_short = is_short
            for cell in self.cells:
                cell.shorten(is_short=is_short)

    def width_of(self, *, is_short: bool) -> int:
        """Logical pixels of all cells."""
        widths = [cell.width_of(is_short=is_short) for cell in self.cells]
        return sum(widths) + len(widths) + 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The frame, and a hairline between two cells."""
        hub = self._hub
        with QPainter(self) as painter:
            radius = hub.theme.size("radius.control")
            paint_panel(
                painter, QRectF(self.rect()), radius, hub.color("surface.1"), hub.color("line")
            )
            for cell in self.cells[1:]:
                painter.fillRect(cell.x() - 1, 1, 1, self.height() - 2, hub.color("line"))

    @Slot()
    def _look_changed(self) -> None:
        for cell in self.cells:
            cell.refresh()
        self.update()

    @Slot(str)
    def _ask(self, key: str) -> None:
        cell = self._cells[key]
        self.asked.emit(key, cell.mapToGlobal(QPoint(0, cell.height() + 2)))
