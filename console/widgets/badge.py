"""Badges: a short word on a tinted ground, with the shape or icon that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.shapes import Shape, paint_shape
from console.widgets.style_panels import paint_panel

_PAD = 4
_GAP = 4
_ICON = 12


class BadgeKind(StrEnum):
    """What a badge means; its ground, ink and shape follow."""

    PLAIN = "plain"
    ACCENT = "accent"
    POS = "pos"
    CALM = "calm"
    SOON = "soon"
    LATE = "late"
    NOTE = "note"
    OFFLINE = "offline"


@dataclass(frozen=True)
class Badge:
    """A badge's finished word, its meaning, and the icon in place of the meaning's shape.

    `whole` is the full sentence for tooltip and screen reader, where the word alone is too short.
    """

    text: str
    kind: BadgeKind = BadgeKind.PLAIN
    icon: str = ""
    whole: str = ""


# kind: ground, ink, shape, strong
_LOOKS = {
    BadgeKind.PLAIN: ("surface.2", "muted", Shape.NONE, False),
    BadgeKind.ACCENT: ("accent.ground", "accent.text", Shape.NONE, False),
    BadgeKind.POS: ("pos.ground", "pos.text", Shape.DIAMOND, True),
    BadgeKind.CALM: ("calm.ground", "calm.text", Shape.DOT, False),
    BadgeKind.SOON: ("soon.ground", "soon.text", Shape.DOT, True),
    BadgeKind.LATE: ("late.ground", "late.text", Shape.TRIANGLE, True),
    BadgeKind.NOTE: ("note.ground", "note.text", Shape.NONE, False),
    BadgeKind.OFFLINE: ("offline.ground", "offline.text", Shape.DASHED_RING, False),
}
_DROWNS = (BadgeKind.PLAIN, BadgeKind.ACCENT)


def badge_width(hub: ThemeHub, badge: Badge) -> int:
    """Logical pixels a badge takes."""
    _, _, shape, strong = _LOOKS[badge.kind]
    lead = _lead_side(hub, badge, shape)
    text = hub.measure.width(badge.text, _font(hub, strong=strong)) if badge.text else 0
    return 2 * hub.fonts.px(_PAD) + lead + text + (_GAP if lead and text else 0)


def badge_height(hub: ThemeHub) -> int:
    """Logical pixels of a badge from top to bottom."""
    return hub.px("badge")


def paint_badge(
    painter: QPainter, hub: ThemeHub, badge: Badge, x: float, middle: float, *, on_tint: bool
) -> int:
    """Paint a badge that begins at `x` around the line `middle`; returns its width.

    `on_tint` says that the row is hovered or selected: a plain or accent badge then stands on the
    panel's own ground, else it would drown.
    """
    ground = _LOOKS[badge.kind][0]
    if on_tint and badge.kind in _DROWNS:
        ground = "surface.1"
    at = QPointF(round(x), round(middle - badge_height(hub) / 2))
    ratio = painter.device().devicePixelRatioF()
    # Between the screen's own points a picture would be blurred.
    if ratio.is_integer():
        key = ("badge", badge, ground, ratio)
        painter.drawPixmap(at, hub.drawing(key, partial(_picture, hub, badge, ground, ratio)))
    else:
        _paint(painter, at, hub, badge, ground)
    return badge_width(hub, badge)


def _picture(hub: ThemeHub, badge: Badge, ground: str, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(badge_width(hub, badge), badge_height(hub)) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        _paint(painter, QPointF(0, 0), hub, badge, ground)
    return picture


def _paint(painter: QPainter, at: QPointF, hub: ThemeHub, badge: Badge, ground: str) -> None:
    _, ink, shape, strong = _LOOKS[badge.kind]
    rect = QRectF(at.x(), at.y(), badge_width(hub, badge), badge_height(hub))
    paint_panel(painter, rect, hub.theme.size("radius.chip"), hub.color(ground))
    left = rect.left() + hub.fonts.px(_PAD)
    side = _lead_side(hub, badge, shape)
    if badge.icon:
        ratio = painter.device().devicePixelRatioF()
        pixmap = hub.icons.pixmap(badge.icon, ink, side, ratio)
        painter.drawPixmap(QPointF(left, round(rect.center().y() - side / 2)), pixmap)
    elif side:
        centre = QPointF(left + side / 2, rect.center().y())
        paint_shape(painter, shape, centre, side, hub.color(ink))
    if badge.text:
        left += side + _GAP if side else 0
        font = _font(hub, strong=strong)
        hub.measure.paint(painter, (left, rect.center().y()), badge.text, font, hub.color(ink))


def _font(hub: ThemeHub, *, strong: bool) -> QFont:
    fonts = hub.fonts
    return fonts.strong_figures(Size.CAPTION) if strong else fonts.figures(Size.CAPTION)


def _lead_side(hub: ThemeHub, badge: Badge, shape: Shape) -> int:
    if badge.icon:
        return hub.fonts.px(_ICON)
    if shape is Shape.NONE:
        return 0
    return hub.fonts.px({Shape.DOT: 6, Shape.DASHED_RING: 9}.get(shape, 8))


class BadgeLabel(QWidget):
    """A badge on its own, in heads and context."""

    def __init__(self, hub: ThemeHub, badge: Badge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._badge = badge
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)
        self._say(badge)

    def show_badge(self, badge: Badge) -> None:
        """Show another word or meaning."""
        if badge != self._badge:
            self._say(badge)

    def _say(self, badge: Badge) -> None:
        self._badge = badge
        self.setAccessibleName(badge.whole or badge.text)
        self.setToolTip(plain_tip(badge.whole))
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The badge's own size."""
        return QSize(badge_width(self._hub, self._badge), badge_height(self._hub))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge."""
        with QPainter(self) as painter:
            paint_badge(painter, self._hub, self._badge, 0, self.height() / 2, on_tint=False)
