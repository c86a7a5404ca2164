"""The clock ring: how much of a target has been waited, and what that means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPixmap
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
_FACE_MARGIN = 9
_STEPS = 240


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


@dataclass(frozen=True)
class _Dial:
    """Where a ring's circle lies, how thick it is, and how large its marks are."""

    circle: QRectF
    stroke: float
    scale: float
    small: bool

    def mark(self, small: float, share: float) -> float:
        """The size of a mark: fixed on a small ring, a share of the radius on a large one."""
        if self.small:
            return small * self.scale
        return min(self.circle.width() / 2 * share, _MARK_MAX * self.scale)


def paint_ring(
    painter: QPainter, rect: QRectF, ring: RingState, hub: ThemeHub, ground: QColor
) -> None:
    """Paint a ring that fills `rect` (a square) on a row whose own colour is `ground`.

    The marks wear a halo of that colour. A ring below 30 px (at 100 % text) has no time inside.
    """
    small = rect.width() * 100 / hub.fonts.text_percent < _COMPACT_BELOW
    face = _face(painter, rect.width(), ring, hub, ground)
    painter.drawPixmap(QPointF(rect.x() - _FACE_MARGIN, rect.y() - _FACE_MARGIN), face)
    if ring.inside and not small:
        centre = (rect.center().x(), rect.center().y())
        font = inside_font(hub, rect.width(), ring.inside)
        ink = hub.color(_INSIDE.get(ring.meaning, "text"))
        hub.measure.paint_centred(painter, centre, ring.inside, font, ink)


def _face(
    painter: QPainter, side: float, ring: RingState, hub: ThemeHub, ground: QColor
) -> QPixmap:
    """The ring without its time, drawn once for each step of its arc."""
    ratio = painter.device().devicePixelRatioF()
    step = round(max(0.0, min(1.0, ring.fraction)) * _STEPS)
    key = ("ring", side, ratio, step, ring.meaning, ring.pos, ground.rgba())
    return hub.drawing(key, partial(_picture, side, ratio, ring, hub, ground))


def _picture(side: float, ratio: float, ring: RingState, hub: ThemeHub, ground: QColor) -> QPixmap:
    pixels = round((side + 2 * _FACE_MARGIN) * ratio)
    picture = QPixmap(pixels, pixels)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as brush:
        _draw_face(brush, QRectF(_FACE_MARGIN, _FACE_MARGIN, side, side), ring, hub, ground)
    return picture


def _draw_face(
    painter: QPainter, rect: QRectF, ring: RingState, hub: ThemeHub, ground: QColor
) -> None:
    theme = hub.theme
    dial = _dial(rect, hub)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if ring.meaning is RingMeaning.UNKNOWN:
        _paint_dashes(painter, dial, theme.color("offline.mark"))
    elif ring.meaning is RingMeaning.CUSTOMER:
        painter.setPen(QPen(theme.color("surface.3"), min(1.5, dial.stroke)))
        painter.drawEllipse(dial.circle)
    else:
        _paint_arc(painter, dial, ring, theme)
    _paint_marks(painter, dial, ring, theme, ground)


def _dial(rect: QRectF, hub: ThemeHub) -> _Dial:
    scale = hub.fonts.text_percent / 100
    drawn = rect.width() / scale
    small = drawn < _COMPACT_BELOW
    stroke = ring_stroke(hub.theme, drawn) * scale
    inset = stroke / 2 + (1.0 if small else 0.5)
    return _Dial(rect.adjusted(inset, inset, -inset, -inset), stroke, scale, small)


def _paint_arc(painter: QPainter, dial: _Dial, ring: RingState, theme: Theme) -> None:
    circle = dial.circle
    arc = QPen(theme.color(_ARC[ring.meaning]), dial.stroke)
    arc.setCapStyle(Qt.PenCapStyle.FlatCap)
    if ring.meaning is RingMeaning.LATE:
        painter.setBrush(theme.color("late.ground"))
        painter.setPen(arc)
        painter.drawEllipse(circle)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return
    track = QPen(theme.color("surface.3"), dial.stroke)
    track.setCapStyle(Qt.PenCapStyle.FlatCap)
    span = round(_TURN * max(0.0, min(1.0, ring.fraction)))
    painter.setPen(track)
    painter.drawArc(circle, _TOP - span, -(_TURN - span))
    if span:
        painter.setPen(arc)
        painter.drawArc(circle, _TOP, -span)


def _paint_dashes(painter: QPainter, dial: _Dial, color: QColor) -> None:
    count = _DASHES // 2 if dial.small else _DASHES
    step = _TURN / count
    painter.setPen(QPen(color, min(2.0, dial.stroke), c=Qt.PenCapStyle.FlatCap))
    for dash in range(count):
        painter.drawArc(dial.circle, round(_TOP - dash * step), -round(step * 0.5))


def inside_font(hub: ThemeHub, diameter: float, text: str) -> QFont:
    """The font of the time inside: body on a large ring, caption on a small one or long text."""
    fonts = hub.fonts
    large = fonts.strong_figures(Size.BODY)
    if diameter >= fonts.px(44) and hub.measure.width(text, large) <= diameter * 0.74:
        return large
    return fonts.strong_figures(Size.CAPTION)


def _paint_marks(
    painter: QPainter, dial: _Dial, ring: RingState, theme: Theme, ground: QColor
) -> None:
    circle = dial.circle
    halo = QPen(ground, 1.0 if dial.small else 1.4)
    halo.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(halo)
    if ring.meaning is RingMeaning.SOON:
        head = _on_circle(circle, 2 * pi * max(0.0, min(1.0, ring.fraction)))
        radius = dial.mark(5.0, 0.36) / 2 + 0.7
        painter.setBrush(theme.color("soon.mark"))
        painter.drawEllipse(head, radius, radius)
    elif ring.meaning is RingMeaning.LATE:
        painter.setBrush(theme.color("late.mark"))
        painter.drawPolygon(triangle(_on_circle(circle, pi / 4), dial.mark(8.0, 0.66)))
    if ring.pos:
        painter.setBrush(theme.color("pos.mark"))
        top = QPointF(circle.center().x(), circle.top())
        painter.drawPolygon(diamond(top, dial.mark(7.0, 0.62)))


def _on_circle(circle: QRectF, angle: float) -> QPointF:
    """The point of a circle at an angle from twelve o'clock, clockwise, in radians."""
    centre = circle.center()
    radius = circle.width() / 2
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
        side = self._hub.px(self._size) + 2 * self._hub.fonts.px(_MARGIN)
        if not self._ring.below:
            return QSize(side, side)
        line = self._hub.fonts.line_height(Size.CAPTION)
        return QSize(max(side, self._hub.px("clock.column")), side + line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring and its words."""
        hub = self._hub
        side = hub.px(self._size)
        with QPainter(self) as painter:
            margin = hub.fonts.px(_MARGIN)
            box = QRectF((self.width() - side) / 2, margin, side, side)
            ground = self.palette().color(self.backgroundRole())
            paint_ring(painter, box, self._ring, hub, ground)
            if self._ring.below:
                painter.setFont(hub.fonts.figures(Size.CAPTION))
                line = QRectF(
                    0, side + 2 * margin - 2, self.width(), hub.fonts.line_height(Size.CAPTION)
                )
                ink = hub.color(below_token(self._ring.meaning))
                paint_text(painter, line, self._ring.below, ink, _CENTRE)
