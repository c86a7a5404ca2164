"""How menus and tooltips are drawn."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionMenuItem

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_panel, paint_text

_State = QStyle.StateFlag
_Item = QStyleOptionMenuItem.MenuItemType
_ICON_COLUMN = 28
_PAD = 12
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def paint_float(hub: ThemeHub, option: QStyleOption, painter: QPainter) -> None:
    """The ground of what floats: menus and tooltips."""
    painter.save()
    painter.setBrush(hub.color("surface.float"))
    painter.setPen(QPen(hub.color("line"), 1))
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
    painter.restore()


def paint_menu_item(hub: ThemeHub, option: QStyleOptionMenuItem, painter: QPainter) -> None:
    """One line of a menu: tick or icon, words, key at the right, chevron for a submenu."""
    rect = QRectF(option.rect)
    if option.menuItemType == _Item.Separator:
        _paint_separator(hub, rect, painter)
        return
    enabled = bool(option.state & _State.State_Enabled)
    if enabled and option.state & _State.State_Selected:
        paint_panel(painter, rect.adjusted(4, 0, -4, 0), 4, hub.color("surface.3"))
    _paint_lead(hub, option, painter, rect)
    words, _, key = option.text.partition("\t")
    ink = hub.color("text" if enabled else "disabled")
    painter.setFont(hub.fonts.regular(Size.BODY))
    has_more = option.menuItemType == _Item.SubMenu
    end = _PAD + (hub.fonts.px(14) + 4 if has_more else 0)
    box = rect.adjusted(_lead_width(hub), 0, -end, 0)
    paint_text(painter, box, words.replace("&", ""), ink, _LEFT)
    if key:
        painter.setFont(hub.fonts.regular(Size.CAPTION))
        paint_text(painter, box, key, hub.color("muted" if enabled else "disabled"), _RIGHT)
    if has_more:
        side = hub.fonts.px(14)
        pixmap = hub.icons.pixmap("chevron-right", "muted", side)
        painter.drawPixmap(
            round(rect.right() - _PAD - side), round(rect.center().y() - side / 2), pixmap
        )


def _paint_separator(hub: ThemeHub, rect: QRectF, painter: QPainter) -> None:
    painter.setPen(QPen(hub.color("line"), 1))
    middle = round(rect.center().y())
    painter.drawLine(round(rect.left()), middle, round(rect.right()), middle)


def _paint_lead(
    hub: ThemeHub, option: QStyleOptionMenuItem, painter: QPainter, rect: QRectF
) -> None:
    """The tick of a chosen line, or else its icon."""
    side = hub.fonts.px(16)
    x, y = round(rect.left() + _PAD), round(rect.center().y() - side / 2)
    if option.checked:
        painter.drawPixmap(x, y, hub.icons.pixmap("check", "accent.text", side))
    elif not option.icon.isNull():
        enabled = bool(option.state & _State.State_Enabled)
        mode = QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
        painter.drawPixmap(x, y, option.icon.pixmap(QSize(side, side), mode))


def menu_item_size(hub: ThemeHub, option: QStyleOptionMenuItem) -> QSize:
    """The size a line of a menu asks for."""
    if option.menuItemType == _Item.Separator:
        return QSize(hub.fonts.px(80), 9)
    words, _, key = option.text.partition("\t")
    metrics = hub.fonts.metrics(hub.fonts.regular(Size.BODY))
    width = _lead_width(hub) + metrics.horizontalAdvance(words) + 2 * _PAD
    if key:
        caption = hub.fonts.metrics(hub.fonts.regular(Size.CAPTION))
        width += 24 + caption.horizontalAdvance(key)
    if option.menuItemType == _Item.SubMenu:
        width += 24
    return QSize(width, hub.px("button"))


def _lead_width(hub: ThemeHub) -> int:
    return _PAD + hub.fonts.px(_ICON_COLUMN) - 4
