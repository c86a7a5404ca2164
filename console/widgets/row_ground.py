"""What lies under a row's words: hover, selection, focus and hairline; and the head of a group."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.row_text import RowText
from console.widgets.style_panels import paint_focus, paint_panel

LEFT = 16
RIGHT = 12
_State = QStyle.StateFlag
_TINTED = _State.State_Selected | _State.State_MouseOver
_LIFTED = _TINTED | _State.State_HasFocus


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, hub: ThemeHub) -> QColor:
    """Hover, selection and focus, which combine; returns the colour the row then stands on."""
    state = option.state
    box = QRectF(option.rect).adjusted(4, 1, -4, -1)
    radius = hub.theme.size("radius.control")
    ground = resting_ground(hub)
    if state & _State.State_Selected:
        ground = hub.color("accent.ground")
        paint_panel(painter, box, radius, ground)
        bar = QRectF(box.left() + 2, box.top() + 8, 3, box.height() - 16)
        paint_panel(painter, bar, 1.5, hub.color("accent"))
    elif state & _State.State_MouseOver:
        ground = hub.color("surface.2")
        paint_panel(painter, box, radius, ground)
    if state & _State.State_HasFocus:
        paint_focus(painter, box, radius, hub.color("focus"))
    return ground


def resting_ground(hub: ThemeHub) -> QColor:
    """The colour of the list itself."""
    return hub.color("surface.1")


def is_tinted(option: QStyleOptionViewItem) -> bool:
    """Whether a row stands on a tint of its own, so that plain badges need another ground."""
    return bool(option.state & _TINTED)


def is_at_rest(option: QStyleOptionViewItem) -> bool:
    """Whether a row stands on the list's own ground, without anything around it."""
    return not option.state & _LIFTED


def paint_hairline(painter: QPainter, rect: QRect, hub: ThemeHub) -> None:
    """The line between a row and the next."""
    left = rect.left() + hub.fonts.px(LEFT)
    width = rect.width() - hub.fonts.px(LEFT) - RIGHT
    painter.fillRect(left, rect.bottom(), width, 1, hub.color("line"))


def paint_group_head(painter: QPainter, rect: QRect, row: RowText, hub: ThemeHub) -> None:
    """The quiet words above a group, and how many it holds."""
    fonts, measure = hub.fonts, hub.measure
    strong, figures = fonts.strong(Size.CAPTION), fonts.figures(Size.CAPTION)
    left = rect.left() + fonts.px(LEFT)
    middle = rect.center().y() + 1.5
    count_width = measure.width(row.count, figures) if row.count else 0
    words = measure.end(row.who, strong, rect.right() - RIGHT - left - count_width - 8)
    ink = hub.color("muted")
    measure.paint(painter, (left, middle), words, strong, ink)
    if row.count:
        at = left + measure.width(words, strong) + 8
        measure.paint(painter, (at, middle), row.count, figures, ink)
