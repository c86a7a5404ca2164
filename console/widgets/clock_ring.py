"""The clock ring: how much of a target has been waited, and what that means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.shapes import diamond, triangle
from console.widgets.style_panels import paint_text
from console.widgets.theme import Theme

_SIXTEENTHS = 16
_TOP = 90 * _SIXTEENTHS
_TURN = 360 * _SIXTEENTHS
_DASHES = 24
_CENTRE = Qt.AlignmentFlag.AlignCenter
_COMPACT_BELOW = 30
_MARK_MAX = 14.0
_MARGIN = 5


class RingMeaning(StrEnum):
    """What a clock says; colour, shape and arc follow."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"
    CUSTOMER = "customer"
    UNKNOWN = "unknown"
    OFFLINE = "offline"


@dataclass(frozen=True)
class RingState:
    """One clock, finished for drawing.

    `fraction` is waited ÷ target (what is above 1 is drawn full), `inside` the time waited in at
    most five characters, `below` the target or what is over, `whole` the sentence for tooltip and
    screen reader, `pos` the diamond of a physical shop.
    """

    fraction: float
    inside: str
    below: str = ""
    meaning: RingMeaning = RingMeaning.CALM
    pos: bool = False
    whole: str = ""


_ARC = {
    RingMeaning.CALM: "calm.mark",
    RingMeaning.SOON: "soon.mark",
    RingMeaning.LATE: "late.mark",
    RingMeaning.OFFLINE: "offline.mark",
}
_BELOW = {
    RingMeaning.SOON: "soon.text",
    RingMeaning.LATE: "late.text",
    RingMeaning.OFFLINE: "offline.text",
}
_INSIDE = {
    RingMeaning.LATE: "late.text",
    RingMeaning.CUSTOMER: "muted",
    RingMeaning.UNKNOWN: "muted",
}


def below_token(meaning: RingMeaning) -> str:
    """The ink of the words that belong to a clock."""
    return _BELOW.get(meaning, "muted")


def ring_stroke(theme: Theme, diameter: float) -> float:
    """The stroke of a ring: the tokens' at their sizes, in proportion elsewhere."""
    exact = theme.ring_strokes.get(round(diameter))
    if exact is not None:
        return exact
    nearest = min(theme.ring_strokes, key=lambda known: abs(known - diameter))
    return theme.ring_strokes[nearest] * diameter / nearest


def paint_ring(
    painter: QPainter, rect: QRectF, ring: RingState, hub: ThemeHub, ground: QColor
) -> None:
    """Paint a ring that fills `rect` (a square) on a row whose own colour is `ground`.

    The marks wear a halo of that colour. A ring below 30 px has no time inside.
    """
    theme = hub.theme
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    stroke = ring_stroke(theme, rect.width() * 100 / hub.fonts.text_percent)
    stroke *= hub.fonts.text_percent / 100
    inset = stroke / 2 + _mark_room(rect.width())
    circle = rect.adjusted(inset, inset, -inset, -inset)
    if ring.meaning is RingMeaning.UNKNOWN:
        _paint_dashes(painter, circle, theme.color("offline.mark"), stroke)
    elif ring.meaning is RingMeaning.CUSTOMER:
        painter.setPen(QPen(theme.color("surface.3"), min(1.5, stroke)))
        painter.drawEllipse(circle)
    else:
        _paint_arc(painter, circle, ring, theme, stroke)
    if rect.width() >= _COMPACT_BELOW:
        _paint_inside(painter, rect, ring, hub)
    _paint_marks(painter, circle, ring, theme, ground)
    painter.restore()


def _mark_room(diameter: float) -> float:
    """What is left around the circle, so that marks on it stay within the square."""
    return 1.0 if diameter < _COMPACT_BELOW else 0.5


def _paint_arc(
    painter: QPainter, circle: QRectF, ring: RingState, theme: Theme, stroke: float
) -> None:
    late = ring.meaning is RingMeaning.LATE
    track = QPen(theme.color("surface.3"), stroke)
    arc = QPen(theme.color(_ARC[ring.meaning]), stroke)
    track.setCapStyle(Qt.PenCapStyle.FlatCap)
    arc.setCapStyle(Qt.PenCapStyle.FlatCap)
    if late:
        painter.setBrush(theme.color("late.ground"))
        painter.setPen(arc)
        painter.drawEllipse(circle)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return
    span = round(_TURN * max(0.0, min(1.0, ring.fraction)))
    painter.setPen(track)
    painter.drawArc(circle, _TOP - span, -(_TURN - span))
    if span:
        painter.setPen(arc)
        painter.drawArc(circle, _TOP, -span)


def _paint_dashes(painter: QPainter, circle: QRectF, color: QColor, stroke: float) -> None:
    count = _DASHES if circle.width() >= _COMPACT_BELOW else _DASHES // 2
    step = _TURN / count
    painter.setPen(QPen(color, min(2.0, stroke), c=Qt.PenCapStyle.FlatCap))
    for dash in range(count):
        painter.drawArc(circle, round(_TOP - dash * step), -round(step * 0.5))


def _paint_inside(painter: QPainter, rect: QRectF, ring: RingState, hub: ThemeHub) -> None:
    if ring.inside:
        painter.setFont(inside_font(hub, rect.width(), ring.inside))
        ink = hub.color(_INSIDE.get(ring.meaning, "text"))
        paint_text(painter, rect, ring.inside, ink, _CENTRE)


def inside_font(hub: ThemeHub, diameter: float, text: str) -> QFont:
    """The font of the time inside: body on a large ring, caption on a small one or long text."""
    fonts = hub.fonts
    large = fonts.strong_figures(Size.BODY)
    room = diameter * 0.74
    if diameter >= fonts.px(44) and fonts.metrics(large).horizontalAdvance(text) <= room:
        return large
    return fonts.strong_figures(Size.CAPTION)


def _paint_marks(
    painter: QPainter, circle: QRectF, ring: RingState, theme: Theme, ground: QColor
) -> None:
    radius = circle.width() / 2
    small = circle.width() < _COMPACT_BELOW
    halo = QPen(ground, 1.0 if small else 1.4)
    halo.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(halo)
    if ring.meaning is RingMeaning.SOON:
        angle = 2 * pi * max(0.0, min(1.0, ring.fraction))
        head = _on_circle(circle, radius, angle)
        size = 5.0 if small else radius * 0.36
        painter.setBrush(theme.color("soon.mark"))
        painter.drawEllipse(head, size / 2 + 0.7, size / 2 + 0.7)
    elif ring.meaning is RingMeaning.LATE:
        at = _on_circle(circle, radius, pi / 4)
        painter.setBrush(theme.color("late.mark"))
        painter.drawPolygon(triangle(at, 8.0 if small else min(radius * 0.66, _MARK_MAX)))
    if ring.pos:
        painter.setBrush(theme.color("pos.mark"))
        top = QPointF(circle.center().x(), circle.top())
        painter.drawPolygon(diamond(top, 7.0 if small else min(radius * 0.62, _MARK_MAX)))


def _on_circle(circle: QRectF, radius: float, angle: float) -> QPointF:
    """The point of a circle at an angle from twelve o'clock, clockwise, in radians."""
    centre = circle.center()
    return QPointF(centre.x() + radius * sin(angle), centre.y() - radius * cos(angle))


class ClockRing(QWidget):
    """A ring on its own, with the words below it where it has any."""

    def __init__(
        self, hub: ThemeHub, ring: RingState, size: str = "ring.lane", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._ring = ring
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)
        self.show_ring(ring)

    def show_ring(self, ring: RingState) -> None:
        """Show another second."""
        resized = bool(ring.below) != bool(self._ring.below)
        self._ring = ring
        whole = ring.whole or f"{ring.inside} {ring.below}".strip()
        if whole != self.accessibleName():
            self.setAccessibleName(whole)
            self.setToolTip(plain_tip(whole))
        if resized:
            self.updateGeometry()
        self.update()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The ring, and a caption line where words stand below."""
        side = self._hub.px(self._size) + 2 * _MARGIN
        if not self._ring.below:
            return QSize(side, side)
        line = self._hub.fonts.line_height(Size.CAPTION)
        return QSize(max(side, self._hub.px("clock.column")), side + line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring and its words."""
        hub = self._hub
        side = hub.px(self._size)
        with QPainter(self) as painter:
            box = QRectF((self.width() - side) / 2, _MARGIN, side, side)
            ground = self.palette().color(self.backgroundRole())
            paint_ring(painter, box, self._ring, hub, ground)
            if self._ring.below:
                painter.setFont(hub.fonts.figures(Size.CAPTION))
                line = QRectF(
                    0, side + 2 * _MARGIN - 2, self.width(), hub.fonts.line_height(Size.CAPTION)
                )
                ink = hub.color(below_token(self._ring.meaning))
                paint_text(painter, line, self._ring.below, ink, _CENTRE)
