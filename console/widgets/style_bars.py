"""How scroll bars, splitters, progress and table heads are drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionHeader,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
)

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_panel

SCROLL_EXTENT = 9
ITEM_PAD = 8
_SORT_ICONS = {
    QStyleOptionHeader.SortIndicator.SortUp: "chevron-up",
    QStyleOptionHeader.SortIndicator.SortDown: "chevron-down",
}
_State = QStyle.StateFlag


def paint_scroll_bar(
    hub: ThemeHub, option: QStyleOptionSlider, painter: QPainter, thumb: QRect
) -> None:
    """A thin bar over the list; it grows two pixels under the pointer."""
    if option.minimum >= option.maximum:
        return
    busy = bool(option.state & (_State.State_MouseOver | _State.State_Sunken))
    width = hub.theme.size("scrollbar") + (2 if busy else 0)
    color = QColor(hub.color("line.strong"))
    color.setAlphaF(0.9 if busy else 0.5)
    rect = QRectF(thumb)
    if option.orientation == Qt.Orientation.Vertical:
        bar = QRectF(rect.right() - width - 1, rect.top() + 2, width, rect.height() - 4)
    else:
        bar = QRectF(rect.left() + 2, rect.bottom() - width - 1, rect.width() - 4, width)
    paint_panel(painter, bar, width / 2, color)


def scroll_thumb(option: QStyleOptionSlider) -> QRect:
    """The thumb's place: the whole length is groove, no arrows."""
    vertical = option.orientation == Qt.Orientation.Vertical
    rect = option.rect
    length = rect.height() if vertical else rect.width()
    reach = option.maximum - option.minimum
    if reach <= 0:
        return rect
    size = max(24, round(length * option.pageStep / (reach + option.pageStep)))
    start = QStyle.sliderPositionFromValue(
        option.minimum,
        option.maximum,
        option.sliderPosition,
        length - size,
        option.upsideDown,
    )
    if vertical:
        return QRect(rect.left(), rect.top() + start, rect.width(), size)
    return QRect(rect.left() + start, rect.top(), size, rect.height())


def paint_splitter(hub: ThemeHub, option: QStyleOption, painter: QPainter) -> None:
    """The hairline between two panels."""
    painter.fillRect(option.rect, hub.color("line"))


def paint_progress(hub: ThemeHub, option: QStyleOptionProgressBar, painter: QPainter) -> None:
    """How much is done, as a flat bar."""
    rect = QRectF(option.rect)
    paint_panel(painter, rect, 2, hub.color("surface.3"))
    reach = max(1, option.maximum - option.minimum)
    share = max(0.0, min(1.0, (option.progress - option.minimum) / reach))
    if share > 0:
        done = QRectF(rect.left(), rect.top(), rect.width() * share, rect.height())
        paint_panel(painter, done, 2, hub.color("accent"))


def paint_header_section(hub: ThemeHub, option: QStyleOptionHeader, painter: QPainter) -> None:
    """The ground of a table's head: the panel's own, and a hairline below."""
    painter.fillRect(option.rect, hub.color("surface.1"))
    line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
    painter.fillRect(line, hub.color("line"))


def paint_header_label(hub: ThemeHub, option: QStyleOptionHeader, painter: QPainter) -> None:
    """The word above a column: quiet, small, at the column's side; a chevron where it sorts."""
    font = hub.fonts.strong(Size.CAPTION)
    left, right = option.rect.left() + ITEM_PAD, option.rect.right() - ITEM_PAD
    middle = option.rect.center().y()
    arrow = _SORT_ICONS.get(option.sortIndicator)
    if arrow is not None:
        side = hub.fonts.px(12)
        pixmap = hub.icons.pixmap(arrow, "muted", side, painter.device().devicePixelRatioF())
        right -= side
        painter.drawPixmap(QPointF(right, round(middle - side / 2)), pixmap)
    words = hub.measure.end(option.text, font, right - left)
    x = float(left)
    if option.textAlignment & Qt.AlignmentFlag.AlignRight:
        x = right - hub.measure.width(words, font)
    hub.measure.paint(painter, (x, middle + 0.5), words, font, hub.color("muted"))


def paint_header_rest(hub: ThemeHub, option: QStyleOption, painter: QPainter) -> None:
    """The head beyond the last column."""
    painter.fillRect(option.rect, hub.color("surface.1"))
    line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
    painter.fillRect(line, hub.color("line"))


def paint_tab(hub: ThemeHub, option: QStyleOption, painter: QPainter) -> None:
    """A tab: words on the window's own ground, the chosen one underlined."""
    rect = option.rect
    if option.state & _State.State_Selected:
        bar = QRect(rect.left() + 4, rect.bottom() - 1, rect.width() - 8, 2)
        painter.fillRect(bar, hub.color("accent"))
    elif option.state & _State.State_MouseOver:
        paint_panel(painter, QRectF(rect).adjusted(2, 2, -2, -4), 6, hub.color("surface.2"))


def paint_tab_pane(hub: ThemeHub, option: QStyleOption, painter: QPainter) -> None:
    """What a tab shows begins below one hairline."""
    painter.fillRect(QRect(option.rect.topLeft(), QSize(option.rect.width(), 1)), hub.color("line"))
