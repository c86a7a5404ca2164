"""How fields, choices and ticks are drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionSpinBox,
)

from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_focus, paint_panel

_State = QStyle.StateFlag
_CHEVRON = 14


def paint_field(hub: ThemeHub, option: QStyleOption, painter: QPainter) -> None:
    """The ground and edge of a line edit, choice or number."""
    enabled = bool(option.state & _State.State_Enabled)
    hovered = bool(option.state & _State.State_MouseOver)
    rect = QRectF(option.rect)
    radius = hub.theme.size("radius.control")
    ground = hub.color("surface.1" if enabled else "surface.0")
    edge = hub.color("muted" if hovered and enabled else "line.strong" if enabled else "line")
    paint_panel(painter, rect, radius, ground, edge)
    if option.state & _State.State_HasFocus:
        paint_focus(painter, rect, radius, hub.color("focus"))


def paint_frame(hub: ThemeHub, option: QStyleOption, painter: QPainter) -> None:
    """The edge of a scrolling view that keeps its frame (dialogs): one square hairline."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(hub.color("line.strong"), 1))
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
    painter.restore()


def paint_combo(hub: ThemeHub, option: QStyleOptionComboBox, painter: QPainter) -> None:
    """A choice: a field with a chevron; without a frame only the chevron."""
    if option.frame:
        paint_field(hub, option, painter)
    elif option.state & _State.State_MouseOver:
        paint_panel(
            painter, QRectF(option.rect), hub.theme.size("radius.control"), hub.color("surface.2")
        )
    paint_chevron(hub, painter, "chevron-down", combo_chevron(hub, option).center(), option)


def combo_chevron(hub: ThemeHub, option: QStyleOption) -> QRectF:
    """The square at the right end where a choice's chevron stands."""
    side = hub.fonts.px(24)
    rect = QRectF(option.rect)
    return QRectF(rect.right() - side, rect.top(), side, rect.height())


def paint_spin(hub: ThemeHub, option: QStyleOptionSpinBox, painter: QPainter) -> None:
    """A number or time: a field with two chevrons."""
    paint_field(hub, option, painter)
    if not option.subControls & QStyle.SubControl.SC_SpinBoxUp:
        return
    end = combo_chevron(hub, option)
    above = QPointF(end.center().x(), end.top() + end.height() * 0.3)
    below = QPointF(end.center().x(), end.top() + end.height() * 0.7)
    paint_chevron(hub, painter, "chevron-up", above, option)
    paint_chevron(hub, painter, "chevron-down", below, option)


def paint_chevron(
    hub: ThemeHub, painter: QPainter, name: str, at: QPointF, option: QStyleOption
) -> None:
    """An inline icon around a point, in the ink of quiet words."""
    token = "muted" if option.state & _State.State_Enabled else "disabled"
    side = hub.fonts.px(_CHEVRON)
    pixmap = hub.icons.pixmap(name, token, side, painter.device().devicePixelRatioF())
    painter.drawPixmap(QPointF(round(at.x() - side / 2), round(at.y() - side / 2)), pixmap)


def paint_check(hub: ThemeHub, option: QStyleOption, painter: QPainter) -> None:
    """A tick box; half ticked shows a bar."""
    rect = QRectF(option.rect)
    enabled = bool(option.state & _State.State_Enabled)
    on = bool(option.state & (_State.State_On | _State.State_NoChange))
    ground = "surface.1" if not on else "accent" if enabled else "disabled"
    edge = None if on else hub.color("line.strong" if enabled else "line")
    paint_panel(painter, rect, hub.theme.size("radius.chip"), hub.color(ground), edge)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(hub.color("on.accent"), 1.75, c=Qt.PenCapStyle.RoundCap))
    x, y, w, h = rect.x(), rect.y(), rect.width(), rect.height()
    if option.state & _State.State_NoChange:
        painter.drawLine(QPointF(x + w * 0.28, y + h / 2), QPointF(x + w * 0.72, y + h / 2))
    elif on:
        points = [(0.25, 0.53), (0.43, 0.7), (0.75, 0.32)]
        painter.drawPolyline([QPointF(x + w * px, y + h * py) for px, py in points])
    painter.restore()


def paint_radio(hub: ThemeHub, option: QStyleOption, painter: QPainter) -> None:
    """A round choice of one among several."""
    enabled = bool(option.state & _State.State_Enabled)
    on = bool(option.state & _State.State_On)
    rect = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
    edge = "line" if not enabled else "accent" if on else "line.strong"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(hub.color("surface.1"))
    painter.setPen(QPen(hub.color(edge), 1.5 if on else 1))
    painter.drawEllipse(rect)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hub.color("accent" if enabled else "disabled"))
        quarter = rect.width() / 4
        painter.drawEllipse(rect.adjusted(quarter, quarter, -quarter, -quarter))
    painter.restore()
