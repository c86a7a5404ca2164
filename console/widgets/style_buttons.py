"""How buttons are drawn: four kinds, an icon, a word, and the key that does the same.

A button says what it is by dynamic properties: `kind` (primary, secondary, quiet, danger),
`sizeName` (small, normal, large, night), `iconName`, `iconAfter`, `keyHint`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_focus, paint_panel, paint_text
from console.widgets.theme import ThemeName

_PAD = 12
_PAD_QUIET = 8
_GAP = 8
_ICON = 16
_CHIP_PAD = 4
_CENTRE = Qt.AlignmentFlag.AlignCenter
_State = QStyle.StateFlag

_HEIGHTS: Mapping[str, str] = {
    "small": "button.small",
    "normal": "button",
    "large": "button.large",
    "night": "button.night",
}


@dataclass(frozen=True)
class _Face:
    """The tokens of a button in one state: ground, edge, words."""

    ground: str | None
    edge: str | None
    ink: str


_FACES: Mapping[str, Mapping[str, _Face]] = {
    "primary": {
        "normal": _Face("accent", None, "on.accent"),
        "hover": _Face("accent.hover", None, "on.accent"),
        "pressed": _Face("accent.pressed", None, "on.accent"),
        "disabled": _Face("surface.2", None, "disabled"),
    },
    "secondary": {
        "normal": _Face("surface.1", "line.strong", "text"),
        "hover": _Face("surface.2", "line.strong", "text"),
        "pressed": _Face("surface.3", "line.strong", "text"),
        "disabled": _Face(None, "line", "disabled"),
    },
    "quiet": {
        "normal": _Face(None, None, "text"),
        "hover": _Face("surface.2", None, "text"),
        "pressed": _Face("surface.3", None, "text"),
        "disabled": _Face(None, None, "disabled"),
    },
    "danger": {
        "normal": _Face("surface.1", "late.mark", "late.text"),
        "hover": _Face("late.ground", "late.mark", "late.text"),
        "pressed": _Face("late.mark", "late.mark", "surface.1"),
        "disabled": _Face(None, "line", "disabled"),
    },
}

# At night nothing is brighter than the text: the one action is a dim ground with a clear edge.
_NIGHT_PRIMARY: Mapping[str, _Face] = {
    "normal": _Face("accent.ground", "accent", "accent.text"),
    "hover": _Face("surface.3", "accent", "accent.text"),
    "pressed": _Face("surface.2", "accent.pressed", "accent.text"),
    "disabled": _Face("surface.2", None, "disabled"),
}


def paint_button(
    hub: ThemeHub, option: QStyleOptionButton, painter: QPainter, widget: QWidget | None
) -> None:
    """Ground, edge, focus line, icon, words and key of a push button."""
    face = _face(hub, _kind(option, widget), option)
    rect = QRectF(option.rect)
    radius = hub.theme.size("radius.control")
    focused = bool(option.state & _State.State_HasFocus) and bool(
        option.state & _State.State_KeyboardFocusChange
    )
    if focused:
        paint_focus(painter, rect, radius, hub.color("focus"))
        rect = rect.adjusted(3, 3, -3, -3)
        radius = max(2, radius - 2)
    paint_panel(painter, rect, radius, _maybe(hub, face.ground), _maybe(hub, face.edge))
    _paint_label(hub, option, painter, widget, face)


def _paint_label(
    hub: ThemeHub,
    option: QStyleOptionButton,
    painter: QPainter,
    widget: QWidget | None,
    face: _Face,
) -> None:
    parts = _parts(hub, option, widget)
    ink = hub.color(face.ink)
    x = option.rect.left() + (option.rect.width() - parts.width) / 2
    middle = option.rect.center().y() + 1
    if parts.icon:
        token = "muted" if face.ink == "text" and not option.text else face.ink
        ratio = painter.device().devicePixelRatioF()
        side = parts.icon_side
        pixmap = hub.icons.pixmap(parts.icon, token, side, ratio)
        painter.drawPixmap(round(x), round(middle - side / 2), pixmap)
        x += side + _GAP
    if option.text:
        painter.setFont(parts.font)
        box = QRectF(x, option.rect.top(), parts.text_width + 1, option.rect.height())
        paint_text(painter, box, option.text, ink, Qt.AlignmentFlag.AlignVCenter)
        x += parts.text_width + _GAP
    if parts.after:
        side = parts.icon_side
        ratio = painter.device().devicePixelRatioF()
        pixmap = hub.icons.pixmap(parts.after, face.ink, side, ratio)
        painter.drawPixmap(round(x), round(middle - side / 2), pixmap)
        x += side + _GAP
    if parts.key:
        _paint_key(hub, painter, QRectF(x, middle - parts.key_height / 2, 0, 0), parts, ink)


def _paint_key(hub: ThemeHub, painter: QPainter, at: QRectF, parts: _Parts, ink: QColor) -> None:
    """The chip that names the key: the same ink as the words, thinner."""
    edge = QColor(ink)
    edge.setAlphaF(0.6)
    box = QRectF(at.x(), round(at.y()), parts.key_width, parts.key_height)
    paint_panel(painter, box, hub.theme.size("radius.chip"), None, edge)
    painter.setFont(hub.fonts.regular(Size.CAPTION))
    quiet = QColor(ink)
    quiet.setAlphaF(0.85)
    paint_text(painter, box, parts.key, quiet, _CENTRE)


@dataclass(frozen=True)
class _Parts:
    """What stands on a button, measured."""

    icon: str
    icon_side: int
    font: QFont
    text_width: int
    after: str
    key: str
    key_width: int
    key_height: int

    @property
    def width(self) -> int:
        icon = self.icon_side if self.icon else 0
        after = self.icon_side if self.after else 0
        pieces = [icon, self.text_width, after, self.key_width]
        shown = [piece for piece in pieces if piece]
        return sum(shown) + _GAP * max(0, len(shown) - 1)


def _kind(option: QStyleOptionButton, widget: QWidget | None) -> str:
    """What a button says it is; the one that Enter presses in a dialog is the primary one."""
    default = option.features & QStyleOptionButton.ButtonFeature.DefaultButton
    return _property(widget, "kind", "primary" if default else "secondary")


def _parts(hub: ThemeHub, option: QStyleOptionButton, widget: QWidget | None) -> _Parts:
    text = option.text
    strong = _kind(option, widget) == "primary"
    font = hub.fonts.strong(Size.BODY) if strong else hub.fonts.regular(Size.BODY)
    key = _property(widget, "keyHint", "")
    caption = hub.fonts.metrics(hub.fonts.regular(Size.CAPTION))
    height = hub.fonts.line_height(Size.CAPTION)
    key_width = max(height, caption.horizontalAdvance(key) + 2 * _CHIP_PAD) if key else 0
    return _Parts(
        icon=_property(widget, "iconName", ""),
        icon_side=hub.fonts.px(_ICON),
        font=font,
        text_width=hub.fonts.metrics(font).horizontalAdvance(text) if text else 0,
        after=_property(widget, "iconAfter", ""),
        key=key,
        key_width=key_width,
        key_height=height,
    )


def button_size(hub: ThemeHub, option: QStyleOptionButton, widget: QWidget | None) -> QSize:
    """The size a push button asks for; one with an icon alone is square."""
    height = hub.px(_HEIGHTS[_property(widget, "sizeName", "normal")])
    if not option.text:
        return QSize(height, height)
    pad = _PAD_QUIET if _kind(option, widget) == "quiet" else _PAD
    return QSize(_parts(hub, option, widget).width + 2 * pad, height)


def _face(hub: ThemeHub, kind: str, option: QStyleOptionButton) -> _Face:
    faces = _FACES.get(kind, _FACES["secondary"])
    if kind == "primary" and hub.theme.name is ThemeName.NIGHT:
        faces = _NIGHT_PRIMARY
    if not option.state & _State.State_Enabled:
        return faces["disabled"]
    if option.state & (_State.State_Sunken | _State.State_On):
        return faces["pressed"]
    return faces["hover"] if option.state & _State.State_MouseOver else faces["normal"]


def _maybe(hub: ThemeHub, token: str | None) -> QColor | None:
    return None if token is None else hub.color(token)


def _property(widget: QWidget | None, name: str, fallback: str) -> str:
    value = widget.property(name) if widget is not None else None
    return value if isinstance(value, str) and value else fallback
