"""A thin strip on top of everything at the screen's upper edge: a clock, a line, one click."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from console.widgets.clock_ring import RingState, paint_ring
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub

_WIDTH = 520
_HEIGHT = 32
_PAD = 12
_GAP = 8
_RING = 20
_EDGE = 3
_SHARE = 0.62
"""How much of the room the first words may take before they are shortened."""

_TONES = {
    "quiet": ("surface.float", "line.strong", "muted"),
    "accent": ("accent.ground", "accent", "accent.text"),
    "soon": ("soon.ground", "soon.mark", "soon.text"),
    "late": ("late.ground", "late.mark", "late.text"),
}
"""Ground, edge and the ink of what stands at the right."""

_NO_FOCUS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)


@dataclass(frozen=True)
class StripFace:
    """What it says: a clock, what, who, and at the right for whom; `tone` is "quiet",
    "accent", "soon" or "late". `name` is for a screen reader: it does not tell the
    seconds.
    """

    ring: RingState
    what: str
    who: str
    right: str
    tone: str
    name: str


class TopStrip(QAbstractButton):
    """A window of its own that never takes the keyboard; pressing it is the one thing to do."""

    def __init__(self, hub: ThemeHub, face: StripFace) -> None:
        super().__init__(None)
        self._hub = hub
        self._face = face
        self._is_hovered = False
        self.setWindowFlags(_NO_FOCUS)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        hub.changed.connect(self._look_changed)
        self.show_face(face)

    @property
    def face(self) -> StripFace:
        """What it says now."""
        return self._face

    def show_face(self, face: StripFace) -> None:
        """Say something else."""
        self._face = face
        if face.name != self.accessibleName():
            self.setAccessibleName(face.name)
        self.update()

    def stand_at(self, screen: QRect) -> None:
        """In the middle of the upper edge of the room that the desktop leaves."""
        size = self.sizeHint()
        width = min(size.width(), screen.width())
        left = screen.left() + (screen.width() - width) // 2
        self.setGeometry(left, screen.top(), width, size.height())

    @Slot()
    def _look_changed(self) -> None:
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """The same whatever it says, so that nothing jumps."""
        return QSize(self._hub.fonts.px(_WIDTH), self._hub.fonts.px(_HEIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is over it."""
        self._is_hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is over it any more."""
        self._is_hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground and its edge, the clock, the words."""
        hub, (under, edge, _) = self._hub, _TONES[self._face.tone]
        ground = hub.color("surface.float" if self._is_hovered else under)
        mark = hub.color(edge)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), ground)
            painter.fillRect(QRect(0, self.height() - _EDGE, self.width(), _EDGE), mark)
            side, scale = hub.fonts.px(_RING), hub.fonts.px(_PAD)
            middle = (self.height() - _EDGE) / 2
            box = QRectF(scale, round(middle - side / 2), side, side)
            paint_ring(painter, box, self._face.ring, hub, ground)
            self._paint_words(painter, box.right() + hub.fonts.px(_GAP), middle)

    def _paint_words(self, painter: QPainter, left: float, middle: float) -> None:
        hub, face, measure = self._hub, self._face, self._hub.measure
        strong, plain = hub.fonts.strong_figures(Size.BODY), hub.fonts.figures(Size.BODY)
        small, gap = hub.fonts.figures(Size.CAPTION), hub.fonts.px(_GAP)
        right_ink = hub.color(_TONES[face.tone][2])
        text = right_ink if face.tone == "quiet" else hub.color("text")
        right = self.width() - hub.fonts.px(_PAD) - measure.width(face.right, small)
        room = right - left - gap
        what = measure.end(face.what, strong, int(room * _SHARE))
        measure.paint(painter, (left, middle), what, strong, text)
        left += measure.width(what, strong) + gap
        who = measure.end(face.who, plain, int(max(0.0, right - gap - left)))
        measure.paint(painter, (left, middle), who, plain, text)
        measure.paint(painter, (right, middle), face.right, small, right_ink)
