"""What lies under a row's words: hover, selection, focus and hairline; and the head of a group."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from console.widgets.elide import TextMeasure
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.row_text import RowText
from console.widgets.style_panels import paint_focus, paint_panel, paint_text

LEFT = 16
RIGHT = 12
_State = QStyle.StateFlag
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, hub: ThemeHub) -> QColor:
    """Hover, selection and focus, which combine; returns the colour the row then stands on."""
    state = option.state
    box = QRectF(option.rect).adjusted(4, 1, -4, -1)
    radius = hub.theme.size("radius.control")
    ground = hub.color("surface.1")
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


def is_tinted(option: QStyleOptionViewItem) -> bool:
    """Whether a row stands on a tint of its own, so that plain badges need another ground."""
    return bool(option.state & (_State.State_Selected | _State.State_MouseOver))


def paint_hairline(painter: QPainter, rect: QRect, hub: ThemeHub) -> None:
    """The line between a row and the next."""
    left = rect.left() + hub.fonts.px(LEFT)
    width = rect.width() - hub.fonts.px(LEFT) - RIGHT
    painter.fillRect(left, rect.bottom(), width, 1, hub.color("line"))


def paint_group_head(
    painter: QPainter, rect: QRect, row: RowText, hub: ThemeHub, measure: TextMeasure
) -> None:
    """The quiet words above a group, and how many it holds."""
    fonts = hub.fonts
    strong, figures = fonts.strong(Size.CAPTION), fonts.figures(Size.CAPTION)
    left = rect.left() + fonts.px(LEFT)
    count_width = measure.width(row.count, figures) if row.count else 0
    room = rect.right() - RIGHT - left - count_width - 8
    words = measure.end(row.who, strong, room)
    ink = hub.color("muted")
    painter.setFont(strong)
    line = QRectF(left, rect.top() + 2, room + 1, rect.height() - 2)
    paint_text(painter, line, words, ink, _LINE)
    if row.count:
        painter.setFont(figures)
        at = left + measure.width(words, strong) + 8
        line = QRectF(at, line.top(), count_width + 1, line.height())
        paint_text(painter, line, row.count, ink, _LINE)
